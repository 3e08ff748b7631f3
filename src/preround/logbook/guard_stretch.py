"""A stretch of a text that may together be a name, and the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from preround.logbook.guard_look import Seen
from preround.logbook.guard_words import Token, grammar


class Stretch(NamedTuple):
    """Words `begin` to `end` of a text that may together be a name."""

    text: str
    run: Sequence[Token]
    seen: Sequence[Seen]
    begin: int
    end: int
    shouting: bool
    #: Where the last name before ends, or -1.
    reached: int
    #: Whether a line or a sentence before began with a name.
    listed: bool

    @property
    def first(self) -> Token:
        return self.run[self.begin]

    @property
    def last(self) -> Token:
        return self.run[self.end - 1]

    @property
    def before(self) -> Token | None:
        first = name_start(self.run, self.begin)
        return self.run[first - 1] if first else None

    @property
    def lead(self) -> str:
        return self.text[max(self.first.start - 90, 0) : self.first.start]

    @property
    def tail(self) -> str:
        return self.text[self.last.end : self.last.end + 60]

    @property
    def after(self) -> Token | None:
        """The word that follows in the same clause."""
        if self.end < len(self.run) and self.run[self.end].gap.strip() in ("", ",", "(", '"'):
            return self.run[self.end]
        return None


def name_start(run: Sequence[Token], index: int) -> int:
    """Where a name begins with the small words before it: van der Merwe."""
    while index and run[index].gap == " " and run[index - 1].text in grammar("before_family"):
        index -= 1
    return index
