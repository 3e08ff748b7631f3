from __future__ import annotations

import datetime as dt

from preround.openings.guide import guide
from preround.openings.messages import Writer, draft, drafts
from preround.openings.opening import Opening
from preround.openings.outreach import Contact

WRITER = Writer("a graduate of [your medical school], 2021", "USMLE transcript")
OPENING = Opening(
    "A sample hospital", kind="Observership", specialty="Internal Medicine",
    start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 29), fee_usd=500,
)  # fmt: skip


def test_every_message_is_filled_and_what_only_the_person_knows_stays_in_brackets() -> None:
    for one in drafts(OPENING, WRITER):
        assert "{" not in one.subject + one.body
        assert "[your name" in one.body or "[your name, telephone, e-mail]" in one.blanks


def test_a_message_says_dates_length_and_kind() -> None:
    found = draft("office", OPENING, WRITER)
    assert found.subject == "Question about an observership in Internal Medicine"
    assert "for 4 weeks" in found.body or "spend 4 weeks" in found.body
    assert "from 4 January 2027 to 29 January 2027" in found.body


def test_open_questions_are_numbered_into_the_message() -> None:
    questions = tuple(guide().questions.values())[:2]
    body = draft("questions", OPENING, WRITER, questions=questions).body
    assert f"1. {questions[0].ask}\n2. {questions[1].ask}" in body


def test_a_contact_is_addressed_and_the_day_of_asking_is_named() -> None:
    contact = Contact("o1", "Dr. Sample")
    assert draft("physician", OPENING, WRITER, contact=contact).body.startswith("Dear Dr. Sample,")
    asked = draft("follow_up", OPENING, WRITER, asked_on=dt.date(2026, 11, 2))
    assert "I wrote on 2 November 2026" in asked.body


def test_nothing_known_leaves_blanks_and_braces_in_a_name_do_no_harm() -> None:
    found = draft("office", Opening("{odd} name"), Writer())
    assert "{odd} name" in found.body
    assert {"[specialty]", "[how many weeks]"} <= set(found.blanks)
