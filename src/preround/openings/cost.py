"""What one opening costs in all: every part in the open, what is not known named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from preround.openings.opening import WEEKS_PER_MONTH, Opening, is_number


@dataclass(frozen=True, slots=True)
class Costs:
    """A person's own figures; None is not known, 0 is nothing to pay."""

    travel_usd: float | None = None
    housing_usd_per_week: float | None = None
    living_usd_per_week: float | None = None
    visa_usd: float | None = None
    lost_wages_usd_per_week: float | None = None
    other_usd: float | None = None

    def over(self, usual: Costs) -> Costs:
        """These figures where they are known, the usual ones where not."""
        own = {name: getattr(self, name) for name in COST_FIELDS}
        return replace(usual, **{name: usd for name, usd in own.items() if usd is not None})


COST_FIELDS = tuple(one.name for one in fields(Costs))
#: Parts that are paid once, and those that grow with each week.
ONCE = {"travel_usd": "travel", "visa_usd": "visa", "other_usd": "other"}
WEEKLY = {
    "housing_usd_per_week": "housing",
    "living_usd_per_week": "living",
    "lost_wages_usd_per_week": "lost_wages",
}
#: Parts without which a sum would mislead; the rest may simply be none.
NEEDED = ("fee", "travel", "housing", "visa", "lost_wages")


@dataclass(frozen=True, slots=True)
class CostLine:
    """One part of the sum, and how it came about; None where it is not known."""

    name: str
    usd: float | None
    how: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What one opening costs in all, and per week and month; None where not known.

    `per_hands_on_week_usd` is per full-time week of hands-on work; None where the work is
    not hands-on or its length is not known.
    """

    lines: tuple[CostLine, ...]
    total_usd: float
    weeks: float | None
    full_weeks: float | None
    per_month_usd: float | None
    per_week_usd: float | None
    per_hands_on_week_usd: float | None
    open: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every part that matters is known."""
        return not self.open


def cost(
    opening: Opening,
    costs: Costs = Costs(),
    *,
    hands_on: bool | None = None,
    full_time_hours: float = 40.0,
) -> Cost:
    """Add up what is known; what is not known is named, never taken as nothing.

    Parameters
    ----------
    costs
        The person's own figures.
    hands_on
        What the duties make it, for the price of a hands-on week.
    full_time_hours
        Hours that make a full week; fewer make a part of one, more add nothing.

    Examples
    --------
    >>> import datetime as dt
    >>> four = Opening(
    ...     "A sample clinic", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 31), fee_usd=1200
    ... )
    >>> cost(four, Costs(travel_usd=700, housing_usd_per_week=300, visa_usd=185)).total_usd
    3285.0
    """
    weeks = opening.stay_weeks
    lines = [_fee(opening)]
    if opening.other_fees_usd is not None:
        lines.append(CostLine("other_fees", opening.other_fees_usd, "as the page states"))
    for field, name in WEEKLY.items():
        lines.append(_weekly(name, getattr(costs, field), weeks))
    lines += [CostLine(name, getattr(costs, field), "once") for field, name in ONCE.items()]
    total = float(sum(one.usd for one in lines if one.usd is not None))
    hours = opening.hours_per_week
    share = 1.0 if hours is None else min(hours / full_time_hours, 1.0)
    full = weeks * share if weeks else None
    return Cost(
        lines=tuple(lines),
        total_usd=total,
        weeks=weeks,
        full_weeks=full,
        per_month_usd=total / (weeks / WEEKS_PER_MONTH) if weeks else None,
        per_week_usd=total / weeks if weeks else None,
        per_hands_on_week_usd=total / full if full and hands_on else None,
        open=tuple(one.name for one in lines if one.usd is None and one.name in NEEDED),
    )


def _fee(opening: Opening) -> CostLine:
    usd = opening.fee_for_stay_usd
    if opening.fee_usd is None:
        return CostLine("fee", None, "the page's fee is not known")
    if usd is None:
        how = f"${opening.fee_usd:,.0f} a {opening.fee_per}; how many weeks is not known"
        return CostLine("fee", None, how)
    if opening.fee_per == "stay" or opening.fee_usd == 0:
        return CostLine("fee", usd, "for the stay")
    return CostLine("fee", usd, f"${opening.fee_usd:,.0f} a {opening.fee_per}, {_weeks(opening)}")


def _weeks(opening: Opening) -> str:
    return f"{opening.stay_weeks or 0:.3g} weeks"


def _weekly(name: str, usd: float | None, weeks: float | None) -> CostLine:
    if usd is None:
        return CostLine(name, None, "a week")
    if weeks is None:
        known = 0.0 if usd == 0 else None
        return CostLine(name, known, f"${usd:,.0f} a week; how many weeks is not known")
    return CostLine(name, usd * weeks, f"${usd:,.0f} a week, {weeks:.3g} weeks")


def costs_document(costs: Costs) -> dict[str, Any]:
    """What is known of them, ready for JSON."""
    return {name: value for name, value in asdict(costs).items() if value is not None}


def costs_from(document: Mapping[str, Any]) -> Costs:
    """The figures of a document; what is no figure, or of a later version, is passed over."""
    known = {name: document.get(name) for name in COST_FIELDS}
    return Costs(**{name: float(usd) for name, usd in known.items() if is_number(usd)})
