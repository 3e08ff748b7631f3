"""Logged clinical days: what kind they are by what was done, and the periods they make."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from preround.domain.applicant import Setting, UsceKind, UsExperience

#: What a person may have done on a day: watched, dealt with patients, had a part in the team.
WATCHED = MappingProxyType(
    {
        "watched": "Watched visits or rounds",
        "watched_procedure": "Watched a procedure",
        "discussed": "Discussed cases",
        "conference": "Conference or teaching",
    }
)
WITH_PATIENTS = MappingProxyType(
    {
        "history": "Took a history",
        "examined": "Examined a patient",
        "counseled": "Counseled a patient",
        "procedure": "Did a procedure, supervised",
    }
)
#: Alone, these do not make a day hands-on: one can present or write from watching, as a scribe.
WITH_TEAM = MappingProxyType(
    {
        "presented": "Presented a patient",
        "documented": "Wrote notes",
        "handoff": "Took part in handoff",
    }
)
HANDS_ON = MappingProxyType({**WITH_PATIENTS, **WITH_TEAM})
DUTIES = MappingProxyType({**WATCHED, **HANDS_ON})
WEAK = frozenset(WITH_TEAM)
TOUCHING = frozenset(WITH_PATIENTS)
CLINICAL = frozenset({UsceKind.ELECTIVE, UsceKind.EXTERNSHIP, UsceKind.OBSERVERSHIP})
#: A break longer than this between two days of the same place begins a new period.
MOST_BREAK_DAYS = 14
WEEK = 7
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class LogDay:
    """One day: where and how long, what was done, and what was learned; never who was seen."""

    day: dt.date
    kind: UsceKind
    hours: float
    setting: Setting | None = None
    specialty: str = ""
    site: str = ""
    state: str = ""
    duties: tuple[str, ...] = ()
    saw: str = ""
    learned: str = ""
    feedback: str = ""
    #: The rotation it belongs to, by the name its owner's tables give it.
    rotation: str = field(default="", compare=False)

    @property
    def is_hands_on(self) -> bool:
        """Whether patients were examined, treated or spoken to, not only watched."""
        return not TOUCHING.isdisjoint(self.duties)

    @property
    def texts(self) -> tuple[str, str, str]:
        """What was written freely, and must name nobody."""
        return self.saw, self.learned, self.feedback


def next_workday(day: dt.date) -> dt.date:
    """The day after, or Monday after a Friday: what a week caught up with goes on with.

    Examples
    --------
    >>> next_workday(dt.date(2026, 11, 20)), next_workday(dt.date(2026, 11, 21))
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 22))
    """
    return day + dt.timedelta(days=3 if day.weekday() == FRIDAY else 1)


def kind_by_duties(days: Sequence[LogDay]) -> UsceKind:
    """Classify a rotation by what was done in it, not by what it was sold as.

    An externship or elective in which fewer than half the days were hands-on is counted as an
    observership; an observership stays one.
    """
    said = days[0].kind
    if said in (UsceKind.ELECTIVE, UsceKind.EXTERNSHIP):
        hands_on = sum(day.is_hands_on for day in days)
        return said if 2 * hands_on >= len(days) else UsceKind.OBSERVERSHIP
    return said


def periods(days: Iterable[LogDay]) -> tuple[UsExperience, ...]:
    """The periods that logged days make, as the applicant file holds them, in order.

    Days at one place, of one kind, setting and specialty belong together until a break of more
    than two weeks. Hours a week are those logged, over the weeks from the first day to the last.
    """
    groups: defaultdict[tuple[object, ...], list[LogDay]] = defaultdict(list)
    for day in days:
        groups[(day.kind, day.setting, day.specialty, day.site, day.state)].append(day)
    found = [
        _period(stretch)
        for group in groups.values()
        for stretch in _stretches(sorted(group, key=lambda x: x.day))
    ]
    return tuple(sorted(found, key=lambda one: (one.start or dt.date.min, one.kind)))


def _stretches(days: Sequence[LogDay]) -> list[list[LogDay]]:
    found = [[days[0]]]
    for before, after in pairwise(days):
        if (after.day - before.day).days > MOST_BREAK_DAYS:
            found.append([])
        found[-1].append(after)
    return found


def _period(days: Sequence[LogDay]) -> UsExperience:
    first, last = days[0], days[-1]
    weeks = max(((last.day - first.day).days + WEEK) // WEEK, 1)
    kind = kind_by_duties(days)
    return UsExperience(
        kind=kind,
        setting=first.setting,
        specialty=first.specialty or None,
        start=first.day,
        end=last.day,
        hours_per_week=min(max(sum(day.hours for day in days) / weeks, 0.5), 120.0),
        hands_on=2 * sum(day.is_hands_on for day in days) >= len(days),
        state=first.state or None,
    )
