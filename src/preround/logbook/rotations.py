"""Rotations: where, with whom, how long, and what they count as by what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from preround.domain.applicant import Setting, UsceKind, UsExperience
from preround.logbook.days import TOUCHING, WEEK, LogDay

#: From a working week of logged days on, they outweigh what was expected beforehand.
ENOUGH_DAYS = 5


@dataclass(frozen=True, slots=True)
class Rotation:
    """One rotation as the person keeps it; None and "" are unknown.

    `kind` is what it is called; `supervisor` stays on the machine and is in no export;
    `opening` is the number of the opening it was taken from.
    """

    kind: UsceKind
    institution: str
    supervisor: str = ""
    specialty: str = ""
    setting: Setting | None = None
    city: str = ""
    state: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    hours_per_week: float | None = None
    hands_on: bool | None = None
    duties: tuple[str, ...] = ()
    opening: str = ""

    @property
    def title(self) -> str:
        """Where, and in what."""
        return f"{self.institution}, {self.specialty}" if self.specialty else self.institution

    def did_hands_on(self, days: Sequence[LogDay] = ()) -> bool | None:
        """Whether it was hands-on: by the days logged, else the duties, else what was said."""
        if len(days) >= ENOUGH_DAYS:
            return 2 * sum(day.is_hands_on for day in days) >= len(days)
        if self.duties:
            return not TOUCHING.isdisjoint(self.duties)
        return self.hands_on

    def counts_as(self, days: Sequence[LogDay] = ()) -> UsceKind:
        """What it is by its duties: an elective or externship without them was watched."""
        by_name = self.kind in (UsceKind.ELECTIVE, UsceKind.EXTERNSHIP)
        if by_name and self.did_hands_on(days) is False:
            return UsceKind.OBSERVERSHIP
        return self.kind

    def experience(self, days: Sequence[LogDay] = ()) -> UsExperience:
        """The period as the applicant file holds it; logged days fill what was left open."""
        logged = sorted(day.day for day in days)
        start = self.start or (logged[0] if logged else None)
        end = self.end or (logged[-1] if logged and self.start is None else None)
        return UsExperience(
            kind=self.counts_as(days),
            setting=self.setting,
            specialty=self.specialty or None,
            start=start,
            end=end,
            hours_per_week=self.hours_per_week or hours_a_week(days),
            hands_on=self.did_hands_on(days),
            state=self.state or None,
        )


def names_of(rotations: Mapping[int, Rotation]) -> dict[int, str]:
    """A name for each rotation that no other has: two alike get their first day, or a mark.

    Examples
    --------
    >>> a = Rotation(UsceKind.ELECTIVE, "Sample Clinic", start=dt.date(2026, 2, 2))
    >>> names_of({4: a, 9: Rotation(UsceKind.ELECTIVE, "Sample Clinic")})
    {4: 'Sample Clinic (2026-02-02)', 9: 'Sample Clinic'}
    """
    plain = {number: " ".join(one.title.split()) for number, one in rotations.items()}
    dated = {
        number: f"{plain[number]} ({one.start.isoformat()})" if one.start else plain[number]
        for number, one in rotations.items()
    }
    found: dict[int, str] = {}
    for number in rotations:
        ways = (plain, dated)
        found[number] = next(
            (way[number] for way in ways if _is_alone(way, number)), f"{plain[number]} (#{number})"
        )
    return found


def _is_alone(names: Mapping[int, str], number: int) -> bool:
    mine = names[number].casefold()
    return sum(one.casefold() == mine for one in names.values()) == 1


def hours_a_week(days: Sequence[LogDay]) -> float | None:
    """Hours logged, over the weeks from the first day to the last.

    Examples
    --------
    >>> one = LogDay(dt.date(2026, 10, 5), UsceKind.EXTERNSHIP, 8.0)
    >>> hours_a_week([one, LogDay(dt.date(2026, 10, 14), UsceKind.EXTERNSHIP, 6.0)])
    7.0
    """
    if len(days) < 2:
        return None
    logged = [day.day for day in days]
    weeks = -(-((max(logged) - min(logged)).days + 1) // WEEK)
    return min(max(sum(day.hours for day in days) / weeks, 0.5), 120.0)
