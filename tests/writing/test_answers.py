"""Evidence by the kind a question wants; outlines that name facts or say what to add."""

from __future__ import annotations

from datetime import date

import pytest

from preround.writing.answers import answer_question, theme_of, themes
from preround.writing.recorded import RecordedFact
from preround.writing.spoken import speech, spoken_length

TODAY = date(2026, 11, 22)
CALLS = RecordedFact("calls", "Answered 80 calls a day from patients", date(2026, 5, 1))
PROBLEM = RecordedFact(
    "problem", "Nurses told me that messages were incomplete; counted 200", date(2026, 3, 1)
)
CHANGE = RecordedFact(
    "change", "With the lead nurse built a template: incomplete messages fell 25%", date(2026, 6, 1)
)
CALLER = RecordedFact(
    "caller", "A caller was angry about a lost referral; found it and called back", date(2026, 5, 8)
)
REASON = RecordedFact("reason", "Took this work because my family needed it", date(2025, 9, 1))
FACTS = (CALLS, PROBLEM, CHANGE, CALLER, REASON)


def first(question: str) -> str:
    return answer_question(question, FACTS, today=TODAY).evidence[0].id


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Tell me about a patient you remember.", "caller"),
        ("What did you change at work, and how do you know it was better?", "change"),
        ("Why did you take a job that is not clinical?", "reason"),
    ],
)
def test_the_kind_of_fact_follows_the_question(question: str, expected: str) -> None:
    assert first(question) == expected


def test_a_story_is_told_from_one_matter_from_problem_to_result() -> None:
    question = "What did you change at work, and how do you know it was better?"
    answer = answer_question(question, FACTS, today=TODAY)
    steps = {step.step.split(":")[0]: step.facts for step in answer.outline}
    assert steps["Situation"] == ("problem",)
    assert steps["Result"] == ("change",)
    assert "caller" not in {name for facts in steps.values() for name in facts}


def test_an_account_takes_a_fact_a_step_and_says_what_is_missing() -> None:
    answer = answer_question("Why did you take a job that is not clinical?", FACTS, today=TODAY)
    carried = [step.facts for step in answer.outline if step.facts]
    assert carried[0] == ("reason",)
    assert carried[1] == ("calls",)
    assert next(step for step in answer.outline if not step.facts).add


def test_nothing_is_invented_where_nothing_is_recorded() -> None:
    answer = answer_question("Tell me about a mistake of yours.", [], today=TODAY)
    assert answer.evidence == ()
    assert all(not step.facts and step.add for step in answer.outline)


def test_every_theme_is_laid_out_from_any_facts() -> None:
    for facts in ([], [CALLS], [RecordedFact("x", "Zzz", TODAY)], list(FACTS)):
        for theme in themes():
            answer = answer_question(theme.questions[0], facts, today=TODAY)
            assert len(answer.outline) == len(theme.outline)
            assert all(step.facts or step.add for step in answer.outline)


def test_a_cue_is_a_word_not_a_part_of_one() -> None:
    assert theme_of("Describe a difficult nurse.").name == "teamwork"  # no "scribe" in it
    assert theme_of("Why did you not honor this clerkship?").name != "non_clinical"


def test_every_step_of_every_outline_can_be_carried_or_asked() -> None:
    known = {
        "result",
        "number",
        "reason",
        "problem",
        "agreed",
        "action",
        "near",
        "change",
        "use",
        "story",
        "situation",
        "task",
        "dated",
        "recent",
        "own",
        "work",
    }
    assert {step.source for theme in themes() for step in theme.outline} <= known


def test_paces_and_lengths_are_cited() -> None:
    assert speech("words_per_minute").citation.url
    assert spoken_length("").verdict == "short"
    assert spoken_length("word " * 400).verdict == "too_long"


def test_an_exam_in_a_note_is_no_exam_to_explain() -> None:
    facts = [
        RecordedFact("note", "Document history, exam and plan while the physician dictates", TODAY),
        RecordedFact("step", "Failed Step 1 in 2021, passed at the second sitting", TODAY),
    ]
    answer = answer_question("Tell me about the exam you had to repeat.", facts, today=TODAY)
    told = {name for step in answer.outline for name in step.facts}
    assert {one.id for one in answer.evidence} | told == {"step"}


def facts(*texts: str) -> list[RecordedFact]:
    return [RecordedFact(f"f{n}", text, date(2026, 6, n + 1)) for n, text in enumerate(texts)]


@pytest.mark.parametrize(("question", "first", "other"), [
    ("Tell me about a patient you remember.",
     "Stopped the session to clarify a dose: mother understood tablespoon; nurse gave a syringe",
     "Asked registration to flag language at booking; late calls went from 14 a week to 6"),
    ("Tell me about a patient you remember.",
     "CPR on a 54 year old man at a gym, ROSC before arrival, medic led",
     "Made a card for hand-off: missing times fell from 8 of 20 to 2 of 20"),
    ("What did you change at work, and how do you know it was better?",
     "made a checklist with the nurse, denials for missing notes down to 12 of 118",
     "Submitted 30 requests a day"),
    ("Tell me about a time you received feedback.",
     "Attending said my notes were too long. Cut to 6 lines, she showed one to the new scribe",
     "closed a note with the wrong side, told the attending right away"),
    ("Tell me about a time you failed.",
     "closed a note with the wrong side, told the attending right away",
     "Prepped 20 charts a day"),
    ("How do you work in a team?",
     "Agreed on one hand-off order with the charge nurse and the attending",
     "Told the attending that I had the wrong side in a note"),
])  # fmt: skip
def test_clipped_lines_of_a_log_answer_what_they_tell(
    question: str, first: str, other: str
) -> None:
    answer = answer_question(question, facts(other, first), today=TODAY)
    assert answer.evidence[0].text == first
    assert answer.outline[0].facts in ((), ("f1",))


def test_a_family_meeting_is_no_reason_for_a_job_and_a_lease_is() -> None:
    mine = facts("Interpreted 9 encounters a day, clinic and family meetings",
                 "Only work I could get with my visa status and kids in school")  # fmt: skip
    outline = answer_question("Why did you take a job that is not clinical?", mine, today=TODAY)
    assert [step.facts for step in outline.outline[:2]] == [("f1",), ("f0",)]


def test_a_slip_is_not_told_as_what_one_does_well() -> None:
    mine = facts("Wrote 22 charts a shift, signed by the attending the same day",
                 "prepped charts for the next clinic, 18 a day",
                 "closed a note with the wrong side, told the attending")  # fmt: skip
    answer = answer_question("Why did you take a job that is not clinical?", mine, today=TODAY)
    assert "f2" not in {name for step in answer.outline for name in step.facts}


def test_a_step_that_wants_a_task_takes_none_that_says_nothing_to_the_question() -> None:
    mine = facts("Submitted 30 requests a day")
    answer = answer_question("Where do you see yourself in ten years?", mine, today=TODAY)
    assert answer.outline[0].facts == ()
    assert answer.outline[0].add


def test_the_weakness_is_one_of_ones_own() -> None:
    mine = facts("BP 88/50 in a man who was just sleepy, told RN right away")
    answer = answer_question("What is your greatest weakness?", mine, today=TODAY)
    assert not any(step.facts for step in answer.outline)


@pytest.mark.parametrize(("question", "task"), [
    ("Tell me about a patient you remember.", "Made a checklist for new patient packets"),
    ("Tell me about a mistake of yours.", "Vitals on 12 pts, BP 88/50 told RN right away"),
    ("How do you work in a team?", "cleaned the waiting room"),
    ("Describe a conflict with a nurse.", "noticed redness on heel, told the charge nurse"),
    ("Tell me about your research.", "Sight translated a consent form"),
    ("Where do you see yourself in ten years?", "Asked the doctor for missing clinical notes"),
])  # fmt: skip
def test_a_task_that_is_no_story_of_the_kind_is_no_evidence(question: str, task: str) -> None:
    answer = answer_question(question, facts(task), today=TODAY)
    assert answer.evidence == ()
    assert not any(step.facts for step in answer.outline)
    assert all(step.add for step in answer.outline)


def test_a_frightened_kid_is_no_reason_for_a_job() -> None:
    mine = facts("Calmed a scared kid after a crash", "Entered physical exam findings as dictated")
    answer = answer_question("Why did you take a job that is not clinical?", mine, today=TODAY)
    assert answer.outline[0].facts == ()


def test_a_time_waited_is_no_task_with_its_number() -> None:
    mine = facts("Waited 40 min for the doctor", "Interpreted 9 visits a day")
    answer = answer_question("Why did you take a job that is not clinical?", mine, today=TODAY)
    assert answer.outline[1].facts == ("f1",)


@pytest.mark.parametrize("duty", [
    "Document the history, exam and plan while the physician dictates",
    "Called the nurse because a patient looked ill", "took care of patients waiting for a bed",
    "Set up the exam table", "Helped callers without insurance to pay their bills",
])  # fmt: skip
@pytest.mark.parametrize("question", [
    "Why did you take a job that is not clinical?",
    "There is a break in your timeline; what was it?",
])  # fmt: skip
def test_a_duty_is_no_reason_and_no_dated_fact_and_is_asked_for(question: str, duty: str) -> None:
    outline = answer_question(question, facts(duty), today=TODAY).outline
    why = [one for one in outline if one.step.startswith(("Constraint", "Cause", "Fact"))]
    assert why
    assert all(step.facts == () and step.add for step in why)


@pytest.mark.parametrize("reason", [
    "Took this job because my family needed an income while I prepared for Step 2 CK",
    "Came home in 2022 to care for my father, who was ill", "worked while studying for exams",
    "Waiting for my work permit",
])  # fmt: skip
def test_a_reason_of_ones_own_still_carries_its_step(reason: str) -> None:
    outline = answer_question("What was the gap on your CV?", facts(reason), today=TODAY).outline
    assert outline[0].facts == ("f0",)
    assert outline[1].facts == ("f0",)


@pytest.mark.parametrize("question", [
    "why non clinical job?", "why non clinical", "Why did you not do clinical work?",
    "Why non-clinical work?", "why not clinical",
])  # fmt: skip
def test_work_that_is_not_clinical_is_known_however_it_is_asked(question: str) -> None:
    assert theme_of(question).name == "non_clinical"


@pytest.mark.parametrize("question", ["asdf qwer", "???"])
def test_a_question_of_no_theme_gets_the_nearest_and_no_outline(question: str) -> None:
    answer = answer_question(question, FACTS, today=TODAY)
    assert answer.outline == ()
    assert len(answer.near) == 3


def test_a_question_of_the_bank_always_has_its_theme() -> None:
    for theme in themes():
        for question in theme.questions:
            assert not answer_question(question, [], today=TODAY).near
