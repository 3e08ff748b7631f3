from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest

from preround.domain.applicant import Applicant
from preround.importers.applicant_file import parse_applicant
from preround.jobs.openings import OpeningsBook
from preround.jobs.openings_outreach import (
    calendar,
    messages_for,
    suggested_message,
    survey,
    writer_of,
)
from preround.jobs.weigh_openings import WeighedOpening, Weigher, person_of
from preround.openings.opening import Opening
from preround.openings.outreach import Event, Step

TODAY = dt.date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[2] / "examples"


def day(after: int) -> dt.date:
    return TODAY + dt.timedelta(days=after)


@pytest.fixture
def book(tmp_path: Path) -> OpeningsBook:
    book = OpeningsBook(tmp_path)
    for name in ("Due", "Soon", "New", "Closed", "Silent"):
        book.add(Opening(name), "now")
    book.note_step(Event("o1", Step.ASKED, day(-20), follow_up=day(-10)), "now")
    book.note_step(Event("o2", Step.ASKED, day(-2), follow_up=day(8)), "now")
    book.note_step(Event("o4", Step.ASKED, day(-20), follow_up=day(-10)), "now")
    book.note_step(Event("o4", Step.DECLINED, day(-5)), "now")
    book.note_step(Event("o5", Step.ASKED, day(-40)), "now")
    return book


def weighed(book: OpeningsBook) -> tuple[WeighedOpening, ...]:
    return Weigher().weigh_all(book.read(), person_of(Applicant(), 2027, TODAY), TODAY)


def test_everything_stands_where_it_asks_to_be_looked_at(book: OpeningsBook) -> None:
    found = survey(weighed(book), TODAY)
    assert [one.opening.opening.institution for one in found.due] == ["Due"]
    assert [one.opening.opening.institution for one in found.soon] == ["Soon"]
    assert [one.opening.institution for one in found.not_asked] == ["New"]
    assert [one.opening.institution for one in found.waiting] == ["Silent"]
    assert found.steps[:3] == (("Found", 5, 0), ("Asked", 4, 0), ("Replied", 1, 1))
    assert found.sentence.startswith("5 openings found, 4 asked, 1 replied")


def test_the_last_day_to_apply_is_a_reminder_until_it_is_over(book: OpeningsBook) -> None:
    book.add(Opening("Deadline", apply_by=day(3)), "now")
    book.add(Opening("Gone", apply_by=day(-1)), "now")
    found = survey(weighed(book), TODAY)
    assert [(x.opening.opening.institution, x.what) for x in found.soon] == [
        ("Deadline", "last day to apply"), ("Soon", "write again"),
    ]  # fmt: skip


def test_the_calendar_holds_each_reminder_once(book: OpeningsBook) -> None:
    events = icalendar.Calendar.from_ical(calendar(weighed(book), TODAY)).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Due: write again", "Soon: write again"]
    assert len({str(event["UID"]) for event in events}) == 2


def test_a_message_tells_who_writes_and_no_score() -> None:
    sample = parse_applicant((EXAMPLES / "sample.toml").read_bytes(), "s.toml", TODAY).applicant
    writer = writer_of(sample, TODAY)
    assert writer.who_i_am == (
        "an ECFMG-certified graduate of [your medical school], "
        f"{sample.applicant.yog}, with Step 1 and Step 2 CK passed"
    )
    scores = {str(one.score) for one in sample.exams if one.score}
    assert not any(score in writer.who_i_am + writer.papers for score in scores)
    assert "[" in writer_of(Applicant(), TODAY).who_i_am
    student = parse_applicant(b"[applicant]\nyog = 2028\n", "a.toml", TODAY).applicant
    assert "final-year student" in writer_of(student, TODAY).who_i_am


def test_the_message_that_comes_next_follows_the_stage(book: OpeningsBook) -> None:
    by_name = {one.opening.institution: one for one in weighed(book)}
    assert suggested_message(by_name["New"].standing) == "office"
    assert suggested_message(by_name["Due"].standing) == "follow_up"
    drafts = {one.code: one for one in messages_for(
        by_name["Due"], book.read(), writer_of(Applicant(), TODAY))}  # fmt: skip
    assert "I wrote on 2 November 2026" in drafts["follow_up"].body
    assert drafts["questions"].body.count("?") >= 8
