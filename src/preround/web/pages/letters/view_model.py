"""What the letter garden shows of each writer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preround.letters.record import ROAD, LetterStatus, Writer
from preround.letters.writers import WriterCard
from preround.web.letters_models import LetterWriter

STATUS_WORDS = {
    LetterStatus.THINKING: "thinking",
    LetterStatus.ASKED: "asked",
    LetterStatus.AGREED: "agreed",
    LetterStatus.PACKET_GIVEN: "packet given",
    LetterStatus.UPLOADED: "uploaded",
    LetterStatus.ASSIGNED: "assigned",
    LetterStatus.DECLINED: "declined",
}
#: What one presses to take the next step of the road.
PRESS = {
    LetterStatus.THINKING: (LetterStatus.ASKED, "I asked"),
    LetterStatus.ASKED: (LetterStatus.AGREED, "They agreed"),
    LetterStatus.AGREED: (LetterStatus.PACKET_GIVEN, "Packet given"),
    LetterStatus.PACKET_GIVEN: (LetterStatus.UPLOADED, "It is uploaded"),
    LetterStatus.UPLOADED: (LetterStatus.ASSIGNED, "Assigned"),
}
#: The day that a status is remembered by.
DAY_OF = {
    LetterStatus.ASKED: "asked_on",
    LetterStatus.AGREED: "agreed_on",
    LetterStatus.PACKET_GIVEN: "packet_on",
    LetterStatus.UPLOADED: "uploaded_on",
}
SHOWN = 3


@dataclass(frozen=True, slots=True)
class CardRow:
    """One writer's card; `row` is None for the sample's."""

    card: WriterCard
    row: LetterWriter | None
    today: dt.date
    shown: tuple[str, ...] = ()

    @property
    def writer(self) -> Writer:
        """The writer."""
        return self.card.writer

    @property
    def together(self) -> str:
        """From when to when, how long, and what the log holds of it."""
        time = self.card.together
        held = f"; logged: {time.logged}" if time.logged else ""
        return f"{time.span(_day)}{f', {time.length}' if time.length else ''}{held}"

    @property
    def road(self) -> list[tuple[str, str, dt.date | None]]:
        """Each step of the road: its word, whether it is behind, here or ahead, its day."""
        status = self.writer.status
        at = ROAD.index(status) if status in ROAD else -1
        return [
            (
                STATUS_WORDS[one],
                "done" if place < at else "here" if place == at else "ahead",
                getattr(self.writer, DAY_OF.get(one, ""), None) if place <= at else None,
            )
            for place, one in enumerate(ROAD)
        ]

    @property
    def is_declined(self) -> bool:
        """Whether this one will not write."""
        return self.writer.status is LetterStatus.DECLINED

    @property
    def press(self) -> tuple[str, str] | None:
        """The status one press leads to, and the words on the button."""
        found = PRESS.get(self.writer.status)
        return (found[0].value, found[1]) if found else None

    @property
    def may_decline(self) -> bool:
        """Whether an answer is open that could be a no."""
        return self.writer.status is LetterStatus.ASKED

    @property
    def is_due(self) -> bool:
        """Whether something is to be done today."""
        act = self.card.next_act
        return act.is_late or (act.day is not None and act.day <= self.today)

    @property
    def n_more(self) -> int:
        """How many more there are."""
        return max(len(self.card.together.told) - len(self.shown), 0)


def status_values(row: LetterWriter, status: LetterStatus, today: dt.date) -> dict[str, object]:
    """What changes with a new status: itself, and the day where none is kept yet."""
    values: dict[str, object] = {"status": status.value}
    name = DAY_OF.get(status)
    if name and getattr(row, name) is None:
        values[name] = today
    return values


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"
