"""Measurements of one improvement measure, in time order and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from preround.domain.errors import UserError


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


def in_time_order(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """The measurements by date or order number; equal ones keep their order in the file."""
    return tuple(sorted(measurements, key=lambda m: (str(type(m.when)), m.when)))


def check(measurements: Sequence[Measurement], *, proportion: bool) -> None:
    """Refuse counts below zero, counts out of nothing and, for proportions, above the whole.

    Raises
    ------
    BadMeasurement
        With the places at fault, counted from 1 in the file.
    """
    below = [m.place for m in measurements if m.count is not None and m.count < 0]
    if below:
        raise BadMeasurement("a count is below zero", below, "Correct the count.")
    nothing = [m.place for m in measurements if m.denominator == 0 and m.count]
    if nothing:
        raise BadMeasurement(
            "counted out of a denominator of 0", nothing, "Correct it, or leave the point empty."
        )
    negative = [m.place for m in measurements if (m.denominator or 0) < 0]
    if negative:
        raise BadMeasurement("a denominator is below zero", negative, "Correct the denominator.")
    if proportion:
        above = [m.place for m in measurements if (m.count or 0) > (m.denominator or 0)]
        if above:
            raise BadMeasurement(
                "the count is above its denominator",
                above,
                "A proportion is at most the whole; for events per unit choose a u chart.",
            )
