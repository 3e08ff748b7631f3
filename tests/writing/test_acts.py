"""Who did what to what: the acts a sentence says its writer did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.writing.rules.kit.acts import Thing, acts, is_thing


def said(text: str) -> list[tuple[str, list[str]]]:
    return [(act.base, [thing.head for thing in act.things]) for act in acts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Managed 20 patients a day", [("manage", ["patients"])]),
        ("Managed patients' schedules", [("manage", ["schedules"])]),
        ("Examined and fed 5 patients", [("examine", ["patients"]), ("feed", ["patients"])]),
        ("Set weights and prescriptions", [("set", ["weights", "prescriptions"])]),
        ("Led a team of pharmacists", [("lead", ["team"])]),
        ("Carried a panel of 300 patients", [("carry", ["patients"])]),
        ("In a busy clinic, triaged 30 patients", [("triage", ["patients"])]),
    ],
)  # fmt: skip
def test_an_act_is_a_verb_of_the_writer_on_a_thing(
    text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Told the nurse who managed the patients",
        "Wrote the plan as the physician treated the patient",
        "Watched residents take histories and examine patients",
        "Assisted in managing patients",
        "Answered calls before the nurse triaged the caller",
        "Trained to diagnose disease",
    ],
)
def test_what_others_did_or_was_only_learned_is_no_act(text: str) -> None:
    strong = {"manage", "treat", "examine", "triage", "diagnose"}
    assert not strong & {base for base, _ in said(text)}


def test_a_thing_needs_its_words_and_is_refused_by_others() -> None:
    assert is_thing(Thing("plans", frozenset({"treatment"})), "plan")
    assert not is_thing(Thing("plans", frozenset({"lesson"})), "plan")
    assert not is_thing(Thing("times", frozenset({"break"})), "measure")


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_act_lies_within_it(text: str) -> None:
    for act in acts(text):
        assert 0 <= act.start < act.end <= len(text)


WORDS = st.sampled_from(
    [
        "managed",
        "treated",
        "and",
        ",",
        "who",
        "the",
        "of",
        "patients",
        "care",
        "led",
        "before",
        "nurse",
        "20",
        "to",
        "30",
        "by",
        "diagnosing",
    ]
)


@given(st.lists(WORDS, max_size=25))
def test_any_order_of_its_own_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    assert all(act.base for act in acts(text))
