"""Logs and writers to packets: each holds what its writer saw, and nobody's patient."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.audit.work_log import LineKind, WorkLine
from preround.domain.applicant import UsceKind
from preround.domain.errors import UnknownChoice
from preround.exporters.calendar import calendar_bytes
from preround.facts.reader import load_season
from preround.jobs.join_letters import Logs, days_at, join_letters, not_yet_writers
from preround.jobs.prepare_letters import prepare_letters
from preround.letters.record import LettersRecord, Writer, read_letters
from preround.logbook.days import LogDay
from preround.logbook.guard import find_identifiers
from tests.oracles.rfc5545 import read

TODAY = dt.date(2026, 11, 21)
FACTS = load_season(2028)
SAMPLE = Path(__file__).parents[2] / "examples" / "letters" / "letters.toml"
PLACE = "Mercy Hospital"


def day(date: str, saw: str, site: str = PLACE, *duties: str) -> LogDay:
    return LogDay(dt.date.fromisoformat(date), UsceKind.EXTERNSHIP, 8, site=site, saw=saw,
                  duties=duties, learned="secret lesson", feedback="secret feedback")  # fmt: skip


def line(week: str, text: str, seen_by: str) -> WorkLine:
    return WorkLine(dt.date.fromisoformat(week), "Agent", LineKind.MOMENT, text, seen_by=seen_by)


LOGS = Logs(
    {
        "day-1": day("2026-06-01", "Presented on rounds", PLACE, "history", "presented"),
        "day-2": day("2026-06-02", "Led the huddle", PLACE, "presented"),
        "day-3": day("2026-06-03", "Wrote the handout", "Other clinic"),
    },
    {
        "line-1": line("2026-06-01", "Trained two agents", "Clinic Manager"),
        "line-2": line("2026-01-05", "Stayed late", "clinic manager."),
        "line-3": line("2026-06-08", "Caught a red flag", "charge nurse"),
    },
)
A = Writer(key="a", name="Sample A, MD", place=PLACE, known_as=("clinic manager",))
B = Writer(key="b", name="Sample B, MD", place="Other clinic")


def packet_text(record: LettersRecord, key: str) -> str:
    made = prepare_letters(record, FACTS, TODAY, for_writer=key).packet
    assert made is not None
    return made.text


def test_a_packet_holds_what_was_ticked_for_its_writer_and_nothing_else() -> None:
    made = join_letters([A, B], LOGS, {"a": ["day-1"], "b": ["day-3"]})
    text = packet_text(made, "a")
    assert "Presented on rounds" in text
    assert "Trained two agents" in text
    assert "Presented a patient: 1 of 1" in text
    for other in ("huddle", "handout", "red flag", "secret", "2026-06", "Mercy"):
        assert other not in text, other


def test_lines_count_only_within_the_time_together() -> None:
    summer = A.model_copy(update={"together_from": dt.date(2026, 5, 4)})
    text = packet_text(join_letters([summer], LOGS, {}), "a")
    assert "Trained two agents" in text
    assert "Stayed late" not in text


def test_left_out_lines_stay_out() -> None:
    quiet = A.model_copy(update={"left_out": ("line-1",)})
    assert "Trained two agents" not in packet_text(join_letters([quiet], LOGS, {}), "a")


def test_without_ticks_only_days_at_the_place_between_two_given_days_count() -> None:
    bounds = {"together_from": dt.date(2026, 6, 2), "together_to": dt.date(2026, 6, 30)}
    dated = A.model_copy(update=bounds)
    assert days_at(A, LOGS) == []
    assert days_at(dated, LOGS) == ["day-2"]
    assert days_at(A, LOGS, open_ended=True) == ["day-1", "day-2"]
    assert "Led the huddle" in packet_text(join_letters([dated], LOGS), "a")


def test_the_logs_name_who_is_no_writer_yet() -> None:
    found = {one.name: (one.is_place, one.n) for one in not_yet_writers([A], LOGS)}
    assert found == {"Other clinic": (True, 1), "charge nurse": (False, 1)}


PATIENTS = ("Mrs. Okonkwo", "MRN 4471002", "on 3/14", "93-year-old", "Bed 4 Garcia", "555-201-3344")
phrases = st.sampled_from(("took the history", "presented the case", "counseled", "drew blood"))
told = st.lists(st.tuples(phrases, st.sampled_from(PATIENTS), st.booleans()), max_size=5)


@given(told)
@settings(max_examples=60, deadline=None)
def test_no_planted_patient_leaves_and_nothing_of_another_writer(
    lines: list[tuple[str, str, bool]],
) -> None:
    days = {
        f"day-{n}": day("2026-06-01", f"{phrase} number{n}x of {patient}")
        for n, (phrase, patient, _) in enumerate(lines)
    }
    mine = [f"day-{n}" for n, (_, _, is_a) in enumerate(lines) if is_a]
    others = [f"day-{n}" for n, (_, _, is_a) in enumerate(lines) if not is_a]
    made = join_letters([A, B], Logs(days, {}), {"a": mine, "b": others})
    answer = prepare_letters(made, FACTS, TODAY, for_writer="a")
    assert answer.packet is not None
    for one in answer.packet.saw:
        assert find_identifiers(one) == ()
    for n, (_, patient, is_a) in enumerate(lines):
        assert (f"number{n}x" in answer.packet.text) is is_a
        assert patient not in answer.packet.text
        assert patient not in str(answer.as_json()["writers"])


def test_a_planted_leak_would_be_seen() -> None:
    # planted: a cleaner that cleans nothing
    from preround.letters.packet import packet
    from preround.letters.redaction import Redacted

    made = join_letters([A], Logs({"day-1": day("2026-06-01", "saw Mrs. Okonkwo")}, {}),
                        {"a": ["day-1"]})  # fmt: skip
    answer = prepare_letters(made, FACTS, TODAY)
    leaky = packet(answer.cards[0], made, answer.upload_by, Redacted)
    assert any(find_identifiers(one) for one in leaky.saw)


def test_scripts_are_filled_and_blanks_stay_where_nothing_is_known() -> None:
    made = join_letters([A], LOGS, {"a": ["day-1", "day-2"]}, specialty="Internal Medicine")
    answer = prepare_letters(made, FACTS, TODAY, for_writer="a")
    words = {key: text for key, _, text in answer.scripts}
    assert "Dr. A, we have worked together since January 2026." in words["ask"]
    assert "strong letter" in words["ask"]
    bare = prepare_letters(join_letters([B], LOGS, {}), FACTS, TODAY, for_writer="b")
    assert "____" in bare.scripts[0][2]
    assert {"ask", "feedback", "retrospective", "remind", "draft", "thank"} <= set(words)


def test_an_unpublished_deadline_is_expected_and_a_week_early() -> None:
    answer = prepare_letters(read_letters(SAMPLE.read_text()), FACTS, TODAY)
    assert answer.is_expected
    assert "expected" in answer.upload_words
    # 2 Sep 2026 + 52 weeks - 1 week
    assert answer.upload_by == dt.date(2027, 8, 25)
    assert not prepare_letters(LettersRecord(), load_season(2027), TODAY).is_expected


def test_unknown_writers_are_refused() -> None:
    with pytest.raises(UnknownChoice):
        prepare_letters(LettersRecord(), FACTS, TODAY, for_writer="z")


def test_the_reminders_are_a_sound_calendar() -> None:
    answer = prepare_letters(read_letters(SAMPLE.read_text()), FACTS, TODAY)
    root, problems = read(answer.calendar())
    assert problems == []
    assert root is not None
    assert len(root.parts) == len(answer.reminders)
    assert calendar_bytes("x", [], TODAY)
