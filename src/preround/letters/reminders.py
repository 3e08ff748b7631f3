"""The days on which something is due with a writer, for a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preround.letters.record import IN, LetterStatus
from preround.letters.rules import LetterRules
from preround.letters.writers import WriterCard


@dataclass(frozen=True, slots=True)
class Reminder:
    """One due day; `key` stays the same for the same act with the same writer."""

    key: str
    day: dt.date
    words: str
    is_over: bool = False


def reminders(
    cards: tuple[WriterCard, ...], rules: LetterRules, upload_by: dt.date, today: dt.date
) -> tuple[Reminder, ...]:
    """Ask, ask once more, remind, uploaded: each with its day, those behind one marked so."""
    found: list[Reminder] = []
    for card in cards:
        writer, status = card.writer, card.writer.status
        gone = status is LetterStatus.DECLINED
        name = writer.name
        ahead = card.ask_from is not None and today < card.ask_from < card.ask_by
        ask = card.ask_from if ahead and card.ask_from else card.ask_by
        asked = status is not LetterStatus.THINKING
        found.append(Reminder(f"{writer.key}-ask", ask, f"Ask {name} for a letter", asked))
        if writer.asked_on is not None:
            again = writer.asked_on + dt.timedelta(days=rules.answer_days)
            answered = status is not LetterStatus.ASKED
            found.append(Reminder(f"{writer.key}-again", again, f"Ask {name} once more", answered))
        remind = upload_by - dt.timedelta(days=rules.remind_days)
        done = gone or status in IN
        found.append(Reminder(f"{writer.key}-remind", remind, f"Remind {name} once", done))
        found.append(
            Reminder(f"{writer.key}-due", upload_by, f"{name}: letter in the portal", done)
        )
    return tuple(found)
