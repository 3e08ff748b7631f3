"""Areas found in tasks, gaps for a specialty, drafts in the person's own words, plans by weight."""

from __future__ import annotations

import datetime as dt

import pytest

from preround.audit.areas import areas, areas_of, find_gaps, specialties_with_lists
from preround.audit.model import COMPETENCIES
from preround.audit.translate import coverage
from preround.audit.work_log import LineKind, WorkLine

MONDAY = dt.date(2026, 11, 16)


def line(text: str, count: float | None = None, unit: str = "") -> WorkLine:
    return WorkLine(MONDAY, "call center agent", LineKind.TASK, text, count, unit)


@pytest.mark.parametrize(("task", "first"), [
    ("Transfer callers with red-flag symptoms to the nurse line by protocol", "escalation"),
    ("Take part in hand-off at change of shift", "handoff"),
    ("Verify two identifiers before giving any information", "identity"),
    ("Take vital signs of each patient", "vitals"),
    ("Update the allergy list", "medicines"),
    ("Attend the morning huddle with physicians and nurses", "team"),
    ("Track missed follow-ups in a shared sheet", "improvement"),
    ("Track referrals until the consult note is back", "coordination"),
    ("Use the language line to serve callers with limited English", "language"),
    ("Train new colleagues at the desk", "teaching_staff"),
])  # fmt: skip
def test_words_of_a_task_name_its_area(task: str, first: str) -> None:
    assert areas_of(task)[0].id == first


@pytest.mark.parametrize("task", ["Order snacks", "", "Upsell extended warranties", "Fold linen"])
def test_a_task_that_teaches_nothing_known_gets_no_area(task: str) -> None:
    assert areas_of(task) == ()


def test_every_area_serves_a_core_competency() -> None:
    assert all(area.competency in COMPETENCIES[:-1] for area in areas().values())


@pytest.mark.parametrize(("task", "not_area"), [
    ("Clean up the note template", "safety"), ("Check charts for missing codes", "coverage"),
    ("Meet with department leads", "tests"), ("Hoyer transfers with a partner", "coordination"),
    ("Alert the nurse to high-risk complaints", "calm"), ("Gave oral glucose by protocol", "tests"),
    ("Cultures set up at the bench", "language"),
])  # fmt: skip
def test_a_word_that_means_something_else_here_names_no_area(task: str, not_area: str) -> None:
    assert not_area not in {area.id for area in areas_of(task)}


def test_a_gap_closes_when_a_task_shows_it() -> None:
    before = find_gaps(["Answer calls from patients"], "Internal Medicine")
    after = find_gaps(["Attend the morning huddle"], "Internal Medicine")
    assert "team" in {one.area.id for one in before.missing}
    assert "team" not in {one.area.id for one in after.missing}
    assert after.citation.source == "ACGME Milestones 2.0"


def test_a_specialty_without_a_list_gets_the_general_one_and_says_so() -> None:
    gaps = find_gaps([], "Dermatology")
    assert not gaps.has_own_list
    assert len(gaps.missing) == len(gaps.wanted) > 5


def test_every_list_names_known_areas_once() -> None:
    for specialty in (*specialties_with_lists(), ""):
        ids = [one.area.id for one in find_gaps([], specialty).wanted]
        assert len(ids) == len(set(ids)) >= 8


def test_coverage_names_all_six_and_counts_a_task_once() -> None:
    covered = coverage([line("Answer calls from patients"), line("Order snacks")])
    assert [one.competency for one in covered] == list(COMPETENCIES[:-1])
    assert sum(len(one.done) for one in covered) == 1
