"""A slow, obvious twin of the directory's filters: one opening, one filter at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from preround.openings.opening import Opening
from preround.openings.search import FACETS, SeenOpening, Wish

DAY = dt.timedelta(days=1)


def fits_by_days(opening: Opening, first: dt.date, last: dt.date) -> bool:
    """Whether some run of days, as long as the stay, lies in the window and in the free days."""
    need = max(round((opening.stay_weeks or 0) * 7) - 2, 1)
    days = set()
    day = first
    while day <= last:
        if (opening.start is None or opening.start <= day) and (
            opening.end is None or day <= opening.end
        ):
            days.add(day)
        day += DAY
    return any(all(start + DAY * i in days for i in range(need)) for start in days)


def passes(row: SeenOpening, wish: Wish, without: str = "") -> bool:
    """Whether an opening passes every filter but one, checked by hand."""
    for name in wish.active():
        if name == without:
            continue
        if name == "text":
            if not all(word in row.haystack for word in wish.text.casefold().split()):
                return False
        elif name == "most_fee_usd":
            fee = row.opening.fee_for_stay_usd
            if fee is not None and wish.most_fee_usd is not None and fee > wish.most_fee_usd:
                return False
        elif name in FACETS and not set(FACETS[name](row)) & set(getattr(wish, name)):
            return False
    return True


def count(rows: Sequence[SeenOpening], wish: Wish, facet: str, value: str) -> int:
    """How many openings a press on one value of a filter would add or show."""
    return sum(passes(row, wish, facet) and value in FACETS[facet](row) for row in rows)
