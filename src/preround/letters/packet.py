"""A packet for one writer: what that writer saw, and no patient in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preround.letters.record import LettersRecord
from preround.letters.redaction import redact
from preround.letters.rules import LetterRules
from preround.letters.writers import WriterCard


@dataclass(frozen=True, slots=True)
class Packet:
    """The page for a writer, and what was taken out of it."""

    writer: str
    text: str
    removed: tuple[tuple[str, str], ...]


def packet(card: WriterCard, record: LettersRecord, upload_by: dt.date) -> Packet:
    """One page of facts, then words to adapt.

    Days are not listed: with a case beside it, a date could point to a patient.
    """
    lines = [f"Facts for {card.writer.name}", ""]
    if record.specialty:
        lines.append(f"Applying in: {record.specialty}")
    if card.first and card.last:
        days = "1 day" if card.n_days == 1 else f"{card.n_days} days"
        lines.append(f"Worked together: {days}, {_span(card.first, card.last)}")
    lines += [f"Needed by: {upload_by.isoformat()}", "", "What you saw:"]
    removed: list[tuple[str, str]] = []
    for item in card.saw:
        clean = redact(item)
        removed += clean.removed
        lines.append(f"- {clean.text}")
    if not card.saw:
        lines.append("- nothing is recorded yet")
    return Packet(card.writer.key, "\n".join(lines) + "\n", tuple(removed))


def scripts(
    card: WriterCard, record: LettersRecord, rules: LetterRules, upload_by: dt.date
) -> tuple[tuple[str, str], ...]:
    """Words to adapt, filled from the record; a blank stays where nothing is known."""
    blank = "____"
    values = {
        "writer": card.writer.name.split(",")[0].split()[-1],
        "since": _month(card.first) if card.first else blank,
        "until": _month(card.last) if card.last else blank,
        "n_days": str(card.n_days) if card.n_days else blank,
        "specialty": record.specialty or blank,
        "upload_by": upload_by.isoformat(),
    }
    return tuple((one.title, one.text.format(**values)) for one in rules.scripts)


def _span(first: dt.date, last: dt.date) -> str:
    if _month(first) == _month(last):
        return _month(first)
    return f"{_month(first)} to {_month(last)}"


def _month(day: dt.date) -> str:
    return f"{day:%B %Y}"
