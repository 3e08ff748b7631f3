"""What a rotation counts as by its duties, and what its logged days fill in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from preround.domain.applicant import Applicant, UsceKind, UsExperience
from preround.jobs.rotations import count_rotation, in_record, out_of_record
from preround.logbook.days import LogDay
from preround.logbook.rotations import Rotation

START = dt.date(2026, 10, 5)
PLAIN = Rotation(UsceKind.EXTERNSHIP, "Sample General", specialty="Pediatrics")


def days(n: int, duty: str = "watched", hours: float = 8.0) -> list[LogDay]:
    return [
        LogDay(START + dt.timedelta(days=k), UsceKind.EXTERNSHIP, hours, duties=(duty,))
        for k in range(n)
    ]


@pytest.mark.parametrize(
    ("said", "duties", "logged", "counts_as"),
    [
        (None, (), [], "externship"),
        (False, (), [], "observership"),
        (True, ("watched",), [], "observership"),
        (True, ("presented", "documented"), [], "observership"),
        (False, ("history",), [], "externship"),
        (None, ("history",), days(4), "externship"),
        (None, ("history",), days(5), "observership"),
        (None, ("watched",), days(5, "examined"), "externship"),
    ],
)
def test_the_kind_goes_by_what_was_done(
    said: bool | None, duties: tuple[str, ...], logged: list[LogDay], counts_as: str
) -> None:
    rotation = replace(PLAIN, hands_on=said, duties=duties)
    assert rotation.counts_as(logged) == counts_as


def test_research_and_observerships_stay_what_they_are() -> None:
    for kind in (UsceKind.RESEARCH, UsceKind.OBSERVERSHIP):
        assert replace(PLAIN, kind=kind, hands_on=False).counts_as() is kind
        assert replace(PLAIN, kind=kind, hands_on=True).counts_as() is kind


def test_logged_days_fill_dates_and_hours_left_open() -> None:
    period = PLAIN.experience(days(3))
    assert (period.start, period.end) == (START, START + dt.timedelta(days=2))
    assert period.hours_per_week == 24.0
    dated = replace(PLAIN, start=START, hours_per_week=30.0).experience(days(3))
    assert (dated.end, dated.hours_per_week) == (None, 30.0)


def test_a_rotation_over_the_day_of_application_is_split_by_hand() -> None:
    # 2 to 27 Nov at 20 of 40 hours: 20 weekdays / 20 / 2 = 0.5; 2 to 20 Nov are 15: 0.375 done
    rotation = replace(
        PLAIN, start=dt.date(2026, 11, 2), end=dt.date(2026, 11, 27), hours_per_week=20.0
    )
    found = count_rotation(rotation, [], dt.date(2026, 11, 22))
    assert (found.length.months, found.length.planned) == (0.375, 0.125)


def test_the_record_holds_a_rotation_once() -> None:
    old = UsExperience(kind="externship", specialty="Pediatrics", start="2026-10-05")
    other = UsExperience(kind="research", months=3)
    applicant = Applicant(us_experience=(old, other))
    moved = replace(PLAIN, start=dt.date(2026, 10, 12)).experience()
    assert in_record(applicant, moved, old).us_experience == (moved, other)
    assert in_record(applicant, moved, None).us_experience == (old, other, moved)
    same_day = replace(PLAIN, start=START, hours_per_week=20.0).experience()
    assert in_record(applicant, same_day, None).us_experience == (same_day, other)
    assert out_of_record(applicant, old).us_experience == (other,)
