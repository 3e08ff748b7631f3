from __future__ import annotations

import datetime as dt
import re

from icalendar import Calendar

from preround.exporters.calendar import CalendarEntry, calendar_bytes

TODAY = dt.date(2026, 11, 21)
ENTRIES = [
    CalendarEntry("a@preround", dt.date(2027, 1, 31), "last day: Pathway", "Why, with; commas\nü",
                  remind_days_before=14),
    CalendarEntry("b@preround", dt.date(2027, 3, 3), "Rank list", is_tentative=True),
    CalendarEntry("c@preround", TODAY, "Step 1", is_cancelled=True),
]  # fmt: skip


def test_file_is_read_back_as_written() -> None:
    events = Calendar.from_ical(calendar_bytes("Plan", ENTRIES, TODAY)).walk("VEVENT")
    assert [str(e["uid"]) for e in events] == ["a@preround", "b@preround", "c@preround"]
    assert events[0].decoded("dtstart") == dt.date(2027, 1, 31)
    assert str(events[0]["description"]) == "Why, with; commas\nü"
    assert [str(e["status"]) for e in events] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert not events[0].errors


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    data = calendar_bytes("Plan", [CalendarEntry("a", TODAY, "x" * 300)], TODAY)
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_same_plan_on_the_same_day_is_the_same_file() -> None:
    assert calendar_bytes("Plan", ENTRIES, TODAY) == calendar_bytes("Plan", ENTRIES, TODAY)


def test_a_later_file_updates_the_same_entries() -> None:
    first = calendar_bytes("Plan", ENTRIES, TODAY).decode()
    second = calendar_bytes("Plan", ENTRIES, TODAY + dt.timedelta(days=1)).decode()
    assert re.findall("UID:.*", first) == re.findall("UID:.*", second)
    sequences = [int(re.findall(r"SEQUENCE:(\d+)", text)[0]) for text in (first, second)]
    assert sequences[1] == sequences[0] + 1
