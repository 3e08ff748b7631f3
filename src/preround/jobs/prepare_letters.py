"""Prepare letters: a record and a season to cards, packets and assignments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from preround.domain.errors import UnknownChoice
from preround.facts.errors import UnpublishedFact
from preround.facts.reader import SeasonFacts
from preround.letters.assign import Assignment, assign
from preround.letters.packet import Packet, packet, scripts
from preround.letters.record import LettersRecord
from preround.letters.rules import load_rules
from preround.letters.writers import WriterCard, writer_cards

DEADLINE = "eras_submission_opens"
WEEKS_IN_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class LettersAnswer:
    """Cards, assignments and, where asked for, one packet with words to adapt."""

    cards: tuple[WriterCard, ...]
    assignments: tuple[Assignment, ...]
    upload_by: dt.date
    upload_words: str
    letters_per_program: int
    packet: Packet | None = None
    scripts: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Rows as on the page."""
        return {
            "upload_by": self.upload_by.isoformat(),
            "upload_words": self.upload_words,
            "letters_per_program": self.letters_per_program,
            "writers": [
                {
                    "key": c.writer.key,
                    "name": c.writer.name,
                    "status": c.writer.status.value,
                    "waived": c.writer.waived,
                    "n_days": c.n_days,
                    "first": c.first.isoformat() if c.first else None,
                    "last": c.last.isoformat() if c.last else None,
                    "n_entries": len(c.saw),
                    "ask_from": c.ask_from.isoformat() if c.ask_from else None,
                    "ask_by": c.ask_by.isoformat(),
                    "next": c.next_step,
                    "flags": list(c.flags),
                }
                for c in self.cards
            ],
            "programs": [
                {"name": a.program, "letters": list(a.letters), "lacks": list(a.lacks)}
                for a in self.assignments
            ],
            "packet": None
            if self.packet is None
            else {"text": self.packet.text, "removed": [list(r) for r in self.packet.removed]},
            "scripts": [{"title": title, "text": text} for title, text in self.scripts],
        }


def prepare_letters(
    record: LettersRecord, facts: SeasonFacts, today: dt.date, *, for_writer: str | None = None
) -> LettersAnswer:
    """Say whom to ask and when, and what goes where.

    Raises
    ------
    UnknownChoice
        When `for_writer` is not in the record.
    """
    rules = load_rules()
    upload_by, words = _deadline(facts)
    cards = writer_cards(record, rules, upload_by, today)
    limit = int(facts.last_known("limits.letters_per_program").number)
    made: Packet | None = None
    said: tuple[tuple[str, str], ...] = ()
    if for_writer is not None:
        card = next((c for c in cards if c.writer.key == for_writer), None)
        if card is None:
            raise UnknownChoice("writer", for_writer, tuple(w.key for w in record.writers)[:5])
        made = packet(card, record, upload_by)
        said = scripts(card, record, rules, upload_by)
    return LettersAnswer(cards, assign(record, limit), upload_by, words, limit, made, said)


def _deadline(facts: SeasonFacts) -> tuple[dt.date, str]:
    try:
        known = facts.date(DEADLINE)
    except UnpublishedFact:
        last = facts.date(DEADLINE, last_known=True)
        weeks = WEEKS_IN_A_YEAR * (facts.season - last.season)
        day = last.date + dt.timedelta(weeks=weeks - 1)
        return day, (
            f"expected: applications opened on {last.date.isoformat()} in season {last.season}; "
            "not published yet, planned a week early"
        )
    return known.date, f"{known.meaning}, {known.date.isoformat()}"
