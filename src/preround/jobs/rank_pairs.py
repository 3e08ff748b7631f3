"""Two rank lists put together as a couple's pairs: a start to reorder, never a verdict."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from preround.catalogue.catalogue import Catalogue
from preround.domain.errors import UserError
from preround.domain.program import Program

MOST_LINES = 60
STATE = re.compile(r"(?:^|[\s,(])([A-Z]{2})\)?\s*$")


class TooManyPairs(UserError):
    """More pairs than a list of the Match may have."""

    http_status = 422

    def __init__(self, n: int, most: int) -> None:
        super().__init__(
            f"{n} pairs; a list has at most {most} ranks. Shorten the partner's list, or leave "
            "the ranks with one unmatched out."
        )


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a pair: a name, and the state where it is known."""

    name: str
    state: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class PairRank:
    """One rank of the joint list; None is unmatched."""

    mine: Half | None
    theirs: Half | None

    @property
    def is_near(self) -> bool:
        """Whether both are in one state."""
        if self.mine is None or self.theirs is None:
            return False
        return bool(self.mine.state) and self.mine.state == self.theirs.state


def read_partner(lines: Sequence[str], catalogue: Catalogue) -> tuple[Half, ...]:
    """The partner's list, a line each: an NRMP code, or a name with its state at the end."""
    found = []
    for line in lines[:MOST_LINES]:
        text = " ".join(line.split())
        program = catalogue.by_code.get(text.upper().replace(" ", ""))
        if program is not None:
            found.append(half_of(program))
        elif text:
            state = STATE.search(text)
            found.append(Half(text[:100], state[1] if state else ""))
    return tuple(dict.fromkeys(found))


def half_of(program: Program) -> Half:
    """A listed program as one side of a pair."""
    return Half(program.institution, program.state, program.nrmp_code)


def pair_up(
    mine: Sequence[Half], theirs: Sequence[Half], *, near: bool, alone: bool, most: int
) -> tuple[PairRank, ...]:
    """Every pair, the one whose two ranks add up to least first.

    Parameters
    ----------
    near
        Pairs in one state before all others.
    alone
        Ranks with one of the two unmatched at the end, so that a list that fails as pairs
        may still place one.
    most
        Ranks a list may have.

    Raises
    ------
    TooManyPairs
    """
    both = [
        (i + j, max(i, j), i, PairRank(one, other))
        for i, one in enumerate(mine)
        for j, other in enumerate(theirs)
    ]
    both.sort(key=lambda entry: (near and not entry[3].is_near, *entry[:3]))
    pairs = [pair for *_, pair in both]
    if alone and theirs:
        single = [(i, 0, PairRank(one, None)) for i, one in enumerate(mine)]
        single += [(j, 1, PairRank(None, other)) for j, other in enumerate(theirs)]
        pairs += [pair for *_, pair in sorted(single, key=lambda entry: entry[:2])]
    if len(pairs) > most:
        raise TooManyPairs(len(pairs), most)
    return tuple(pairs)


def pairs_csv(pairs: Sequence[PairRank]) -> str:
    """The joint list as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["rank", "mine", "my_code", "theirs", "their_code", "same_state"])
    for k, pair in enumerate(pairs, start=1):
        cells = [
            part
            for half in (pair.mine, pair.theirs)
            for part in ((half.name, half.code) if half else ("no match", ""))
        ]
        writer.writerow([k, *cells, "yes" if pair.is_near else ""])
    return out.getvalue()
