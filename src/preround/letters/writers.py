"""Each writer as a card: days together, what they saw, when to ask, what to mind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preround.letters.record import LettersRecord, LetterStatus, Writer
from preround.letters.rules import LetterRules


@dataclass(frozen=True, slots=True)
class WriterCard:
    """One writer; `ask_from` and `ask_by` are None where no day together is recorded."""

    writer: Writer
    n_days: int
    first: dt.date | None
    last: dt.date | None
    saw: tuple[str, ...]
    ask_from: dt.date | None
    ask_by: dt.date
    next_step: str
    flags: tuple[str, ...]


def writer_cards(
    record: LettersRecord, rules: LetterRules, upload_by: dt.date, today: dt.date
) -> tuple[WriterCard, ...]:
    """All writers, those to be asked soonest first.

    Parameters
    ----------
    upload_by
        The day letters should be there.
    """
    cards = [_card(writer, record, rules, upload_by, today) for writer in record.writers]
    order = list(LetterStatus)
    return tuple(
        sorted(cards, key=lambda c: (order.index(c.writer.status), c.ask_from or dt.date.max))
    )


def saw(record: LettersRecord, key: str) -> tuple[str, ...]:
    """What one writer saw: the entries of the days they were there, each once."""
    found = (day.did for day in sorted(record.days, key=lambda d: d.date) if key in day.writers)
    return tuple(dict.fromkeys(text for text in found if text))


def _card(
    writer: Writer,
    record: LettersRecord,
    rules: LetterRules,
    upload_by: dt.date,
    today: dt.date,
) -> WriterCard:
    days = sorted({day.date for day in record.days if writer.key in day.writers})
    first, last = (days[0], days[-1]) if days else (None, None)
    ask_by = upload_by - dt.timedelta(days=rules.upload_days)
    ask_from = _ask_from(days, rules) if days else None
    return WriterCard(
        writer,
        len(days),
        first,
        last,
        saw(record, writer.key),
        ask_from,
        ask_by,
        _next(writer, ask_from, ask_by, today),
        _flags(writer, len(days), ask_by, today, rules),
    )


def _ask_from(days: list[dt.date], rules: LetterRules) -> dt.date:
    """Two months after the first day, or the last week of a rotation that ended before that."""
    after = days[0] + dt.timedelta(days=rules.together_days)
    span = (days[-1] - days[0]).days + 1
    if rules.rotation_days <= span < rules.together_days:
        return min(after, days[-1] - dt.timedelta(days=rules.last_week_days - 1))
    return after


def _next(writer: Writer, ask_from: dt.date | None, ask_by: dt.date, today: dt.date) -> str:
    settled = {
        LetterStatus.UPLOADED: "Thank them; tell them where you match.",
        LetterStatus.DECLINED: "Thank them and ask another.",
        LetterStatus.AGREED: "Send the packet; remind them once, two weeks before it is due.",
        LetterStatus.ASKED: "Wait two weeks, then ask once more.",
    }
    if writer.status in settled:
        return settled[writer.status]
    if today > ask_by:
        return f"Ask today: the good day was {ask_by.isoformat()}."
    if writer.former:
        return f"Ask now for a letter about that time, by {ask_by.isoformat()}."
    if ask_from is None:
        return "Record the days you work together first."
    if today < ask_from:
        return f"Ask from {ask_from.isoformat()} on; ask for feedback before that."
    return f"Ask now, by {ask_by.isoformat()} at the latest."


def _flags(
    writer: Writer, n_days: int, ask_by: dt.date, today: dt.date, rules: LetterRules
) -> tuple[str, ...]:
    found = []
    if writer.asked_to_draft:
        found.append("Asked you to draft it: decline, offer the packet (see the script).")
    if writer.waived is False:
        found.append("Not waived: programs give less weight to a letter you can read.")
    if writer.waived is None and writer.status in (LetterStatus.ASKED, LetterStatus.AGREED):
        found.append("Whether you waive your right to see it is not noted.")
    if n_days < rules.few_days and not writer.former:
        noun = "day" if n_days == 1 else "days"
        found.append(f"{n_days} {noun} together: few to speak of.")
    if writer.status is LetterStatus.NOT_ASKED and today > ask_by:
        found.append(f"Past the day to ask ({ask_by.isoformat()}): ask today or plan without it.")
    if writer.us_physician is False:
        found.append("Not a U.S. physician: counts for most programs beside two U.S. letters.")
    return tuple(found)
