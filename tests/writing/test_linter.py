"""Lint rules on their own examples, on pairs, on clean lines, and on labelled lines."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from preround.domain.finding import Severity
from preround.writing.linter import lint
from preround.writing.rules.kit.line import role_class
from preround.writing.rules.kit.loading import LintRuleDoesNotLoad, accept, load_lint_rules
from preround.writing.rules.kit.rule import Example, LintRule

HERE = Path(__file__).parents[1] / "data" / "writing"
SHARED = Path(os.environ.get("PREROUND_SHARED", Path(__file__).parents[3] / "shared"))
RULES = {rule.code: rule for rule in load_lint_rules()}


def cases(which: str) -> list[tuple[str, Example]]:
    return [(code, example) for code, rule in RULES.items() for example in getattr(rule, which)]


def fires(rule: LintRule, example: Example) -> bool:
    return bool(list(rule.check(example.line)))


def overclaims(text: str, role: str, duty: str = "") -> list[str]:
    return [f.code for f in lint(text, role, duty) if f.kind == "overclaim"]


@pytest.mark.parametrize(("code", "example"), cases("bad"))
def test_a_rule_fires_on_its_bad_examples(code: str, example: Example) -> None:
    assert fires(RULES[code], example)


@pytest.mark.parametrize(("code", "example"), cases("good"))
def test_a_rule_is_silent_on_its_good_examples(code: str, example: Example) -> None:
    assert not fires(RULES[code], example)


def test_nine_of_ten_pairs_of_one_duty_are_told_apart() -> None:
    with (HERE / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="|"))
    apart = [
        not overclaims(row["honest"], row["role"], row["duty_logged"])
        and bool(overclaims(row["inflated"], row["role"], row["duty_logged"]))
        for row in rows
    ]
    assert len(rows) >= 500
    assert sum(apart) / len(apart) >= 0.9


def test_no_clean_line_has_an_error() -> None:
    lines = (HERE / "clean.txt").read_text("utf-8").splitlines()
    assert len(lines) >= 150
    wrong = [
        (line, finding.code)
        for line in lines
        for finding in lint(line.split("|", 1)[1], line.split("|", 1)[0])
        if finding.severity is Severity.ERROR
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Passed Step 2 CK in 2024 after one failed attempt in 2022",
        "Scheduled 12 executive physical visits a week",
        "Guided 30 visitors a day to the disabled ramp",
        "Coordinated 8 visits a month at the host site",
        "Presented the chief complaint of 20 patients a day to the physician",
    ],
)
def test_words_of_the_field_raise_nothing(text: str) -> None:
    assert lint(text, "medical assistant") == ()


def test_the_logged_duty_decides_about_triage() -> None:
    text = "Triaged walk-in patients"
    assert overclaims(text, "medical assistant", "transferred calls")
    assert not overclaims(text, "medical assistant", "nurse-supervised triage of walk-ins")


@pytest.mark.parametrize(
    ("text", "role", "log"),
    [
        ("Led the hospital's sepsis program", "quality assistant", "typed sepsis times"),
        ("Supervised clinic staff", "front desk clerk", "trained two receptionists"),
        ("Presented at international conferences", "research assistant", "poster, local meeting"),
        ("Gained hands-on experience with 40 patients", "observer", "watched clinic"),
        ("Obtained consent from 40 surgical patients", "interpreter", "interpreted consent talks"),
        ("Wrote a case report as first author", "research assistant", "drafted it; third author"),
    ],
)
def test_a_log_that_shows_less_decides(text: str, role: str, log: str) -> None:
    assert overclaims(text, role, log)


@pytest.mark.parametrize(
    ("text", "role", "log"),
    [
        ("Led 12 agents on nights", "call center lead", "lead for 12 agents"),
        ("Supervised 8 clerks", "registration supervisor", "supervised 8 clerks"),
        ("Designed the data form", "research assistant", "designed the form with the coordinator"),
        ("Managed the referral tracker", "medical assistant", "managed the referral tracker"),
        ("Treated every caller with respect", "call center agent", "answered calls"),
        ("Directed visitors to the right unit", "unit clerk", "directed visitors"),
        ("Admitted patients into the waiting room", "telehealth assistant", "hosted the room"),
        ("Determined insurance eligibility", "access clerk", "insurance eligibility checks"),
    ],
)  # fmt: skip
def test_strong_honest_lines_stand_where_the_log_bears_them(text: str, role: str, log: str) -> None:
    assert overclaims(text, role, log) == []


def test_a_long_log_that_is_silent_on_a_thing_contradicts_nothing() -> None:
    log = (
        "answered 80 calls a day from patients; wrote messages to the nurses in the chart;"
        " booked visits for six clinics; called the language line for families"
    )
    assert overclaims("Founded a reading group of neighbors", "call center agent", log) == []


def test_rules_of_style_are_silent_on_honest_lines() -> None:
    style = {"jargon", "tense", "list_mixing", "repeated_opening", "copied_description",
             "publication_status", "no_impact", "first_person"}  # fmt: skip
    lines = (HERE / "clean.txt").read_text("utf-8").splitlines()
    found = [
        (line, one.code)
        for line in lines
        for one in lint(line.split("|", 1)[1], line.split("|", 1)[0])
        if one.kind in style
    ]
    assert found == []


def test_a_word_is_marked_once_for_one_claim() -> None:
    found = lint("Triaged callers", "call center agent", "transferred calls")
    spans = [(one.start, one.end) for one in found if one.kind == "overclaim"]
    assert len(spans) == len(set(spans)) == 1


def test_a_rule_that_is_switched_off_is_silent() -> None:
    text = "Triaged 80 callers a day"
    assert overclaims(text, "call center agent") == ["overclaim-triage"]
    assert lint(text, "call center agent", switched_off=["overclaim-triage"]) == ()


def test_spans_point_at_the_words_meant() -> None:
    text = "Roomed patients. Managed 12 patients a day."
    found = next(f for f in lint(text, "medical assistant") if f.kind == "overclaim")
    assert text[found.start : found.end] == "Managed 12 patients"


def test_labelled_lines_reach_what_was_promised() -> None:
    path = SHARED / "corpus" / "entry_lines_labelled.csv"
    if not path.exists():
        pytest.skip("the labelled lines are kept beside the project and are not here")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["overclaim"]]
    got = [bool(overclaims(row["text"], row["role"])) for row in rows]
    true = [row["overclaim"] == "1" for row in rows]
    hits = sum(g and t for g, t in zip(got, true, strict=True))
    assert hits / sum(got) >= 0.85
    assert hits / sum(true) >= 0.85


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("call center representative", "clerical"),
        ("CNA", "hands_on"),
        ("IMG, observership", "observer"),
        ("PGY-1 resident", "physician"),
        ("florist", "unknown"),
    ],
)
def test_roles_fall_into_classes(role: str, expected: str) -> None:
    assert role_class(role) == expected


def test_a_rule_without_examples_does_not_load() -> None:
    planted = SimpleNamespace()
    with pytest.raises(LintRuleDoesNotLoad, match="no RULE"):
        accept("planted", planted, {})
    known = RULES["vague"]
    with pytest.raises(LintRuleDoesNotLoad, match="taken"):
        accept("planted", known, {"vague": known})
    bare = LintRule(
        "planted", "vague", Severity.NOTE, "t", "w", (), known.bad, known.good, known.check
    )
    with pytest.raises(LintRuleDoesNotLoad, match="needs sources"):
        accept("planted", bare, {})


@pytest.mark.parametrize(
    ("text", "role", "code"),
    [
        ("Took vitals for my patients", "medical assistant", "overclaim-manage"),
        (
            "Handed out ice and prescribed inhalers by each care plan",
            "school health aide",
            "overclaim-prescribe",
        ),
        (
            "Clinic in Ohio. Booked visits. Late calls went from 14 a week to 6.",
            "call center agent",
            "no-impact",
        ),
        ("Used the AED twice; typed the HPI and ROS", "scribe", "jargon"),
    ],
)
def test_words_that_only_look_like_a_fault_are_left_alone(text: str, role: str, code: str) -> None:
    assert code not in [finding.code for finding in lint(text, role)]


@pytest.mark.parametrize(
    ("text", "role", "code"),
    [
        ("Rounded daily on my own patients", "medical assistant", "overclaim-manage"),
        ("Kept my patient panel of 80 healthy", "medical scribe", "overclaim-manage"),
        ("Roomed patients and prescribed inhalers", "school health aide", "overclaim-prescribe"),
        ("Clinic in Ohio. Booked visits. Moved from 14 rooms.", "call center agent", "no-impact"),
    ],
)
def test_the_fault_beside_them_is_still_found(text: str, role: str, code: str) -> None:
    assert code in [finding.code for finding in lint(text, role)]
