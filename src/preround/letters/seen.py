"""What each writer saw: the days together, what was done on them, and how often."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from preround.letters.record import LettersRecord, Writer

REMEMBERED = "remembered"
DAYS_A_MONTH = 30.44
#: Of fewer months one says weeks, of fewer weeks the dates alone.
LEAST_TOLD = 2


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
    #: The day up to which a time still going on is counted; None where it is over.
    going_on_at: dt.date | None = None
    #: Whether all the time between is meant, as in a job, and not days apart.
    is_one_stretch: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything at all says when they worked together."""
        return self.first is not None

    @property
    def logged(self) -> str:
        """What the logs hold of it, which may be far less: 18 days and 3 weeks at work."""
        parts = [_count(self.n_days, "day"), _count(self.n_weeks, "week at work", "weeks at work")]
        return " and ".join(part for part in parts if part)

    @property
    def length(self) -> str:
        """How long it has lasted, from the first day to the last: about 14 months."""
        if self.first is None or self.last is None or not self.is_one_stretch:
            return ""
        n_days = ((self.going_on_at or self.last) - self.first).days + 1
        n_months, n_weeks = round(n_days / DAYS_A_MONTH), round(n_days / 7)
        if n_months >= LEAST_TOLD:
            return f"about {n_months} months"
        return f"about {n_weeks} weeks" if n_weeks >= LEAST_TOLD else ""

    @property
    def words(self) -> str:
        """Both, so that neither is taken for the other: about 14 months; logged: 1 week at work."""
        said = f"logged: {self.logged}" if self.logged else "nothing logged"
        return f"{self.length}; {said}" if self.length else self.logged

    def span(self, words: Callable[[dt.date], str]) -> str:
        """From when to when, each day as the caller says days; empty where nothing is known."""
        if self.first is None or self.last is None:
            return ""
        first, last = words(self.first), words(self.last)
        if self.going_on_at is not None:
            return f"since {first}"
        return first if first == last else f"{first} to {last}"

    @property
    def told(self) -> tuple[SeenThing, ...]:
        """What goes into the packet."""
        return tuple(one for one in self.things if one.in_packet)


def together(record: LettersRecord, writer: Writer, today: dt.date | None = None) -> Together:
    """Read the logs for one writer; days and lines that name others are not looked at.

    Parameters
    ----------
    today
        The day up to which a time without an end is counted; where left out, the last known day.
    """
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
    goes_on = writer.together_from and not writer.together_to and not writer.former
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
        today if goes_on else None,
        bool(weeks or writer.together_from),
    )


def _count(n: int, one: str, many: str = "") -> str:
    if not n:
        return ""
    return f"1 {one}" if n == 1 else f"{n} {many or one + 's'}"
