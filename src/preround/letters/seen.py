"""What each writer saw: the days together, what was done on them, and how often."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from preround.letters.record import LettersRecord, Writer

REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class SeenThing:
    """One thing a writer saw, said once; `refs` are the lines of the logs that say it."""

    text: str
    first: dt.date | None
    refs: tuple[str, ...]
    in_packet: bool = True


@dataclass(frozen=True, slots=True)
class Together:
    """How long writer and applicant worked together, and what was done how often."""

    n_days: int
    n_weeks: int
    first: dt.date | None
    last: dt.date | None
    duties: tuple[tuple[str, int], ...]
    things: tuple[SeenThing, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything at all says when they worked together."""
        return self.first is not None

    @property
    def words(self) -> str:
        """The time together in words: 18 days and 3 weeks at work."""
        parts = [_count(self.n_days, "day"), _count(self.n_weeks, "week at work", "weeks at work")]
        return " and ".join(part for part in parts if part)

    @property
    def told(self) -> tuple[SeenThing, ...]:
        """What goes into the packet."""
        return tuple(one for one in self.things if one.in_packet)


def together(record: LettersRecord, writer: Writer) -> Together:
    """Read the logs for one writer; days and lines that name others are not looked at."""
    mine = sorted((day for day in record.days if writer.key in day.writers), key=lambda x: x.date)
    days = {day.date for day in mine if not day.is_week}
    weeks = {day.date for day in mine if day.is_week}
    logged = [day.date for day in mine]
    known = [*logged, *(day for day in (writer.together_from, writer.together_to) if day)]
    duties = Counter(duty for day in mine for duty in dict.fromkeys(day.duties))
    things: dict[str, list[str]] = {}
    first: dict[str, dt.date | None] = {}
    for day in mine:
        if day.did:
            things.setdefault(day.did, []).append(day.ref)
            first.setdefault(day.did, day.date)
    for text in writer.also_saw:
        things.setdefault(text, []).append(REMEMBERED)
        first.setdefault(text, None)
    left_out = set(writer.left_out)
    return Together(
        len(days),
        len(weeks),
        min(known, default=None),
        max(known, default=None),
        tuple(duties.most_common()),
        tuple(
            SeenThing(
                text, first[text], tuple(refs), not (set(refs) - {""} and set(refs) <= left_out)
            )
            for text, refs in things.items()
        ),
    )


def _count(n: int, one: str, many: str = "") -> str:
    if not n:
        return ""
    return f"1 {one}" if n == 1 else f"{n} {many or one + 's'}"
