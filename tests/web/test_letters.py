"""Writers stored: versions, undo, nothing overwritten, joined with what the logs say now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from preround.audit.work_log import LineKind, WorkLine
from preround.domain.applicant import UsceKind
from preround.logbook.days import LogDay
from preround.web import letters, log, plans, work
from preround.web.errors import NothingToUndo, StaleSave

if TYPE_CHECKING:
    from preround.web.models import ApplicantRecord
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


@pytest.fixture
def record(mine: Dossier) -> ApplicantRecord:
    return mine.record


def test_a_writer_keeps_every_version_and_a_stale_save_is_refused(record: ApplicantRecord) -> None:
    row = letters.keep(record, {"name": "Dr. A", "waived": True})
    letters.keep(record, {"status": "asked", "asked_on": DAY}, row.pk, 1)
    with pytest.raises(StaleSave):
        letters.keep(record, {"name": "B"}, row.pk, 1)
    assert [one.version for one in row.history.all()] == [2, 1]
    assert letters.writer(record, row.pk).name == "Dr. A"


def test_saving_the_same_again_makes_no_version(record: ApplicantRecord) -> None:
    row = letters.keep(record, {"name": "Dr. A"})
    assert letters.keep(record, {"name": "Dr. A"}, row.pk, 1).version == 1


def test_an_undo_puts_everything_back_and_the_first_one_takes_the_writer_out(
    record: ApplicantRecord,
) -> None:
    row = letters.keep(record, {"name": "Dr. A"})
    changed = {"status": "asked", "asked_on": DAY, "together_days": [3, 4]}
    letters.keep(record, changed, row.pk, 1)
    back = letters.undo(record, row.pk, 2)
    assert (back.status, back.asked_on, back.together_days) == ("thinking", None, [])
    with pytest.raises(StaleSave):
        letters.undo(record, row.pk, 2)
    other = letters.keep(record, {"name": "Dr. B"})
    letters.undo(record, other.pk, 1)
    assert [one.name for one in letters.rows(record)] == ["Dr. A"]
    with pytest.raises(NothingToUndo):
        letters.undo(record, other.pk, 9)


def test_what_a_writer_saw_follows_the_logs(record: ApplicantRecord) -> None:
    logged = log.keep(record, LogDay(DAY, UsceKind.EXTERNSHIP, 8, saw="Presented"))
    work.add_lines(
        record, [WorkLine(DAY, "Agent", LineKind.MOMENT, "Trained two", None, "", "boss")]
    )
    row = letters.keep(
        record, {"name": "A", "known_as": ["Boss"], "together_days": [logged.pk, 999]}
    )
    joined = letters.joined(record, letters.logs(record))
    assert {day.did for day in joined.days} == {"Presented", "Trained two"}
    assert all(day.writers == (str(row.pk),) for day in joined.days)
    log.remove(record, logged.pk)
    assert {day.did for day in letters.joined(record, letters.logs(record)).days} == {"Trained two"}


def test_a_choice_of_letters_can_be_undone_and_forgets_writers_taken_out(
    record: ApplicantRecord,
) -> None:
    row = letters.keep(record, {"name": "A"})
    choice = letters.choose(record, "Pediatrics", [row.pk])
    assert letters.choices(record) == {"Pediatrics": (str(row.pk),)}
    letters.undo_choice(record, choice.pk)
    assert letters.choices(record) == {}
    letters.choose(record, "Pediatrics", [row.pk])
    letters.keep(record, {"removed": True}, row.pk, 1)
    assert letters.choices(record) == {}


def test_plan_marks_are_kept_undone_and_never_overwritten(record: ApplicantRecord) -> None:
    from preround.plan.marks import PlanMarks, StepMark

    first = PlanMarks(match=2028).with_mark(2028, "audit", StepMark(done=True))
    assert plans.write(record, first, 0, "audit") == 1
    with pytest.raises(StaleSave):
        plans.write(record, PlanMarks(), 0, "late")
    assert plans.write(record, first, 1, "the same") == 1
    plans.write(record, first.with_mark(2028, "step_3", StepMark(day=DAY)), 1, "step 3")
    assert plans.undo(record, 2) == 3
    assert plans.read(record).marks == first
    with pytest.raises(StaleSave):
        plans.undo(record, 2)
    with pytest.raises(NothingToUndo):
        plans.undo(record, 9)


def test_the_next_season_is_aimed_at_once_programs_read(
    record: ApplicantRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    from preround.plan.marks import PlanMarks
    from preround.web import clock

    assert plans.aimed_at(PlanMarks()) == 2028
    assert plans.aimed_at(PlanMarks(match=2027)) == 2027
    monkeypatch.setenv(clock.TODAY_VARIABLE, "2026-08-01")
    assert plans.aimed_at(PlanMarks()) == 2027
