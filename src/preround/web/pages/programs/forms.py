"""The directory's search form."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

FIELDS = ("q", "state", "specialty", "track")


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What is searched for, and which page of it."""

    q: str = ""
    state: str = ""
    specialty: str = ""
    track: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> SearchForm:
        """Read an address."""
        page = query.get("page", "1")
        values = {name: query.get(name, "").strip()[:100] for name in FIELDS}
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
        return cls(**values, page=max(1, number))

    @property
    def asks(self) -> bool:
        """Whether anything is searched for."""
        return any(getattr(self, name) for name in FIELDS)

    def wish(self) -> tuple[str, str | None, str | None, str | None]:
        """Give the catalogue's arguments: words, state, specialty, track."""
        return self.q, self.state or None, self.specialty or None, self.track or None

    def address(self, page: int) -> str:
        """Write it as a query string, for another page."""
        pairs = [(name, getattr(self, name)) for name in FIELDS if getattr(self, name)]
        return urlencode([*pairs, ("page", page)])
