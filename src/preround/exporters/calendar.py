"""Dated entries as an iCalendar file that calendars update rather than repeat.

Each entry keeps its identifier; what was made later carries a higher sequence, so that a
calendar that read the file before moves the entry it has.

Source
------
RFC 5545: UID (3.8.4.7), SEQUENCE (3.8.7.4), DTSTAMP (3.8.7.2); RFC 7986 for NAME.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Preround//Plan//EN"
FIRST_DAY = dt.date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One all-day entry; `uid` never changes for the same thing."""

    uid: str
    day: dt.date
    summary: str
    description: str = ""
    is_tentative: bool = False
    is_cancelled: bool = False
    remind_days_before: int = 0


def calendar_bytes(name: str, entries: Sequence[CalendarEntry], today: dt.date) -> bytes:
    """The file's bytes; the same entries on the same day give the same bytes.

    Parameters
    ----------
    name
        The calendar's name.
    today
        Stamps the entries and raises their sequence day by day.
    """
    from icalendar import Calendar  # a tenth of a second, which the app's start does not pay

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, today))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, today: dt.date) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("sequence", (today - FIRST_DAY).days)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + dt.timedelta(days=1))
    event.add("summary", entry.summary)
    if entry.description:
        event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    word = "TENTATIVE" if entry.is_tentative else "CONFIRMED"
    event.add("status", "CANCELLED" if entry.is_cancelled else word)
    if entry.remind_days_before and not entry.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", -dt.timedelta(days=entry.remind_days_before))
        event.add_component(alarm)
    return event
