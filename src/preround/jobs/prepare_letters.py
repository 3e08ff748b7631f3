"""Prepare letters: a record and a season to cards, packets, reminders and assignments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from preround.domain.errors import UnknownChoice
from preround.exporters.calendar import CalendarEntry, calendar_bytes
from preround.facts.errors import UnpublishedFact
from preround.facts.reader import SeasonFacts
from preround.jobs.guard_packet import packet_cleaner
from preround.letters.assign import Assignment, assign
from preround.letters.needs import SpecialtyNeed, canonical_or_same, needs_of
from preround.letters.packet import Packet, packet, scripts
from preround.letters.record import IN, LettersRecord, LetterStatus
from preround.letters.reminders import Reminder, reminders
from preround.letters.rules import LetterRules, load_rules
from preround.letters.writers import WriterCard, known_well, writer_cards
from preround.plan.standing import LettersSoFar

DEADLINE = "eras_submission_opens"
YEAR_OF_WEEKS = dt.timedelta(weeks=52)
MARGIN = dt.timedelta(weeks=1)
REMIND_DAYS = 3


@dataclass(frozen=True, slots=True)
class LettersAnswer:
    """Cards, assignments and, where asked for, one packet with words to adapt."""

    cards: tuple[WriterCard, ...]
    assignments: tuple[Assignment, ...]
    upload_by: dt.date
    upload_words: str
    is_expected: bool
    letters_per_program: int
    season: int
    today: dt.date
    rules: LetterRules
    needs: tuple[SpecialtyNeed, ...] = ()
    packet: Packet | None = None
    scripts: tuple[tuple[str, str, str], ...] = ()

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """The days on which something is due."""
        return reminders(self.cards, self.rules, self.upload_by, self.today)

    def so_far(self) -> LettersSoFar:
        """How far letters are, as the plan counts it."""
        return LettersSoFar(
            known_well(self.cards, self.today),
            sum(card.writer.status not in _NOT_ASKED for card in self.cards),
            sum(card.writer.status in IN for card in self.cards),
        )

    def shown(self, card: WriterCard, most: int | None = None) -> list[str]:
        """What a writer saw, without anything that could identify a patient."""
        clean = packet_cleaner(card.writer.keep_words)
        return [clean(one.text).text for one in card.together.told[:most]]

    def groups(self) -> tuple[tuple[str, tuple[tuple[Assignment, ...], ...]], ...]:
        """Assignments by specialty; in each, programs whose letters and lacks are the same."""
        by_specialty: dict[str, dict[object, list[Assignment]]] = {}
        for one in self.assignments:
            by_specialty.setdefault(one.specialty, {}).setdefault(one.kind, []).append(one)
        return tuple(
            (name, tuple(sorted((tuple(same) for same in kinds.values()), key=len, reverse=True)))
            for name, kinds in by_specialty.items()
        )

    def calendar(self) -> bytes:
        """The reminders as an iCalendar file."""
        entries = [
            CalendarEntry(
                f"letters-{self.season}-{one.key}@preround",
                one.day,
                one.words,
                is_tentative=self.is_expected,
                is_cancelled=one.is_over,
                remind_days_before=REMIND_DAYS,
            )
            for one in self.reminders
        ]
        return calendar_bytes(f"Preround: letters {self.season}", entries, self.today)

    def as_json(self) -> dict[str, Any]:
        """Rows as on the page."""
        made = self.packet
        return {
            "season": self.season,
            "upload_by": self.upload_by.isoformat(),
            "upload_words": self.upload_words,
            "letters_per_program": self.letters_per_program,
            "writers": [_card_json(card) | {"saw": self.shown(card)} for card in self.cards],
            "programs": [
                {
                    "name": one.program,
                    "nrmp_code": one.code,
                    "specialty": one.specialty,
                    "letters": list(one.letters),
                    "awaited": list(one.awaited),
                    "lacks": list(one.lacks),
                }
                for one in self.assignments
            ],
            "specialty_needs": [
                {
                    "specialty": one.specialty,
                    "letter": one.name,
                    "count": one.count,
                    "why": one.why,
                    "for_img": one.for_img,
                    "source": str(one.citation),
                }
                for one in self.needs
            ],
            "reminders": [
                {"day": one.day.isoformat(), "what": one.words, "over": one.is_over}
                for one in self.reminders
            ],
            "packet": made
            and {
                "text": made.text,
                "saw": list(made.saw),
                "removed": [list(pair) for pair in (*made.removed, *made.doubtful)],
            },
            "scripts": [{"title": title, "text": text} for _, title, text in self.scripts],
        }


_NOT_ASKED = (LetterStatus.THINKING, LetterStatus.DECLINED)


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
    upload_by, words, expected = _deadline(facts)
    cards = writer_cards(record, rules, upload_by, today)
    limit = int(facts.last_known("limits.letters_per_program").number)
    made: Packet | None = None
    said: tuple[tuple[str, str, str], ...] = ()
    if for_writer is not None:
        card = next((c for c in cards if c.writer.key == for_writer), None)
        if card is None:
            raise UnknownChoice("writer", for_writer, tuple(w.key for w in record.writers)[:5])
        made = packet(card, record, upload_by, packet_cleaner(card.writer.keep_words))
        said = scripts(card, record, rules, upload_by)
    return LettersAnswer(
        cards,
        assign(record, limit),
        upload_by,
        words,
        expected,
        limit,
        facts.season,
        today,
        rules,
        _needs(record),
        made,
        said,
    )


def _needs(record: LettersRecord) -> tuple[SpecialtyNeed, ...]:
    asked: Iterable[str] = (record.specialty, *(one.specialty for one in record.programs))
    names = dict.fromkeys(canonical_or_same(name) for name in asked if name)
    return tuple(need for name in names for need in needs_of(name))


def _deadline(facts: SeasonFacts) -> tuple[dt.date, str, bool]:
    try:
        known = facts.date(DEADLINE)
    except UnpublishedFact:
        last = facts.date(DEADLINE, last_known=True)
        day = last.date + YEAR_OF_WEEKS * (facts.season - last.season) - MARGIN
        words = (
            f"expected: applications opened on {last.date.isoformat()} in season {last.season}; "
            "not published yet, planned a week early"
        )
        return day, words, True
    return known.date, f"{known.meaning}, {known.date.isoformat()}", False


def _card_json(card: WriterCard) -> dict[str, Any]:
    writer, time = card.writer, card.together
    return {
        "key": writer.key,
        "name": writer.name,
        "role": writer.role,
        "specialty": writer.specialty,
        "status": writer.status.value,
        "waived": writer.waived,
        "form": writer.form.value,
        "n_days": time.n_days,
        "n_weeks": time.n_weeks,
        "first": time.first.isoformat() if time.first else None,
        "last": time.last.isoformat() if time.last else None,
        "n_entries": len(time.things),
        "ask_from": card.ask_from.isoformat() if card.ask_from else None,
        "ask_by": card.ask_by.isoformat(),
        "next": card.next_act.words,
        "next_day": card.next_act.day.isoformat() if card.next_act.day else None,
        "flags": [flag.words for flag in card.flags],
    }
