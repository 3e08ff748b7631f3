"""The fees form: a season, and as many pairs of specialty and number as one likes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class FeesForm:
    """What was typed; `counts` holds the pairs that have both halves."""

    season: int | None
    counts: tuple[tuple[str, int], ...]

    @classmethod
    def read(cls, query: QueryDict) -> FeesForm:
        """Read an address; half a row counts for nothing."""
        season = query.get("season", "")
        pairs = zip(query.getlist("specialty"), query.getlist("n"), strict=False)
        counts = [
            (name.strip()[:100], int(n))
            for name, n in pairs
            if name.strip() and n.strip().isascii() and n.strip().isdigit() and len(n) < 8
        ]
        return cls(int(season) if season.isascii() and season.isdigit() else None,
                   tuple(counts[:MOST_ROWS]))  # fmt: skip
