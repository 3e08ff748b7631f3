"""Drafts of skills: said where act and object bear them, grouped, in the person's own words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.audit.areas import areas
from preround.audit.phrases import phrase_bank
from preround.audit.skills import Skill, skill_of, skills
from preround.audit.translate import (
    ASKED_P,
    ASKED_REFUSED,
    ASKED_S,
    ASKED_T,
    ASKED_UNTRAINED,
    coverage,
    sentence,
    translate,
)
from preround.audit.verbs import as_gerunds, gerund
from preround.audit.work_log import LineKind, WorkLine

MONDAY = dt.date(2026, 11, 16)


def line(text: str, count: float | None = None, unit: str = "", job: str = "") -> WorkLine:
    job = job or "call center agent"
    return WorkLine(MONDAY, job, LineKind.TASK, text, count, unit)


def skill(name: str) -> Skill:
    return next(one for one in skills() if one.id == name)


def test_every_skill_has_an_area_and_reads_in_its_sentence() -> None:
    names = [one.id for one in skills()]
    assert len(names) == len(set(names))
    for one in skills():
        assert one.area in areas()
        assert not one.skill.startswith("to ")
        assert not one.situation.endswith(".")


@pytest.mark.parametrize(("task", "named"), [
    ("told doc that CT was back", "results_told"),
    ("Patient fainted in waiting room, called nurse", "urgent_up"),
    ("Vitals on 12 pts, BP 88/50 told RN right away", "urgent_up"),
    ("called critical K 6.8 to RN w read back", "critical_value"),
    ("chased outside records from another hospital", "outside_records"),
    ("Pended labs for attending to sign", "pended"),
    ("Cleaned up the note template", "made_form"),
    ("Checked charts for missing codes before closing", "nothing_missing"),
    ("Kept spreadsheet of denials by payer", "counted"),
    ("Gave report to ED nurse", "sign_out"),
    ("sat w/ confused pt 1:1", "confused"),
    ("Moved patients to imaging and stayed with them", "escorted"),
    ("Compounded creams by formula", "formula"),
    ("Transfer callers with red-flag symptoms to the nurse line", "urgent_up"),
    ("filled 180 scripts", "filled_and_checked"), ("flu shots x 12", "given_under_order"),
    ("timed vanc trough", "blood_draw"), ("closed 12 care gaps", "reach_out"),
    ("TCM calls within 48h", "discharge_call"), ("SAE reported to sponsor", "adverse_event"),
    ("pt SOB on video - got RN", "urgent_up"), ("FMLA forms", "forms_done"),
    ("video failed, switched to phone", "reached_by_video"), ("IDT meeting", "speak_in_team"),
])  # fmt: skip
def test_an_act_and_what_it_was_done_to_name_the_skill(task: str, named: str) -> None:
    found = skill_of(task)
    assert found is not None
    assert found.id == named


@pytest.mark.parametrize("task", [
    "Fixed the printer", "Cleaned the waiting room", "printed AVS and gave to pt",
    "got yelled at for slow notes", "Waited 40 min for doctor", "Refused transport form",
    "Attended the grand rounds each Wednesday", "", "Order snacks",
])  # fmt: skip
def test_where_the_words_bear_no_skill_none_is_said(task: str) -> None:
    assert skill_of(task) is None


@pytest.mark.parametrize(("task", "not_skill"), [
    ("Gram stains and cultures set up", "custom"), ("collected a stool sample", "history"),
    ("Kept one of the binders ready for an audit", "audited"),
    ("Moved patients to imaging", "next_visit"), ("Checked allergies in the profile", "history"),
    ("Turned over exam rooms between patients", "daily_care"),
])  # fmt: skip
def test_a_word_in_another_sense_does_not_lend_its_skill(task: str, not_skill: str) -> None:
    found = skill_of(task)
    assert found is None or found.id != not_skill


def test_a_draft_says_the_task_in_the_persons_words_with_its_count() -> None:
    said = sentence(
        line("Escalated red-flag symptoms to the nurse", 6, "calls a week"), skill("urgent_up")
    )
    assert said == (
        "Through escalating red-flag symptoms to the nurse, 6 calls a week, I learned to tell "
        "routine from urgent by protocol and bring it to the right person at once. I will use it "
        "when a nurse pages me about a change in a patient."
    )


@pytest.mark.parametrize(("words", "said"), [
    ("Bathe, dress and feed residents", "bathing, dressing and feeding residents"),
    ("Listen to families and comfort them", "listening to families and comforting them"),
    ("Cleaned the template, took out old fields", "cleaning the template, taking out old fields"),
    ("Label and freeze specimens", "labeling and freezing specimens"),
])  # fmt: skip
def test_each_verb_of_a_line_becomes_a_gerund(words: str, said: str) -> None:
    assert as_gerunds(words) == said


@pytest.mark.parametrize("words", [
    "Morning huddle", "Post mortem care", "query resolution", "refill encounters 15",
    "Chart audits", "Order entry", "I&O charting", "",
    "Translated the sheet, checked by a second interpreter", "Keep forms filed and complete",
    "Assemble charts for admission and transfer", "Take vital signs and report abnormal values",
    "Accompany the physician and chart at the bedside", "Foo and bar the rooms",
])  # fmt: skip
def test_words_that_a_gerund_could_break_are_left_to_be_quoted(words: str) -> None:
    assert as_gerunds(words) == ""


def test_a_line_left_as_it_is_stands_in_quotation_marks() -> None:
    assert 'Through this work, "Post mortem care", I learned' in sentence(
        line("Post mortem care"), skill("grief")
    )


def test_of_a_story_the_beginning_is_quoted() -> None:
    story = "Noticed two profiles, different allergies; stopped the fill and told the pharmacist"
    assert '"Noticed two profiles, different allergies …"' in sentence(line(story), skill("caught"))


@given(st.text(max_size=60))
def test_a_sentence_is_always_made_and_never_loses_its_end(task: str) -> None:
    said = sentence(line(task), skill("grief"))
    assert said.startswith("Through ")
    assert said.endswith(".")


@pytest.mark.parametrize(("word", "form"), [
    ("Transferred", "transferring"), ("notified", "notifying"), ("wrote", "writing"),
    ("submit", "submitting"), ("answer", "answering"), ("pended", "pending"), ("patients", ""),
])  # fmt: skip
def test_gerunds_of_known_verbs_only(word: str, form: str) -> None:
    assert gerund(word) == form


def test_a_skill_is_said_once_with_the_other_tasks_that_show_it() -> None:
    told, rest = translate([
        line("Appeal denied claims", job="medical biller"),
        line("Worked denials, 12 a day", job="medical biller"),
    ])  # fmt: skip
    assert [one.skill.id for one in told] == ["appeal"]
    assert told[0].line.text == "Worked denials, 12 a day"
    assert [one.text for one in told[0].also] == ["Appeal denied claims"]
    assert rest == []


def test_a_task_that_counts_without_a_skill_is_met_with_a_question() -> None:
    told, rest = translate([line("Helped a patient find the elevator"), line("Order snacks")])
    assert told == []
    assert {one.line.text: one.asked for one in rest} == {
        "Helped a patient find the elevator": ASKED_P,
        "Order snacks": "",
    }


def test_most_phrases_of_the_bank_name_a_skill_and_the_rest_are_asked() -> None:
    for job, phrases in phrase_bank().items():
        told, rest = translate([line(one.text, job=job) for one in phrases])
        assert sum(1 + len(one.also) for one in told) + len(rest) == len(phrases)
        assert {one.asked for one in rest} <= {"", ASKED_P, ASKED_T, ASKED_S}


@pytest.mark.parametrize("task", [
    "nurse ask me to triage but I dont do", "Asked to give results by phone, I don't",
    "I never adjust the dose, told the nurse", "Refused to draw blood without an order",
    "asked to interpret the EKG but I'm not allowed",
])  # fmt: skip
def test_what_the_person_did_not_do_is_no_skill_and_counts_nowhere(task: str) -> None:
    mine = [line(task, job="medical assistant")]
    told, rest = translate(mine)
    assert told == []
    assert [one.asked for one in rest] == [ASKED_REFUSED]
    assert not any(one.done for one in coverage(mine))


@pytest.mark.parametrize("task", ["coffe for doctors", "Got lunch for the staff", "Order snacks"])
def test_a_chore_left_out_of_the_drafts_counts_nowhere(task: str) -> None:
    mine = [line(task, job="medical assistant")]
    told, rest = translate(mine)
    assert told == []
    assert [one.asked for one in rest] == [""]
    assert not any(one.done for one in coverage(mine))


def test_what_a_patient_did_not_do_is_still_a_task() -> None:
    told, _ = translate([line("Called patients who did not come", job="medical assistant")])
    assert [one.skill.id for one in told] == ["reach_out"]


@pytest.mark.parametrize("task", [
    "EKG handed to MD within 10 min", "Carried EKGs to the doctor", "Called code blue overhead",
    "cleaned rooms", "faxed records to cardiology", "Filed EKG tracings",
])  # fmt: skip
def test_a_thing_only_passed_on_or_tidied_bears_no_skill(task: str) -> None:
    assert skill_of(task) is None


@pytest.mark.parametrize(("task", "named"), [
    ("Did EKGs on 6 patients", "tracing"), ("performed 12-lead EKGs", "tracing"),
    ("ran EKG", "tracing"), ("EKG done before the visit", "tracing"),
    ("placed telemetry leads", "tracing"), ("cleaned isolation rooms", "infection_control"),
    ("Sent the referral with the doctor's question and the labs", "question_sent"),
    ("called rapid response", "urgent_up"),
])  # fmt: skip
def test_the_act_itself_with_its_object_bears_it(task: str, named: str) -> None:
    found = skill_of(task)
    assert found is not None
    assert found.id == named


@pytest.mark.parametrize("task", [
    "translated for a patient when no interpreter", "Translated for patients",
    "interpreted a visit without an interpreter",
])  # fmt: skip
def test_interpreting_without_training_is_asked_about(task: str) -> None:
    told, rest = translate([line(task, job="medical assistant")])
    assert told == []
    assert [one.asked for one in rest] == [ASKED_UNTRAINED]


def test_an_interpreter_is_not_asked_for_training() -> None:
    told, _ = translate([line("Interpreted visits", job="medical interpreter")])
    assert [one.skill.id for one in told] == ["interpret"]


@pytest.mark.parametrize(("task", "begins"), [
    ("roomed pts 12", "Through rooming patients, I learned"),
    ("roomed pts 12/day", "Through rooming patients, 12 a day, I learned"),
    ("answered phones 60 calls", "Through answering phones, 60 calls, I learned"),
    ("answered phones 60 calls a day", "Through answering phones, 60 calls a day, I learned"),
    ("Checked 12 patients", "Through checking 12 patients, I learned"),
    ("checked vitals within 10 min", "Through checking vitals within 10 min, I learned"),
    ("took PT to imaging", "Through taking PT to imaging, I learned"),
    ("gave insulin for sugars over 200", "Through giving insulin for sugars over 200, I learned"),
])  # fmt: skip
def test_a_count_at_the_end_stands_apart_and_short_forms_are_spelled(
    task: str, begins: str
) -> None:
    assert sentence(line(task), skill("grief")).startswith(begins)
