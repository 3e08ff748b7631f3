"""What openings' values are called on screen, with a sign that carries no meaning alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from preround.jobs.weigh_openings import WeighedOpening
from preround.openings.guide import guide
from preround.openings.opening import Freshness, Opening
from preround.openings.outreach import ORDER, Stage
from preround.openings.search import UNKNOWN, fee_bands
from preround.web.design.words import day, usd

LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "hands_on": {"yes": "Hands-on", "no": "Watching only", UNKNOWN: "Not clear"},
        "letter": {
            "promised": "Promised beforehand",
            "possible": "Where earned",
            "none": "None",
            UNKNOWN: "Nothing said",
        },
        "who": {"graduates": "Graduates", "students": "Students", UNKNOWN: "Not clear"},
        "freshness": {
            "fresh": "Read lately",
            "aging": "Aging",
            "old": "Old",
            "stale": "Over a year",
            UNKNOWN: "Never dated",
        },
        "plan": {
            "fits": "In time",
            "partly": "Partly",
            "late": "Too late",
            UNKNOWN: "Not clear",
        },
        "stage": {one.value: one.value.capitalize() for one in Stage} | {"closed": "Closed"},
    }
)
FRESH_SIGNS = {
    Freshness.FRESH: "met",
    Freshness.AGING: "unknown",
    Freshness.OLD: "lowers",
    Freshness.STALE: "blocked",
    Freshness.UNKNOWN: "unknown",
}
COST_NAMES = MappingProxyType(
    {
        "fee": "Fee",
        "other_fees": "Other fees of the host",
        "travel": "Travel there and back",
        "housing": "Housing",
        "living": "Food and local travel",
        "visa": "Visa",
        "lost_wages": "Wages you give up",
        "other": "Other",
    }
)
#: The same in a word, for a list of what is missing.
SHORT_COSTS = MappingProxyType({"lost_wages": "wages", "other_fees": "other fees"})
FITS_SIGNS = MappingProxyType(
    {"fits": "met", "partly": "lowers", "late": "blocked", "no": "blocked", UNKNOWN: "unknown"}
)


def option_label(facet: str, value: str) -> str:
    """What a filter's value is called."""
    if facet == "kind":
        kinds = guide().kinds
        return kinds[value].label if value in kinds else "Not clear"
    if facet == "fee":
        return _band_label(value)
    if facet in LABELS:
        return LABELS[facet].get(value, value)
    return "Not said" if value == UNKNOWN else value


def _band_label(value: str) -> str:
    if value == UNKNOWN:
        return "Not said"
    name, low, high = next(band for band in fee_bands() if band[0] == value)
    if name == "free":
        return "Free"
    if high == float("inf"):
        return f"Over {usd(low)}"
    return f"Up to {usd(high)}" if low == 0 else f"{usd(low)} to {usd(high)}"


def kind_label(one: WeighedOpening) -> str:
    """What it is by its duties."""
    return one.kind.words.label if one.kind.words else "Kind not clear"


def freshness_words(one: WeighedOpening) -> str:
    """How long ago it was read, and what that asks for.

    Why: the badge says the age itself, so that nobody has to know what "aging" means.
    """
    days = one.days_since_read
    if days is None:
        return "Never dated"
    if one.freshness is Freshness.FRESH:
        return "Read today" if days <= 0 else f"Read {day(one.opening.read)}"
    months = round(days / 30.44)
    ago = f"{months} months ago" if months < 24 else f"{days // 365} years ago"
    advice = {
        Freshness.AGING: "",
        Freshness.OLD: ", look again",
        Freshness.STALE: ", do not rely on it",
    }
    return f"Read {ago}{advice[one.freshness]}"


def when_words(opening: Opening) -> str:
    """Its days in the fewest words that leave no doubt."""
    start, end = opening.start, opening.end
    if start is None and end is None:
        return "Dates not known"
    if start is None:
        return f"Until {day(end)}"
    if end is None:
        return f"From {day(start)}"
    if start.year == end.year:
        return f"{start.day} {start:%b} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def length_words(opening: Opening) -> str:
    """How long, and how many hours a week."""
    parts = []
    weeks = opening.stay_weeks
    if weeks is not None:
        whole = f"{weeks:.1f}".removesuffix(".0")
        parts.append(f"{whole} week{'' if whole == '1' else 's'}")
        if opening.weeks is not None and opening.start and opening.end:
            parts[-1] += " of these"
    if opening.hours_per_week is not None:
        parts.append(f"{opening.hours_per_week:g} h a week")
    return ", ".join(parts)


def fee_words(opening: Opening) -> str:
    """The fee as the page states it."""
    if opening.fee_usd is None:
        return "Fee not known"
    if opening.fee_usd == 0:
        return "No fee"
    return usd(opening.fee_usd) + ("" if opening.fee_per == "stay" else f" a {opening.fee_per}")


def place_words(opening: Opening) -> str:
    """City and state."""
    return ", ".join(part for part in (opening.city, opening.state) if part)


def open_costs_words(one: WeighedOpening) -> str:
    """Which parts of the cost are not known."""
    names = [SHORT_COSTS.get(name, name) for name in one.cost.open]
    if len(names) > 1:
        return f"without {', '.join(names[:-1])} and {names[-1]}"
    return f"without {names[0]}" if names else ""


def track(one: WeighedOpening) -> list[bool]:
    """How far it has come, a mark for each stage after found."""
    reached = ORDER.index(one.standing.stage)
    return [i <= reached for i in range(1, len(ORDER))]


def ago(then: dt.date, today: dt.date) -> str:
    """How far a day lies back or ahead."""
    days = (today - then).days
    if days == 0:
        return "today"
    if days < 0:
        return "tomorrow" if days == -1 else f"in {-days} days"
    return "yesterday" if days == 1 else f"{days} days ago"
