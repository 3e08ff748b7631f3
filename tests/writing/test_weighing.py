"""What a line adds to its log: nothing where the log says so, much where it claims too much."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.finding import Severity
from preround.writing.linter import lint
from preround.writing.rules.kit.clauses import clauses
from preround.writing.rules.kit.features import clause_features, features
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.marks import marks_of
from preround.writing.rules.kit.weighing import BIAS, VIEWS, sentences, weigh, weights
from preround.writing.rules.kit.word_classes import deed_classes, thing_classes

HERE = Path(__file__).parents[1] / "data" / "writing"


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


def codes(text: str, role: str, duty: str = "") -> list[str]:
    return [f.code for f in lint(text, role, duty) if f.kind == "overclaim"]


def test_a_line_that_says_what_the_log_says_adds_nothing() -> None:
    for row in rows("pairs.csv")[::10]:
        for side in ("honest", "inflated"):
            text = row[side]
            assert weigh(Part(text, 0), row["role"], text).score < 0, text


def test_what_the_log_holds_is_no_feature() -> None:
    found = features("Booked visits and treated patients", "", "booked visits")
    assert not {"o:booke", "a:book"} & found
    assert {"o:treat", "a:treat"} <= found


def test_a_word_never_met_is_weighed_as_its_like() -> None:
    sedatives, statins = (
        clause_features(f"weaned {drug}", "caregiver", "sat at night")
        for drug in ("sedatives", "statins")
    )
    assert "dw:change drug" in sedatives & statins
    assert thing_classes("heart") == ()
    assert deed_classes("titrating") == ("change",)


def test_a_log_written_in_haste_holds_the_words_it_stands_for() -> None:
    found = features("Phoned patients about visits", "", "called pts abt appts")
    assert not {"o:phone", "o:patie", "o:visit"} & found


def test_a_deed_is_told_by_whose_it_was() -> None:
    theirs, mine, passive = (
        clause_features(text, "medical assistant", "roomed")
        for text in ("as the midwife examined", "and then I examined", "was examined by me")
    )
    assert "d:their diagnose" in theirs
    assert "d:I diagnose" in mine & passive


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("my read stood", "MYWORD"),
        ("which were cleared by me", "MYWORD"),
        ("signed off in place of the nurse educator", "PLACE"),
        ("during the anesthesiologist's breaks", "PLACE"),
        ("answered calls as a paramedic", "TITLE"),
        ("left the plan to the clinicians", "LEFT"),
    ],
)
def test_a_turn_of_phrase_tells_whose_word_it_was(text: str, mark: str) -> None:
    assert mark in marks_of(text)


def test_as_another_told_is_no_title() -> None:
    assert "TITLE" not in marks_of("walked as the nurse showed")


def test_what_a_question_asks_and_what_went_down_are_weighed_by_kind() -> None:
    asked = clause_features("told them whether to start insulin", "", "answered calls")
    moved = clause_features("infections fell by 22%", "", "wiped rooms")
    assert {"ask:drug", "ask:d change"} <= asked
    assert {"moved:True", "moved:outcome"} <= moved


def test_a_sentence_is_cut_where_something_else_begins() -> None:
    text = "Moved 26 patients a shift, titrated oxygen en route, so that none of them died"
    assert [clause for clause, _ in clauses(text)] == [
        "Moved 26 patients a shift",
        "titrated oxygen en route",
        "so that none of them died",
    ]


@given(st.text(max_size=120))
def test_every_clause_stands_where_it_is_said_to(text: str) -> None:
    assert all(text[at : at + len(clause)] == clause for clause, at in clauses(text))


def test_a_claim_at_the_end_of_an_honest_sentence_is_found_by_its_clause() -> None:
    honest = "Recorded EKGs for about 12 patients a day and handed each to the nurse"
    duty = "did EKGs and showed them to the nurse"
    inflated = f"{honest}, then diagnosed arrhythmias and started treatment"
    assert codes(honest, "patient care technician", duty) == []
    assert codes(inflated, "patient care technician", duty)


def test_where_one_works_is_no_claim() -> None:
    text = "Cardiology trials unit of a university hospital in Houston"
    assert codes(text, "research assistant", "coordinated visits in cardiology trials") == []


def test_what_follows_a_semicolon_stays_with_its_act() -> None:
    line = Line("Cleaned data for 800 patients; fourth author of the paper\nEntered forms")
    assert [part.text for part in sentences(line)] == [
        "Cleaned data for 800 patients; fourth author of the paper",
        "Entered forms",
    ]


def test_lines_of_a_plain_resume_seldom_raise_an_error() -> None:
    lines = rows("plain.csv")
    wrong = [
        (row["text"], finding.code)
        for row in lines
        for finding in lint(row["text"], row["role"], row["duty_logged"])
        if finding.severity is Severity.ERROR
    ]
    assert len(wrong) <= 0.08 * len(lines), wrong


@pytest.mark.parametrize(
    ("text", "role", "duty"),
    [
        ("Guided the cardiologist on next steps", "medical scribe", "looked up old echo reports"),
        ("Adjudicated 50 requests a day", "prior authorization specialist", "entered requests"),
        ("Orchestrated 14 discharges a day", "unit clerk", "kept the census"),
        ("Coordinated the medical management of a 32-bed unit", "unit clerk", ""),
    ],
)
def test_inflation_in_words_that_no_list_holds_is_found(text: str, role: str, duty: str) -> None:
    assert codes(text, role, duty)


@given(st.text(max_size=120), st.text(max_size=60))
def test_any_text_is_weighed_and_the_words_lie_within_it(text: str, duty: str) -> None:
    for part in sentences(Line(text)):
        weighed = weigh(part, "medical assistant", duty)
        assert part.start <= weighed.start <= weighed.end <= part.start + len(part.text)


def test_the_weights_hold_a_bias_each_and_the_mixes() -> None:
    known = weights()
    assert all(BIAS in view for view in known.views)
    assert len(known.beside_log) == len(known.by_role) == len(VIEWS) + 2


def test_the_weightiest_clause_is_marked() -> None:
    text = "Booked visits, then prescribed antibiotics to those who coughed"
    weighed = weigh(Part(text, 0), "front desk clerk", "booked visits")
    assert text[weighed.start : weighed.end] == "then prescribed antibiotics to those who coughed"


@pytest.mark.parametrize(
    ("text", "role", "duty"),
    [
        ("Roomed 20 patients a day and spearheaded a sepsis program", "medical assistant", ""),
        ("Ran CBCs; my reading of smears gave the diagnosis", "lab technician", "ran cbc"),
        ("Suicide risk formulation and restraint orders", "psychiatric aide", "q15 checks"),
        ("Gave inhalers as I saw fit", "school health aide", "fetched inhalers"),
    ],
)
def test_a_claim_in_any_place_and_voice_is_found(text: str, role: str, duty: str) -> None:
    assert codes(text, role, duty)


@pytest.mark.parametrize(
    ("text", "role", "duty"),
    [
        ("Performed phlebotomy on 10 patients a day", "medical assistant", ""),
        ("Performed phlebotomy on 10 patients a day", "medical assistant", "drew blood"),
        ("Administered injections as ordered", "medical assistant", ""),
        ("Medical intensive care unit, 18 beds", "unit clerk", "phones"),
        (
            "Presented histories to the physician, who examined all and made every decision",
            "free clinic volunteer",
            "took histories, presented to the physician",
        ),
        ("Watched 40 telemetry patients and called the bedside nurse", "monitor technician", ""),
    ],
)
def test_what_a_role_is_trained_for_and_what_others_did_is_no_claim(
    text: str, role: str, duty: str
) -> None:
    assert codes(text, role, duty) == []


@pytest.mark.parametrize(
    "text",
    [
        "I needed to earn the fees for my exams",
        "I know how a patient enters a hospital",
        "Observed a clinic for 12 days, to see what became of the people I had only heard",
    ],
)
def test_what_one_needed_or_knew_is_no_deed(text: str) -> None:
    assert "overclaim-added" not in codes(text, "registration clerk", "updated primary care lists")
