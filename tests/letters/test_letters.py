"""Writers as cards: days together, when to ask, what to mind; letters assigned to programs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from preround.letters.assign import assign
from preround.letters.needs import NeedKind, load_needs, needs_of
from preround.letters.packet import packet
from preround.letters.record import (
    BadLettersRecord,
    Day,
    LetterForm,
    LettersRecord,
    LetterStatus,
    ProgramNeed,
    Writer,
    read_letters,
)
from preround.letters.redaction import Redacted
from preround.letters.reminders import reminders
from preround.letters.rules import load_rules
from preround.letters.writers import WriterCard, known_well, writer_cards

RULES = load_rules()
UPLOAD = dt.date(2027, 8, 25)
TODAY = dt.date(2026, 11, 21)
SAMPLE = Path(__file__).parents[2] / "examples" / "letters" / "letters.toml"


def record(*days: Day, **writer: object) -> LettersRecord:
    writers = (Writer(key="a", name="Sample A, MD", **writer), Writer(key="b", name="Sample B, MD"))
    return LettersRecord(specialty="Internal Medicine", writers=writers, days=days)


def card_of(made: LettersRecord, key: str = "a", today: dt.date = TODAY) -> WriterCard:
    return next(c for c in writer_cards(made, RULES, UPLOAD, today) if c.writer.key == key)


def on(day: str, did: str = "Helped.", *writers: str) -> Day:
    return Day(date=dt.date.fromisoformat(day), writers=writers or ("a",), did=did)


def test_asking_begins_two_months_after_the_first_day() -> None:
    # 1 Mar + 60 days = 30 Apr
    card = card_of(record(on("2026-03-01"), on("2026-09-01")))
    assert (card.together.n_days, card.ask_from) == (2, dt.date(2026, 4, 30))
    assert card.ask_by == UPLOAD - dt.timedelta(days=42)


def test_in_a_short_rotation_one_asks_in_the_last_week() -> None:
    # four weeks, last day 28 Mar: from 22 Mar on
    card = card_of(record(on("2026-03-01"), on("2026-03-28")))
    assert card.ask_from == dt.date(2026, 3, 22)


def test_weeks_at_work_are_weeks_and_no_days() -> None:
    week = Day(date=dt.date(2026, 9, 7), writers=("a",), did="Trained two agents.", is_week=True)
    card = card_of(record(on("2026-09-01"), week, week))
    assert card.together.words == "1 day and 1 week at work"


@pytest.mark.parametrize(("given", "words", "worked"), [
    ({"together_from": "2025-09-20"}, "about 14 months; logged: 1 week at work",
     "since September 2025, about 14 months; my log holds 1 week at work of it"),
    ({"together_from": "2025-09-20", "together_to": "2026-10-30"},
     "about 13 months; logged: 1 week at work",
     "September 2025 to October 2026, about 13 months; my log holds 1 week at work of it"),
    ({}, "1 week at work", "September 2026; my log holds 1 week at work of it"),
])  # fmt: skip
def test_a_long_time_is_not_told_as_the_little_that_was_logged(
    given: dict[str, str], words: str, worked: str
) -> None:
    week = Day(date=dt.date(2026, 9, 7), writers=("a",), did="Trained two agents.", is_week=True)
    card = card_of(record(week, **given), today=dt.date(2026, 11, 21))
    assert card.together.words == words
    made = packet(card, record(week, **given), UPLOAD, Redacted)
    assert dict(made.facts)["Worked together"] == worked


def test_days_apart_make_no_long_time_together() -> None:
    card = card_of(record(on("2026-03-01"), on("2026-09-01")))
    assert card.together.words == "2 days"


@pytest.mark.parametrize(
    ("writer", "today", "says", "is_late"),
    [
        ({}, "2026-11-21", "Log the days", False),
        ({"together_from": "2026-11-01"}, "2026-11-21", "from 31 Dec 2026 on", False),
        ({"together_from": "2026-01-01"}, "2026-11-21", "Ask now, by 14 Jul 2027", False),
        ({"together_from": "2026-01-01"}, "2027-07-20", "Ask today", True),
        ({"former": True}, "2026-11-21", "about that time", False),
        ({"status": "asked", "asked_on": "2026-11-16"}, "2026-11-21", "on 30 Nov 2026", False),
        ({"status": "asked", "asked_on": "2026-11-01"}, "2026-11-21", "Ask once more", True),
        ({"status": "agreed"}, "2026-11-21", "Give them the packet", False),
        ({"status": "packet_given"}, "2026-11-21", "Remind them once, on 11 Aug", False),
        ({"status": "packet_given"}, "2027-08-20", "Remind them now", False),
        ({"status": "packet_given"}, "2027-09-01", "Ask whether it is coming", True),
        ({"status": "uploaded"}, "2026-11-21", "Assign it", False),
        ({"status": "assigned"}, "2026-11-21", "Nothing more to do", False),
        ({"status": "declined"}, "2026-11-21", "ask somebody else", False),
    ],
)
def test_the_next_act_follows_the_road(
    writer: dict[str, object], today: str, says: str, *, is_late: bool
) -> None:
    act = card_of(record(**writer), today=dt.date.fromisoformat(today)).next_act
    assert says in act.words
    assert act.is_late is is_late


def test_one_who_asks_for_a_draft_is_flagged_kindly() -> None:
    made = record(on("2026-03-02"), asked_to_draft=True, waived=False)
    kinds = {flag.kind for flag in card_of(made).flags}
    assert kinds == {"draft", "waiver", "few"}
    assert "usually kindly" in RULES.advice["draft"].words
    assert "I should not draft it" in RULES.draft_words


def test_a_former_supervisor_needs_no_log() -> None:
    made = record(
        former=True, together_from=dt.date(2019, 1, 1), together_to=dt.date(2020, 1, 1),
        also_saw=("Ran the evening clinic.",), us_physician=False,
    )  # fmt: skip
    card = card_of(made)
    assert [one.text for one in card.together.told] == ["Ran the evening clinic."]
    assert {flag.kind for flag in card.flags} == {"abroad"}


def test_known_well_counts_those_whose_time_has_come_or_who_were_asked() -> None:
    writers = (
        Writer(key="a", name="A", together_from=dt.date(2026, 1, 1)),
        Writer(key="b", name="B", together_from=dt.date(2026, 11, 1)),
        Writer(key="c", name="C", status=LetterStatus.AGREED),
        Writer(key="d", name="D", status=LetterStatus.DECLINED),
    )
    cards = writer_cards(LettersRecord(writers=writers), RULES, UPLOAD, TODAY)
    assert known_well(cards, TODAY) == 2
    assert cards[-1].writer.key == "d"


def test_reminders_keep_their_names_and_end_with_the_letter() -> None:
    def of(status: str) -> dict[str, bool]:
        made = record(on("2026-03-01"), status=status, asked_on=dt.date(2026, 5, 2))
        cards = writer_cards(made, RULES, UPLOAD, TODAY)
        return {one.key: one.is_over for one in reminders(cards, RULES, UPLOAD, TODAY)}

    asked, uploaded = of("asked"), of("uploaded")
    assert set(asked) == set(uploaded)
    assert not asked["a-again"]
    assert all(over for key, over in uploaded.items() if key.startswith("a-"))


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Anita Patel, MD", "Dr. Patel"),
        ("Dr. Anita Patel", "Dr. Patel"),
        ("Maria Gomez, clinic manager", "Maria Gomez"),
        ("Dr", "Dr. Dr"),
    ],
)
def test_messages_begin_as_the_person_is_called(name: str, greeting: str) -> None:
    assert Writer(key="a", name=name).greeting == greeting


def test_letters_are_assigned_up_to_the_limit_with_u_s_physicians_first() -> None:
    writers = tuple(
        Writer(key=f"w{i}", name=f"Sample {i}", specialty="Pediatrics" if i == 3 else "",
               us_physician=i > 1, status=LetterStatus.UPLOADED)
        for i in range(6)
    )  # fmt: skip
    programs = (ProgramNeed(name="P", specialty="Pediatrics", letters_min=5),)
    (one,) = assign(LettersRecord(writers=writers, programs=programs), 4)
    assert one.letters[0] == "w3"
    assert len(one.letters) == 4
    assert {"w0", "w1"}.isdisjoint(one.letters)
    assert one.lacks == ("5 letters asked, 4 there",)


def test_what_a_specialty_expects_comes_before_everything_else() -> None:
    def em(key: str, **more: object) -> Writer:
        return Writer(key=key, name=key, specialty="Emergency Medicine", us_physician=True,
                      status=LetterStatus.UPLOADED, **more)  # fmt: skip

    plain = [em(f"w{i}") for i in range(4)]
    sloe = em("sloe", form=LetterForm.STANDARDIZED)
    programs = (ProgramNeed(name="P", specialty="EM"),)
    (one,) = assign(LettersRecord(writers=(*plain, sloe), programs=programs), 4)
    assert one.letters[0] == "sloe"
    assert one.lacks == ("SLOE: 2 expected, 1 there",)


def test_a_chair_or_a_structured_letter_fills_what_internal_medicine_expects() -> None:
    (need,) = needs_of("Internal Medicine")
    assert need.kind is NeedKind.EITHER
    assert need.is_filled_by(Writer(key="a", name="A", chair=True))
    assert need.is_filled_by(Writer(key="a", name="A", form=LetterForm.STANDARDIZED))
    assert not need.is_filled_by(Writer(key="a", name="A"))
    surgeon = Writer(key="a", name="A", chair=True, specialty="General Surgery")
    assert not need.is_filled_by(surgeon)


def test_letters_chosen_by_hand_are_those_and_no_others() -> None:
    writers = tuple(
        Writer(key=key, name=key, us_physician=True, status=LetterStatus.UPLOADED)
        for key in ("a", "b", "c")
    )
    programs = (ProgramNeed(name="P", letters=("c",)),)
    (one,) = assign(LettersRecord(writers=writers, programs=programs), 4)
    assert (one.letters, one.by_hand) == (("c",), True)


def test_promised_letters_are_marked_and_unpromised_ones_left_out() -> None:
    made = read_letters(SAMPLE.read_text())
    rows = {one.program: one for one in assign(made, 4)}
    assert all("clinic" not in one.letters and "office" not in one.letters for one in rows.values())
    assert rows["Sample program A"].awaited == ("ward",)
    assert "3 letters asked, 2 there" in rows["Sample program A"].lacks


def test_every_need_has_a_source_and_words() -> None:
    for need in load_needs():
        assert need.citation.read
        assert need.citation.locator
        assert need.why
        assert need.for_img


def test_unknown_writers_are_refused() -> None:
    with pytest.raises(BadLettersRecord, match="no writer 'x'"):
        read_letters('[[days]]\ndate = 2026-03-02\nwriters = ["x"]')
    with pytest.raises(BadLettersRecord):
        read_letters("colour = 1")
    with pytest.raises(BadLettersRecord, match="stands twice"):
        read_letters('[[writers]]\nkey="a"\nname="A"\n[[writers]]\nkey="a"\nname="B"')
