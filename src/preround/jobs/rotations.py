"""Rotations counted one by one, taken over from openings, put into the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from preround.domain.applicant import Applicant, UsceKind, UsExperience
from preround.fit.usce import Counts, Months, counts, months
from preround.jobs.weigh_openings import WeighedOpening
from preround.logbook.days import LogDay
from preround.logbook.rotations import Rotation
from preround.openings.opening import Opening
from preround.openings.outreach import Stage
from preround.openings.rotation import rotation_facts


@dataclass(frozen=True, slots=True)
class RotationCount:
    """One rotation in months: done by a day, planned after it, and what it counts as."""

    rotation: Rotation
    experience: UsExperience
    length: Months
    n_days: int
    hours: float

    @property
    def counts_as(self) -> UsceKind:
        """The kind by duties."""
        return self.experience.kind

    @property
    def is_other_kind(self) -> bool:
        """Whether the duties make it another kind than it is called."""
        return self.experience.kind is not self.rotation.kind

    @property
    def is_clinical(self) -> bool:
        """Whether programs that ask for U.S. clinical experience take it."""
        return counts(self.experience) is Counts.YES


def count_rotation(rotation: Rotation, days: Sequence[LogDay], today: dt.date) -> RotationCount:
    """Count one rotation with the days that name it."""
    period = rotation.experience(days)
    return RotationCount(
        rotation, period, months([period], today), len(days), sum(day.hours for day in days)
    )


def rotation_of(opening: Opening, number: str) -> Rotation | None:
    """An accepted opening as a rotation to look over; None for what is no experience."""
    facts = rotation_facts(opening)
    if facts is None:
        return None
    return Rotation(
        kind=facts.kind,
        institution=facts.site,
        supervisor=facts.physician,
        specialty=facts.specialty,
        setting=facts.setting,
        city=facts.city,
        state=facts.state,
        start=facts.start,
        end=facts.end,
        hours_per_week=facts.hours_per_week,
        hands_on=facts.hands_on,
        duties=facts.duties,
        opening=number,
    )


def to_take_over(
    weighed: Iterable[WeighedOpening], taken: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Number and institution of accepted openings that are no rotation yet."""
    known = set(taken)
    return tuple(
        (one.kept.id, one.kept.opening.institution)
        for one in weighed
        if one.standing.stage in (Stage.ACCEPTED, Stage.DONE)
        and one.standing.closed is None
        and one.kept.id not in known
        and rotation_facts(one.kept.opening) is not None
    )


def in_record(applicant: Applicant, period: UsExperience, before: UsExperience | None) -> Applicant:
    """The applicant with a rotation's period, in place of what it put there before.

    Without an earlier one, a period of the same specialty that begins on the same day is
    taken to be the same.
    """
    periods = list(applicant.us_experience)
    if before in periods:
        place = periods.index(before)
    else:
        place = next((n for n, one in enumerate(periods) if _same(one, period)), len(periods))
    periods[place : place + 1] = [period]
    return _with(applicant, periods)


def out_of_record(applicant: Applicant, before: UsExperience) -> Applicant:
    """The applicant without the period a rotation put there."""
    return _with(applicant, [one for one in applicant.us_experience if one != before])


def _with(applicant: Applicant, periods: Sequence[UsExperience]) -> Applicant:
    changed = applicant.model_copy(update={"us_experience": tuple(periods)})
    return Applicant.model_validate(changed.model_dump())


def _same(one: UsExperience, other: UsExperience) -> bool:
    return one.start is not None and (one.specialty, one.start) == (other.specialty, other.start)
