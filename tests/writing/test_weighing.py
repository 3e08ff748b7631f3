"""What a line adds to its log: nothing where the log says so, much where it claims too much."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.finding import Severity
from preround.writing.linter import lint
from preround.writing.rules.kit.acts import acts
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.weighing import BIAS, MIX, features, sentences, weigh, weights

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
    assert not {"o:booke", "a:book"} & set(found)
    assert {"o:treat", "a:treat"} <= set(found)


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


def test_the_weights_hold_a_bias_each_and_the_mix() -> None:
    known = weights()
    assert BIAS in known.logged
    assert BIAS in known.by_role
    assert len(known.mix) == len(MIX)


def test_acts_are_what_a_part_weighs_by() -> None:
    text = "Booked visits and prescribed antibiotics"
    weighed = weigh(Part(text, 0), "front desk clerk", "booked visits")
    assert text[weighed.start : weighed.end] in {text[a.start : a.end] for a in acts(text)}
