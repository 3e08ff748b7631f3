"""What an address asks to see of the directory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from preround.openings.reading import Unclear, read_fee
from preround.openings.search import FACETS, SORTS, Wish
from preround.web.design.opening_words import option_label
from preround.web.design.words import day, usd
from preround.web.typed import whole_number

MANY = tuple(name for name in FACETS if name != "stage")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish with its order and page; `problems` are fields that could not be read."""

    wish: Wish
    sort: str = ""
    page: int = 1
    typed: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """Read an address; what it cannot mean is left out, so that old links still work."""
        problems: list[str] = []
        stage = query.get("stage", "")
        wish = Wish(
            text=query.get("q", "").strip()[:100],
            stage=(stage,) if stage else (),
            most_fee_usd=_dollars(query.get("most", ""), problems),
            free_from=_day("From", query.get("from", ""), problems),
            free_until=_day("Until", query.get("until", ""), problems),
            weeks=_weeks(query.get("weeks", ""), problems),
            known_only=bool(query.get("known")),
            **{name: tuple(dict.fromkeys(query.getlist(name)))[:60] for name in MANY},
        )
        sort = query.get("sort", "")
        page = whole_number(query.get("page", ""), 1)
        typed = tuple((name, query.get(name, "")) for name in ("most", "from", "until", "weeks"))
        return cls(
            wish, sort if sort in SORTS else "", page if 0 < page < 10_000 else 1, typed,
            tuple(problems),
        )  # fmt: skip

    def address(self, page: int | None = None) -> str:
        """Write it as a query string."""
        wish, pairs = self.wish, []
        if wish.text:
            pairs.append(("q", wish.text))
        pairs += [(name, value) for name in FACETS for value in getattr(wish, name)]
        if wish.most_fee_usd is not None:
            pairs.append(("most", f"{wish.most_fee_usd:g}"))
        for name, value in (("from", wish.free_from), ("until", wish.free_until)):
            if value is not None:
                pairs.append((name, value.isoformat()))
        if wish.weeks is not None:
            pairs.append(("weeks", f"{wish.weeks:g}"))
        if wish.known_only:
            pairs.append(("known", "1"))
        if self.sort:
            pairs.append(("sort", self.sort))
        if page and page > 1:
            pairs.append(("page", str(page)))
        return urlencode(pairs)

    def without(self, name: str) -> Wanted:
        """The same with one filter let go."""
        return replace(self, wish=self.wish.without(name), page=1)

    def in_words(self, name: str) -> str:
        """One filter by what it is set to."""
        wish = self.wish
        if name == "text":
            return f"“{wish.text}”"
        if name == "most_fee_usd":
            return f"at most {usd(wish.most_fee_usd)}"
        if name == "dates":
            parts = [f"from {day(wish.free_from)}" if wish.free_from else ""]
            parts.append(f"until {day(wish.free_until)}" if wish.free_until else "")
            parts.append(f"{wish.weeks:g} weeks" if wish.weeks else "")
            return " ".join(part for part in parts if part)
        words = ", ".join(option_label(name, one) for one in getattr(wish, name))
        lead = {"letter": "letter: ", "plan": "plan: ", "who": "for "}.get(name, "")
        return f"{lead}{words.lower() if lead else words}"


def _day(label: str, text: str, problems: list[str]) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        problems.append(f"{label}: {text[:20]!r} is no day; write it as 2027-01-04.")
        return None


def _dollars(text: str, problems: list[str]) -> float | None:
    if not text.strip():
        return None
    try:
        return read_fee(text).usd
    except Unclear:
        problems.append(f"Fee at most: {text[:20]!r} is no amount in dollars.")
        return None


def _weeks(text: str, problems: list[str]) -> float | None:
    if not text.strip():
        return None
    try:
        weeks = float(text)
    except ValueError:
        weeks = 0.0
    if not 0 < weeks <= 104:
        problems.append(f"Weeks: {text[:20]!r} is no number from 1 to 104.")
        return None
    return weeks
