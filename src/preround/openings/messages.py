"""Messages to adapt: filled with what is known, brackets where the person has to speak."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from preround.openings.classify import classify
from preround.openings.guide import Message, Question, guide
from preround.openings.opening import Opening
from preround.openings.outreach import Contact

BRACKET = re.compile(r"\[[^\]]+\]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One message as a start; `blanks` are the places left to the person."""

    code: str
    title: str
    when: str
    step: str
    subject: str
    body: str

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is still in brackets."""
        return tuple(dict.fromkeys(BRACKET.findall(self.subject + self.body)))


@dataclass(frozen=True, slots=True)
class Writer:
    """What the record says of the person who writes, in the message's words."""

    who_i_am: str = "[who you are: graduate of, year]"
    papers: str = "[what you have: score report, certificate, immunizations]"


def draft(
    code: str,
    opening: Opening,
    writer: Writer,
    *,
    contact: Contact | None = None,
    questions: Sequence[Question] = (),
    asked_on: dt.date | None = None,
) -> Draft:
    """Fill one message with what is known of the opening and the person.

    Raises
    ------
    KeyError
        When there is no such message.
    """
    template = guide().messages[code]
    values = _values(opening, writer, contact, questions, asked_on)
    return _filled(template, values)


def drafts(
    opening: Opening,
    writer: Writer,
    *,
    contact: Contact | None = None,
    questions: Sequence[Question] = (),
    asked_on: dt.date | None = None,
) -> tuple[Draft, ...]:
    """Every message, filled."""
    values = _values(opening, writer, contact, questions, asked_on)
    return tuple(_filled(one, values) for one in guide().messages.values())


def _filled(template: Message, values: Mapping[str, str]) -> Draft:
    return Draft(
        template.code,
        template.title,
        template.when,
        template.step,
        template.subject.format_map(values),
        template.body.strip().format_map(values),
    )


def _values(
    opening: Opening,
    writer: Writer,
    contact: Contact | None,
    questions: Sequence[Question],
    asked_on: dt.date | None,
) -> dict[str, str]:
    kind = classify(opening)
    label = (kind.words.label if kind.words else "a stay").lower()
    hours = opening.hours_per_week
    to = contact.name if contact else ""
    return {
        "institution": opening.institution,
        "specialty": opening.specialty or "[specialty]",
        "a_kind": f"{'an' if label[0] in 'aeiou' else 'a'} {label}" if kind.words else label,
        "the_kind": f"the {label}" if kind.words else "the stay",
        "verb": "rotate" if kind.hands_on else "observe",
        "length": _length(opening),
        "dates": _dates(opening),
        "hours": f"{hours:g} hours a week" if hours else "[hours]",
        "fee": _fee(opening),
        "duties": opening.duties or "[what was agreed I may do]",
        "physician": to or opening.physician or "[name of the physician]",
        "office": to or "colleagues",
        "who_i_am": writer.who_i_am,
        "papers": writer.papers,
        "questions": "\n".join(f"{n}. {one.ask}" for n, one in enumerate(questions, 1))
        or "1. [your question]",
        "asked_on": day_words(asked_on) if asked_on else "[day]",
        "name": "[your name, telephone, e-mail]",
    }


def day_words(day: dt.date) -> str:
    """A day as people of many countries read it without doubt."""
    return f"{day.day} {day:%B %Y}"


def _length(opening: Opening) -> str:
    weeks = opening.stay_weeks
    if weeks is None:
        return "[how many weeks]"
    whole = max(round(weeks), 1)
    return f"{whole} week{'s' if whole != 1 else ''}"


def _dates(opening: Opening) -> str:
    if opening.start is None or opening.end is None:
        return "[from when to when you are free]"
    if opening.weeks is not None:
        return f"at any time from {day_words(opening.start)} to {day_words(opening.end)}"
    return f"from {day_words(opening.start)} to {day_words(opening.end)}"


def _fee(opening: Opening) -> str:
    usd = opening.fee_for_stay_usd
    if usd is None:
        return "[fee]"
    return "none" if usd == 0 else f"${usd:,.0f}"
