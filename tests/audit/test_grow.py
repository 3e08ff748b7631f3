"""Plans to grow a job: by weight, in its own words, within what it may do."""

from __future__ import annotations

import pytest

from preround.audit.areas import areas
from preround.audit.grow import Ask, grow, voice_of
from preround.audit.phrases import phrase_bank

JOBS = [*phrase_bank(), "ED scribe", "home health aide", "gardener", ""]
#: Words only these jobs are spoken to in: nobody else has callers, a rig, a bench, a counter.
OWN = {
    "caller": {"call center representative"},
    "ambulance": {"EMT"},
    "bench": {"lab technician", "pharmacy technician"},
    "resident's": {"nursing assistant"},
    "template": {"medical scribe", "ED scribe", "medical biller", "call center representative"},
    "redraw": {"phlebotomist"},
}


def asks(job: str, shown: set[str] | None = None, missing: set[str] | None = None) -> list[Ask]:
    plan = grow(job, shown or set(), missing or set())
    return [one for stage in plan.stages for one in stage.asks]


@pytest.mark.parametrize("job", JOBS)
def test_a_plan_keeps_the_weights_and_leaves_no_stage_empty(job: str) -> None:
    plan = grow(job, set(), {"team"})
    assert [(weight, n) for _, weight, n in plan.weights][1:] == [(30, 3), (30, 3)]
    assert plan.weights[0][2] >= 3
    assert all(stage.asks for stage in plan.stages)
    assert "meeting" in {one.id for one in plan.stages[0].asks}


@pytest.mark.parametrize("job", JOBS)
def test_each_ask_is_whole_and_fills_a_known_area(job: str) -> None:
    for one in asks(job):
        assert not {"{", "}"} & set(one.text + one.script + one.not_to + one.area)
        assert one.area in {"", *areas()}
        assert one.text.endswith((".", "?"))
        assert one.script.endswith((".", "?"))
        assert one.not_to.endswith(".")


def test_every_job_of_the_bank_has_its_own_words() -> None:
    assert {job: voice_of(job) for job in phrase_bank()} == {job: job for job in phrase_bank()}
    scripts = {job: tuple(one.script for one in asks(job)) for job in phrase_bank()}
    assert len(set(scripts.values())) == len(scripts)


@pytest.mark.parametrize("word", OWN)
def test_no_job_is_spoken_to_in_the_words_of_another(word: str) -> None:
    heard = {job for job in JOBS for one in asks(job) if word in f"{one.text} {one.script}"}
    assert heard <= OWN[word]


def test_a_job_without_patients_drafts_no_page_for_them_and_counts_no_vital_signs() -> None:
    for job in ("lab technician", "medical biller", "quality analyst", "EHR trainer"):
        ids = {x.id for x in asks(job, missing={"teaching_patients", "language", "vitals"})}
        assert not {"education_sheet", "language"} & ids


@pytest.mark.parametrize(("title", "voice"), [
    ("ED scribe", "emergency scribe"), ("ED technician", "patient care technician"),
    ("coder", "medical biller"), ("Patient Access Specialist", "registration clerk"),
    ("paramedic", "EMT"), ("PCT", "patient care technician"), ("sonographer", "other_bedside"),
    ("phlebotomy tech", "phlebotomist"), ("research fellow", "clinical research assistant"),
    ("front-desk", "front desk clerk"), ("gardener", "other"),
])  # fmt: skip
def test_a_title_is_spoken_to_in_the_words_of_the_nearest_job(title: str, voice: str) -> None:
    assert voice_of(title) == voice


def test_what_the_specialty_misses_comes_first_and_what_the_log_shows_last() -> None:
    assert "near" in {one.id for one in asks("medical scribe")}
    assert "near" not in {one.id for one in asks("medical scribe", {"previsit"})}
    assert "language" in {one.id for one in asks("nursing assistant", missing={"language"})}
