from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import UnknownChoice
from preround.facts.reader import load_season
from preround.jobs.prepare_letters import prepare_letters
from preround.letters.assign import assign
from preround.letters.packet import packet
from preround.letters.record import (
    BadLettersRecord,
    Day,
    LettersRecord,
    LetterStatus,
    ProgramNeed,
    Writer,
    read_letters,
)
from preround.letters.redaction import redact
from preround.letters.rules import load_rules
from preround.letters.writers import writer_cards

RULES = load_rules()
UPLOAD = dt.date(2027, 8, 25)
TODAY = dt.date(2026, 11, 21)
SHARED = Path(os.environ.get("PREROUND_SHARED", Path(__file__).parents[3] / "shared"))
CORPUS = SHARED / "corpus" / "phi_synthetic_queries.jsonl"
SAMPLE = Path(__file__).parents[2] / "examples" / "letters" / "letters.toml"


def record(*days: Day, **writer: object) -> LettersRecord:
    writers = (Writer(key="a", name="Sample A, MD", **writer), Writer(key="b", name="Sample B, MD"))
    return LettersRecord(specialty="Internal Medicine", writers=writers, days=days)


def card_of(made: LettersRecord, key: str = "a", today: dt.date = TODAY):  # type: ignore[no-untyped-def]
    return next(c for c in writer_cards(made, RULES, UPLOAD, today) if c.writer.key == key)


def on(day: str, did: str = "Helped.", *writers: str) -> Day:
    return Day(date=dt.date.fromisoformat(day), writers=writers or ("a",), did=did)


def test_asking_begins_two_months_after_the_first_day() -> None:
    # 1 Mar + 60 days = 30 Apr
    card = card_of(record(on("2026-03-01"), on("2026-09-01")))
    assert (card.n_days, card.ask_from) == (2, dt.date(2026, 4, 30))
    assert card.ask_by == UPLOAD - dt.timedelta(days=42)


def test_in_a_short_rotation_one_asks_in_the_last_week() -> None:
    # four weeks, last day 28 Mar: from 22 Mar on
    card = card_of(record(on("2026-03-01"), on("2026-03-28")))
    assert card.ask_from == dt.date(2026, 3, 22)


def test_packet_holds_what_that_writer_saw_and_nothing_else() -> None:
    made = record(
        on("2026-03-02", "Presented on rounds.", "a"),
        on("2026-03-03", "Wrote the handout.", "b"),
        on("2026-03-04", "Led the huddle.", "a", "b"),
    )
    text = packet(card_of(made), made, UPLOAD).text
    assert "Presented on rounds." in text
    assert "Led the huddle." in text
    assert "handout" not in text
    assert "2026-03" not in text
    assert "March 2026" in text


def test_packet_holds_no_patient_and_says_what_was_taken_out() -> None:
    made = record(on("2026-03-02", "Presented Mr. Lee, MRN 448812, age 93 yo, on March 3rd."))
    found = packet(card_of(made), made, UPLOAD)
    for secret in ("Lee", "448812", "93", "March 3"):
        assert secret not in found.text
    assert {label for label, _ in found.removed} == {"NAME", "OTHER_ID", "AGE_OVER_89", "DATE"}


def test_plain_lines_pass_untouched() -> None:
    for line in (
        "Presented two patients on rounds and answered questions on their fluids.",
        "Escalated red-flag symptoms to the nurse by protocol, four times this week.",
        "Took 25 to 30 standard vitals a day in Family Medicine.",
        "Reviewed HTN and CKD cases with the PCP; BP 128/76.",
    ):
        assert redact(line).text == line


@pytest.mark.skipif(
    not CORPUS.exists(), reason="the synthetic queries are not beside this checkout"
)
def test_nearly_everything_in_the_synthetic_queries_is_taken_out() -> None:
    rows = [json.loads(line) for line in CORPUS.read_text().splitlines()]
    marked = [(row, one) for row in rows for one in row["entities"]]
    left = [one for row, one in marked if one["value"] in redact(row["text"]).text]
    assert len(left) / len(marked) < 0.01
    assert not [one for one in left if one["type"] == "NAME"]


@given(st.text(max_size=300))
def test_taking_out_never_breaks_and_never_adds_digits(text: str) -> None:
    clean = redact(text).text
    assert sum(c.isdigit() for c in clean) <= sum(c.isdigit() for c in text)


def test_one_who_asks_for_a_draft_is_flagged_with_words_to_say() -> None:
    made = record(on("2026-03-02"), asked_to_draft=True, waived=False)
    flags = " ".join(card_of(made).flags)
    assert "draft" in flags
    assert "Not waived" in flags
    answer = prepare_letters(made, load_season(2028), TODAY, for_writer="a")
    assert any("write it yourself" in title for title, _ in answer.scripts)


def test_letters_are_assigned_up_to_the_limit_with_u_s_physicians_first() -> None:
    writers = tuple(
        Writer(key=f"w{i}", name=f"Sample {i}", specialty="Pediatrics" if i == 3 else "",
               us_physician=i > 1, status=LetterStatus.UPLOADED)
        for i in range(6)
    )  # fmt: skip
    programs = (ProgramNeed(name="P", specialty="Pediatrics", letters_min=5, letters=("w0",)),)
    (one,) = assign(LettersRecord(writers=writers, programs=programs), 4)
    assert one.letters[:2] == ("w0", "w3")
    assert len(one.letters) == 4
    assert one.lacks == ("5 letters asked, 4 there",)


def test_unpromised_letters_are_not_assigned() -> None:
    made = read_letters(SAMPLE.read_text())
    answer = prepare_letters(made, load_season(2028), TODAY)
    assert all("clinic" not in one.letters for one in answer.assignments)
    assert "expected" in answer.upload_words


def test_unknown_writers_are_refused() -> None:
    with pytest.raises(BadLettersRecord, match="no writer 'x'"):
        read_letters('[[days]]\ndate = 2026-03-02\nwriters = ["x"]')
    with pytest.raises(BadLettersRecord):
        read_letters("colour = 1")
    with pytest.raises(UnknownChoice):
        prepare_letters(record(), load_season(2028), TODAY, for_writer="z")
