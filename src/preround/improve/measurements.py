"""Measurements of one improvement measure, in time order and checked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from preround.domain.errors import UserError

#: Rounding of a count that came out of a spreadsheet's own arithmetic.
NOT_WHOLE = 1e-9


class BadMeasurement(UserError):
    """A measurement that cannot be: names every place at fault."""

    def __init__(self, problem: str, places: Sequence[int], fix: str) -> None:
        where = ", ".join(str(place) for place in places)
        noun = "point" if len(places) == 1 else "points"
        self.places = tuple(places)
        super().__init__(f"{noun} {where}: {problem}. {fix}")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One point: when, and a value or a count with what it is counted out of.

    `when` is a date or an order number; `place` the point's place in the file from 1.
    """

    when: date | int
    place: int
    value: float | None = None
    count: float | None = None
    denominator: float | None = None

    @property
    def is_missing(self) -> bool:
        """Nothing was measured: no value, no count, or none out of none."""
        if self.value is None and self.count is None:
            return True
        return self.denominator == 0 and not self.count

    @property
    def is_without_denominator(self) -> bool:
        """A point that cannot stand on a chart of proportions or rates."""
        return self.count is None or self.denominator is None


@dataclass(frozen=True, slots=True)
class SeriesWords:
    """What a sheet calls its columns, and what the measure is called; they tell of what it is."""

    value: str = ""
    count: str = ""
    denominator: str = ""
    measure: str = ""


def in_time_order(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """The measurements by date or order number; equal ones keep their order in the file."""
    return tuple(sorted(measurements, key=lambda m: (str(type(m.when)), m.when)))


def check(
    measurements: Sequence[Measurement],
    *,
    proportion: bool = False,
    needs_denominator: bool = False,
    needs_value_above_zero: bool = False,
    needs_whole_counts: bool = False,
) -> None:
    """Refuse what cannot be: the first kind of fault found, with every place that has it.

    Parameters
    ----------
    measurements
        In any order.
    proportion
        Whether the chart is one of so many out of so many.
    needs_denominator
        Whether a bare value or count is a fault.
    needs_value_above_zero
        Whether a value below zero is a fault, as in a time between events.
    needs_whole_counts
        Whether what is counted has to be a whole number from 0; a bare value is a count then.

    Raises
    ------
    BadMeasurement
        With the places at fault, counted from 1 in the file.
    """
    for places, problem, fix in _faults(measurements):
        if places:
            raise BadMeasurement(problem, places, fix)
    if needs_denominator:
        bare = [m.place for m in measurements if not m.is_missing and m.is_without_denominator]
        if bare:
            raise BadMeasurement("this chart needs a count and its denominator", bare, _EITHER)
    if needs_whole_counts:
        for places, problem, fix in _count_faults(measurements):
            if places:
                raise BadMeasurement(problem, places, fix)
    if proportion:
        above = [m.place for m in measurements if (m.count or 0) > (m.denominator or 0)]
        if above:
            raise BadMeasurement("the count is above its denominator", above, _WHOLE)
    if needs_value_above_zero:
        below = [m.place for m in measurements if _bare(m) < 0]
        if below:
            raise BadMeasurement("a time or number between events is below zero", below, _CORRECT)


_CORRECT = "Correct it, or leave the point empty."
_EITHER = "Fill both columns, or choose xmr for single values and c for plain counts."
_NOT_COUNTED = "Counts are whole numbers; for measured values choose xmr."
_WHOLE = "A proportion is at most the whole; for events per unit choose a u chart."


def _bare(m: Measurement) -> float:
    """What was counted or measured, whatever it is out of; 0 where nothing was."""
    return next((x for x in (m.count, m.value) if x is not None), 0.0)


def _count_faults(
    measurements: Sequence[Measurement],
) -> tuple[tuple[list[int], str, str], ...]:
    return (
        ([m.place for m in measurements if _bare(m) < 0], "a count is below zero", _CORRECT),
        (
            [m.place for m in measurements if abs(_bare(m) - round(_bare(m))) > NOT_WHOLE],
            "a count is no whole number",
            _NOT_COUNTED,
        ),
    )


def _faults(measurements: Sequence[Measurement]) -> tuple[tuple[list[int], str, str], ...]:
    counted = [m for m in measurements if m.count is not None]
    numbers = [(m.place, x) for m in measurements for x in (m.value, m.count, m.denominator)]
    return (
        (
            [place for place, x in numbers if x is not None and not math.isfinite(x)],
            "not a finite number",
            _CORRECT,
        ),
        ([m.place for m in counted if (m.count or 0) < 0], "a count is below zero", _CORRECT),
        (
            [m.place for m in measurements if (m.denominator or 0) < 0],
            "a denominator is below zero",
            _CORRECT,
        ),
        (
            [m.place for m in counted if m.denominator == 0 and m.count],
            "counted out of a denominator of 0",
            _CORRECT,
        ),
    )
