"""A packet for one writer: what that writer saw, and no patient in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from preround.letters.needs import needs_of
from preround.letters.record import LettersRecord
from preround.letters.redaction import Redacted
from preround.letters.rules import LetterRules
from preround.letters.writers import WriterCard

BLANK = "____"
MOST_DUTIES = 8
#: One page: of more, the latest; the person chooses which by leaving others out.
MOST_LINES = 30
NOTE = (
    "These are notes from my log, to refresh the memory. Please use only what you saw yourself, "
    "in your own words."
)


@dataclass(frozen=True, slots=True)
class Packet:
    """The page for a writer, and what was taken out of it.

    What is `doubtful` was taken out too, and the person may say that it names no patient.
    """

    writer: str
    title: str
    facts: tuple[tuple[str, str], ...]
    duties: tuple[str, ...]
    saw: tuple[str, ...]
    form: tuple[str, ...]
    note: str
    removed: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The page as plain text."""
        lines = [self.title, "", *(f"{name}: {value}" for name, value in self.facts)]
        if self.duties:
            lines += ["", "What I did, and on how many of the days logged:"]
            lines += [f"- {duty}" for duty in self.duties]
        lines += ["", "What you saw:", *(f"- {one}" for one in self.saw)]
        if not self.saw:
            lines.append("- nothing is recorded yet")
        if self.form:
            lines += ["", "The form:", *(f"- {one}" for one in self.form)]
        return "\n".join([*lines, "", self.note, ""])


def packet(
    card: WriterCard,
    record: LettersRecord,
    upload_by: dt.date,
    clean: Callable[[str], Redacted],
) -> Packet:
    """One page of facts for one writer.

    Days are not listed: with a case beside it, a date could point to a patient.

    Parameters
    ----------
    clean
        Takes out what could identify a patient; every line a person wrote goes through it.
    """
    time, writer = card.together, card.writer
    lines = [clean(" ".join(one.text.split())) for one in time.told[-MOST_LINES:]]
    specialty = record.specialty
    facts = [
        ("Applying in", specialty),
        ("Worked together", _worked(card)),
        ("Needed by", _day(upload_by)),
        ("Right to read it", _WAIVED[writer.waived]),
    ]
    form = [f"{need.why}" for need in needs_of(specialty) if need.is_filled_by(writer)]
    return Packet(
        writer.key,
        f"Facts for {writer.name}",
        tuple((name, value) for name, value in facts if value),
        tuple(f"{duty}: {n} of {time.n_days}" for duty, n in time.duties[:MOST_DUTIES]),
        tuple(dict.fromkeys(line.text for line in lines)),
        tuple(form),
        NOTE,
        tuple(dict.fromkeys(pair for line in lines for pair in line.removed)),
        tuple(dict.fromkeys(pair for line in lines for pair in line.doubtful)),
    )


_WAIVED = {True: "waived, I will not see the letter", False: "not waived", None: ""}


def scripts(
    card: WriterCard, record: LettersRecord, rules: LetterRules, upload_by: dt.date
) -> tuple[tuple[str, str, str], ...]:
    """Words to adapt, as key, title and text; a blank stays where nothing is known."""
    time = card.together
    since = _month(time.first) if time.first else BLANK
    values = {
        "writer": card.writer.greeting,
        "since": since,
        "until": _month(time.last) if time.last else BLANK,
        "together": _since(card, since),
        "specialty": record.specialty or BLANK,
        "upload_by": _day(upload_by),
    }
    return tuple((one.key, one.title, one.text.format(**values)) for one in rules.scripts)


def _since(card: WriterCard, since: str) -> str:
    """Days are told only where they are all there were: a job is not as long as its log."""
    n_days = card.together.n_days
    if n_days > 1 and not card.together.n_weeks and card.writer.together_from is None:
        return f"on {n_days} days since {since}"
    return f"since {since}"


def _worked(card: WriterCard) -> str:
    time = card.together
    lasted = f", {time.length}" if time.length else ""
    held = f"; my log holds {time.logged} of it" if time.logged else ""
    return f"{time.span(_month)}{lasted}{held}" if time.is_known else ""


def _month(day: dt.date) -> str:
    return f"{day:%B %Y}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
