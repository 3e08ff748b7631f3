"""A plan as a whole: with logs and letters joined, as calendar, picture and JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from preround.audit.work_log import LineKind, WorkLine
from preround.domain.applicant import Applicant, Setting, UsceKind
from preround.facts.reader import load_season
from preround.importers.applicant_file import parse_applicant
from preround.improve.project import Project
from preround.jobs.make_plan import PlanAnswer, PlanAsk, make_plan
from preround.jobs.summarize_project import ProjectSummary, summarize_project
from preround.letters.record import LettersRecord, LetterStatus, Writer
from preround.logbook.days import LogDay
from preround.plan.backwards import Status
from preround.plan.marks import StepMark, as_marks
from tests.jobs.test_summarize_project import example
from tests.oracles.rfc5545 import merge, read, text_value

TODAY = dt.date(2026, 11, 21)
FACTS = load_season(2028)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
IMG = Applicant.model_validate({"applicant": {"type": "non_us_img", "visa_need": "j1"}})


def planned(ask: PlanAsk | None = None, today: dt.date = TODAY) -> PlanAnswer:
    return make_plan(IMG, FACTS, today, ask)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("season", [2027, 2028])
def test_every_sample_has_a_plan_that_holds_and_two_readers_agree_on_its_calendar(
    path: Path, season: int
) -> None:
    applicant = parse_applicant(path.read_bytes(), path.name, TODAY).applicant
    answer = make_plan(applicant, load_season(season), TODAY)
    for step in answer.plan.steps:
        assert step.rule.why
        assert step.citations
        if step.dates and step.dates.earliest > step.dates.latest:
            assert step.gives or step.status is Status.WAITING
    assert answer.plan.next_three or not any(step.dates for step in answer.plan.steps)
    data = answer.calendar()
    root, problems = read(data)
    assert problems == []
    assert root is not None
    theirs = Calendar.from_ical(data)
    events = theirs.walk("VEVENT")
    assert not theirs.errors
    assert not [error for event in events for error in event.errors]
    ours = {
        part.values("UID")[0]: (part.values("DTSTART")[0], text_value(part.values("SUMMARY")[0]))
        for part in root.parts
    }
    assert ours == {
        str(one["uid"]): (f"{one.decoded('dtstart'):%Y%m%d}", str(one["summary"])) for one in events
    }
    json.dumps(answer.as_json())


def test_a_calendar_brought_in_again_changes_nothing() -> None:
    first, _ = read(planned().calendar())
    again, _ = read(planned().calendar())
    assert first is not None
    assert again is not None
    held = merge({}, first)
    assert merge(held, again) == held
    assert planned().calendar() == planned().calendar()


def test_a_later_calendar_moves_what_is_held_and_adds_nothing() -> None:
    first, _ = read(planned().calendar())
    later = planned(PlanAsk(tried=as_marks(planned={"oet": dt.date(2027, 12, 1)})),
                    TODAY + dt.timedelta(days=3))  # fmt: skip
    second, _ = read(later.calendar())
    assert first is not None
    assert second is not None
    held = merge({}, first)
    after = merge(held, second)
    assert set(after) == set(held)
    assert after["match-2028-oet@preround"].values("DTSTART") == ["20271201"]
    # and an old file brought in after the new one is not believed
    assert merge(after, first) == after


def test_a_step_done_takes_its_entry_away() -> None:
    marks = {"audit": StepMark(done=True, day=dt.date(2026, 11, 3))}
    root, problems = read(planned(PlanAsk(marks=marks)).calendar())
    assert problems == []
    assert root is not None
    (audit,) = [one for one in root.parts if one.values("UID") == ["match-2028-audit@preround"]]
    assert audit.values("STATUS") == ["CANCELLED"]
    assert audit.values("DTSTART") == ["20261103"]


def test_the_log_counts_as_a_rotation() -> None:
    days = [
        LogDay(dt.date(2026, 6, 1) + dt.timedelta(days=n), UsceKind.OBSERVERSHIP, 8,
               Setting.INPATIENT, "Internal Medicine")
        for n in range(28)
    ]  # fmt: skip
    assert planned().plan.step("rotation_1").status is not Status.DONE
    assert planned(PlanAsk(log=days)).plan.step("rotation_1").status is Status.DONE


def test_letters_feed_the_plan() -> None:
    writers = tuple(
        Writer(key=f"w{n}", name="W", status=LetterStatus.UPLOADED, uploaded_on=TODAY)
        for n in range(3)
    )
    answer = planned(PlanAsk(letters=LettersRecord(writers=writers)))
    assert answer.plan.step("letters").status is Status.DONE


def test_a_project_with_before_and_after_is_a_step_done() -> None:
    def project_step(project: ProjectSummary) -> Status:
        steps = planned(PlanAsk(projects=[project])).plan.steps
        return next(one.status for one in steps if one.rule.key == "project")

    assert project_step(example("missed_visits")) is Status.DONE
    assert project_step(summarize_project(Project(title="Begun"), {}, TODAY)) is not Status.DONE


def test_a_certified_rank_list_is_a_step_done() -> None:
    steps = {one.rule.key: one for one in planned(PlanAsk(is_certified=True)).plan.steps}
    assert steps["rank_list"].status is Status.DONE
    assert steps["soap"].status is not Status.DONE


def test_a_reapplicant_sees_logs_and_letters_that_are_new() -> None:
    line = WorkLine(dt.date(2026, 11, 9), "Agent", LineKind.RESULT, "Fewer calls were lost")
    writer = Writer(key="a", name="Dr. A", status=LetterStatus.UPLOADED, uploaded_on=TODAY)
    answer = planned(
        PlanAsk(
            last_applied=dt.date(2026, 9, 2), work=[line], letters=LettersRecord(writers=[writer])
        )
    )
    said = answer.as_json()
    assert "Fewer calls were lost, 2026-11-09" in said["new_since"]
    assert "Letter of Dr. A, 2026-11-21" in said["new_since"]
    assert said["nothing_new"] == ["Examinations", "U.S. clinical experience"]


def test_the_ribbon_has_a_lane_a_stage_and_the_days_everything_hangs_on() -> None:
    chart = planned().ribbon()
    assert chart.y.rows == ("Your work", "Examinations", "Certification", "U.S. experience",
                            "Letters", "Application", "Match")  # fmt: skip
    assert {"today", "apply", "rank list", "Match Day"} <= {
        getattr(mark, "label", "") for mark in chart.marks
    }
