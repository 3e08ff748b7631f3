from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from preround.improve.project import BadProject, read_project, review
from preround.jobs.measured_series import MissingSheet
from preround.jobs.project_page import one_page
from preround.jobs.project_story import (
    answer_with_projects,
    draft_project_entry,
    outline,
    project_facts,
)
from preround.jobs.summarize_project import ProjectSummary, summarize_project
from preround.writing.answers import RecordedFact

FOLDER = Path(__file__).parents[2] / "examples" / "projects"
TODAY = dt.date(2026, 11, 21)
SLUGS = sorted(path.parent.name for path in FOLDER.glob("*/project.toml"))


def example(slug: str) -> ProjectSummary:
    file = FOLDER / slug / "project.toml"
    sheets = {path.name: path.read_bytes() for path in file.parent.glob("*.csv")}
    return summarize_project(read_project(file.read_text()), sheets, TODAY)


# Before and after as published; see each project's source.
PUBLISHED = {
    "missed_visits": (45 / 355, 72 / 699, "run"),
    "first_visits": (201 / 1336, 15 / 325, "p"),
    "registration_errors": (0.35, 0.10, "p"),
    "call_handling": (332.0, 221.0, "run"),
    "visit_length": (71.0, 65.0, "xmr"),
    "open_lab_orders": (0.70, 0.25, "p"),
    "mislabeled_specimens": (4.39e-4, 1.97e-4, "u"),
}
#: Rates are published to so much; counts are whole, so that a made count may differ by half of one.
CLOSE = {"mislabeled_specimens": 2e-3}


@pytest.mark.parametrize("slug", SLUGS)
def test_published_project_comes_out_as_published(slug: str) -> None:
    before, after, kind = PUBLISHED[slug]
    answer = example(slug)
    chart = answer.measures[0].chart
    assert chart is not None
    assert chart.overall is not None
    assert chart.chart.kind == kind
    assert (chart.overall.before, chart.overall.after) == pytest.approx(
        (before, after), rel=CLOSE.get(slug, 1e-6)
    )
    page = one_page(answer)
    assert "<svg" in page
    assert answer.sentence.split(";")[0].split(",")[0] in page
    assert answer.findings == ()
    assert all(text for part, text in outline(answer) if part in ("Problem", "Aim", "Results"))


def test_seven_projects_stand_there() -> None:
    assert set(SLUGS) == set(PUBLISHED)


def test_nine_weeks_before_the_change_are_too_few_for_limits() -> None:
    chart = example("missed_visits").measures[0].chart
    assert chart is not None
    assert not chart.chart.enough
    assert chart.difference is not None
    assert not chart.difference.is_clear


def test_three_changes_are_told_apart_and_in_all() -> None:
    answer = example("open_lab_orders")
    assert "Weekly list at the desk: before 70.0%, after 51.9%" in answer.sentence
    assert "In all: before 70.0%, after 25.0%: −45.0 points" in answer.sentence
    facts = {one.id: one.text for one in project_facts(answer)}
    assert facts["project.measure.1"].startswith(
        "Orders still open after eight weeks fell from 70.0% to 25.0% after 3 changes "
        "(10 weeks before, 9 after; 95% interval of the difference"
    )


def test_an_interview_question_is_answered_with_the_projects_own_parts() -> None:
    projects = [example("registration_errors"), example("open_lab_orders")]
    answer = answer_with_projects("Tell me about a quality project you did.", projects, [], TODAY)
    carried = {step.step.split(":")[0]: step.facts[0].split(".")[2] for step in answer.outline}
    assert carried == {
        "Situation": "problem", "Task": "role", "Action": "cycle", "Result": "measure",
    }  # fmt: skip
    told = {fact.id for fact in answer.evidence}
    assert all(key in told for step in answer.outline for key in step.facts)


def test_a_question_no_project_answers_leaves_them_out() -> None:
    log = [RecordedFact("log.1", "Calmed an angry caller by listening first", TODAY)]
    answer = answer_with_projects("Tell me about a time under stress.", [], log, TODAY)
    assert all(not fact.id.startswith("1.") for fact in answer.evidence)


def test_an_entrys_draft_is_short_and_keeps_to_the_record() -> None:
    entry = draft_project_entry(example("registration_errors"), season=2027)
    assert "95%" not in entry.text
    assert "fell from 35.0% to 10.0% after the change (10 weeks before, 18 after)." in entry.text
    assert entry.length <= entry.limit


def test_facts_rest_on_the_record_alone() -> None:
    answer = example("registration_errors")
    facts = {one.id: one.text for one in project_facts(answer)}
    assert facts["project.role"] == answer.project.my_role
    assert facts["project.measure.1"] == (
        "Registrations with an error fell from 35.0% to 10.0% after the change "
        "(10 weeks before, 18 after; 95% interval of the difference −29.2 to −20.8 points)."
    )
    assert all(facts.values())


def test_an_empty_project_is_told_what_is_missing() -> None:
    bare = read_project('title = "A beginning"')
    codes = {finding.code for finding in review(bare, TODAY)}
    assert codes == {"aim", "permission", "review_board", "no_outcome", "no_balancing"}
    page = one_page(summarize_project(bare, {}, TODAY))
    assert "Nothing is measured yet." in page


def test_a_sheet_that_is_named_must_be_there() -> None:
    record = read_project('title = "x"\n[[measures]]\nname = "m"\ndata = "m.csv"')
    with pytest.raises(MissingSheet, match=r"m\.csv"):
        summarize_project(record, {}, TODAY)


@pytest.mark.parametrize("text", ["title = ", "colour = 1", 'title = "x"\n[aim]\nby = "soon"'])
def test_a_broken_file_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(BadProject):
        read_project(text, "p.toml")


def test_what_a_person_wrote_cannot_break_out_of_the_page() -> None:
    record = read_project('title = "<script>x</script>"\nproblem = "<img src=x>"')
    page = one_page(summarize_project(record, {}, TODAY))
    assert "<script" not in page
    assert "<img" not in page
