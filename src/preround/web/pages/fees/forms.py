"""The fees form: a season, and as many pairs of specialty and number as one likes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import QueryDict

MOST_ROWS = 12
WHOLE = re.compile(r"-?[0-9]{1,7}")


@dataclass(frozen=True, slots=True)
class FeesForm:
    """What was typed; `counts` holds the pairs that have both halves, as numbers.

    `problem` is one sentence on a number that is none.
    """

    season: int | None
    counts: tuple[tuple[str, int], ...]
    problem: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> FeesForm:
        """Read an address; half a row counts for nothing."""
        season = query.get("season", "")
        typed = zip(query.getlist("specialty"), query.getlist("n"), strict=False)
        pairs = [(name.strip()[:100], n.strip()) for name, n in typed if name.strip() and n.strip()]
        odd = next((n for _, n in pairs if not WHOLE.fullmatch(n)), "")
        return cls(
            int(season) if season.isascii() and season.isdigit() and len(season) < 6 else None,
            tuple((name, int(n)) for name, n in pairs[:MOST_ROWS] if WHOLE.fullmatch(n)),
            f"{odd[:40]!r} is not a number of programs; write one such as 60." if odd else "",
        )
