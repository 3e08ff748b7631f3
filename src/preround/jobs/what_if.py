"""The same list under other answers: what moved, by how much, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

from preround.catalogue.catalogue import Catalogue
from preround.domain.applicant import Applicant
from preround.domain.errors import UserError
from preround.domain.program_list import ListRow, Tier
from preround.domain.verdict import Verdict
from preround.facts.reader import SeasonFacts
from preround.importers.applicant_changes import Change, change_applicant
from preround.jobs.build_program_list import BuiltList, ListRequest, build_program_list
from preround.jobs.fair_order import person_key

__all__ = ["Change", "Move", "NothingChanged", "WhatIf", "what_if"]

#: A chance of an interview that moved by less says nothing.
SMALLEST_RATIO = 1.02
#: Chances closer than this are one chance: programs report whole percents, and at the usual
#: 2 to 10 in a hundred half a percent is a twentieth of the rate and more.
TOLD_APART = 1.05
#: Changes of a verdict that a person can act on.
DECIDED = (
    {Verdict.MET, Verdict.NOT_MET},
    {Verdict.UNKNOWN, Verdict.NOT_MET},
    {Verdict.NOT_MET, Verdict.NOT_APPLICABLE},
    {Verdict.MET, Verdict.UNKNOWN},
    {Verdict.UNKNOWN, Verdict.NOT_APPLICABLE},
)
#: How far a verdict lets an application go: a step up cannot be why one falls out.
LETS_IN = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2, Verdict.NOT_APPLICABLE: 2}


class NothingChanged(UserError):
    """A question without a difference."""

    def __init__(self) -> None:
        super().__init__(
            "The answers are what they were, so nothing can move. Change at least one, "
            "such as exams.step_2_ck.score=255."
        )


@dataclass(frozen=True, slots=True)
class Move:
    """One program whose tier, application or signal is another; `why` in a sentence."""

    before: ListRow
    after: ListRow
    why: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The list before and after, and every program that moved, applications first.

    `traded` are programs the odds do not tell apart that took each other's places, and
    `hardly` those whose tier is another though their chance is not: no news for anyone,
    so neither is among `moved`.
    """

    before: BuiltList
    after: BuiltList
    applicant: Applicant
    moved: tuple[Move, ...]
    traded: tuple[Move, ...] = ()
    hardly: tuple[Move, ...] = ()

    @property
    def no_news(self) -> str:
        """What is left out of `moved`, in a sentence; "" where nothing is."""
        traded, hardly = len(self.traded), len(self.hardly)
        parts = []
        if traded:
            parts.append(f"{traded} programs that nothing tells apart traded places")
        if hardly:
            noun = "program" if hardly == 1 else "programs"
            parts.append(f"{hardly} {noun} crossed a tier's line by less than the odds can tell")
        return f"Not counted: {' and '.join(parts)}." if parts else ""


def what_if(
    applicant: Applicant,
    changes: Sequence[Change],
    season_facts: SeasonFacts,
    catalogue: Catalogue,
    *,
    today: date,
    request: ListRequest | None = None,
    before: BuiltList | None = None,
) -> WhatIf:
    """Make the list twice and compare.

    Parameters
    ----------
    applicant
        The person as they are.
    changes
        Answers that would be others.
    season_facts, catalogue, today
        As in `build_program_list`.
    request
        What is asked of both lists. A budget or number of its own would hide a change of
        the wished budget, so leave it out to ask about that.
    before
        The present list, where it is already made with the same request.

    Raises
    ------
    NothingChanged, BadChange, ApplicantRefused
        When there is nothing to compare, or an answer does not fit.

    Notes
    -----
    Both lists are drawn with one seed, and strengths and coefficients are drawn before
    anything that depends on the list, so both see the same drawn seasons: a difference is
    the answer's and not the draw's.
    """
    other = change_applicant(applicant, changes, today).applicant
    if other == applicant:
        raise NothingChanged
    asked = request or ListRequest()
    asked = replace(asked, person=asked.person or person_key(applicant))
    first = before or build_program_list(
        applicant, season_facts, catalogue, today=today, request=asked
    )
    second = build_program_list(other, season_facts, catalogue, today=today, request=asked)
    every = _moves(first, second)
    hardly = tuple(move for move in every if _is_hardly(move))
    traded = _trades([move for move in every if move not in hardly])
    moved = tuple(move for move in every if move not in hardly and move not in traded)
    return WhatIf(first, second, other, moved, traded, hardly)


def _moves(first: BuiltList, second: BuiltList) -> list[Move]:
    after = {row.program.nrmp_code: row for row in second.listing.rows}
    before = {row.program.nrmp_code: row for row in first.listing.rows}
    gone = [_left_out(row) for code, row in before.items() if code not in after]
    new = [(_left_out(row), row) for code, row in after.items() if code not in before]
    pairs = [(row, after[code]) for code, row in before.items() if code in after]
    pairs += [(before[row.program.nrmp_code], row) for row in gone] + new
    more = (second.listing.summary.budget_usd or 0.0) - (first.listing.summary.budget_usd or 0.0)
    moved = [
        Move(old, row, _why(old, row, more))
        for old, row in pairs
        if _standing(old) != _standing(row)
    ]
    moved.sort(key=lambda move: (not (move.before.apply or move.after.apply), -_chance(move)))
    return moved


def _is_hardly(move: Move) -> bool:
    """Whether only the tier moved, by less than the odds can tell and by no rule's verdict."""
    old, new = move.before, move.after
    same_place = (old.apply, old.signal) == (new.apply, new.signal)
    return same_place and _is_one_chance(old, new) and not _decided(old, new)


def _is_one_chance(one: ListRow, other: ListRow) -> bool:
    low, high = sorted((one.interview_plain.mean, other.interview_plain.mean))
    return high <= TOLD_APART * low


def _trades(moves: Sequence[Move]) -> tuple[Move, ...]:
    """Moves among programs alike, before and after, that undo each other."""
    placed = [m for m in moves if m.before.tier is m.after.tier and not _decided(m.before, m.after)]
    placed.sort(key=lambda move: (move.after.program.specialty, -move.after.interview_plain.mean))
    traded: list[Move] = []
    while placed:
        first = placed[0]
        alike = [move for move in placed if _are_alike(first, move)]
        traded += _rings(alike)
        placed = [move for move in placed if move not in alike]
    return tuple(traded)


def _are_alike(one: Move, other: Move) -> bool:
    return (
        one.after.program.specialty == other.after.program.specialty
        and _is_one_chance(one.before, other.before)
        and _is_one_chance(one.after, other.after)
    )


def _rings(moves: Sequence[Move]) -> list[Move]:
    """Sets of moves after which the same places are held, by others of the same worth."""
    ways: dict[tuple[object, object], list[Move]] = {}
    for move in moves:
        way = (move.before.apply, move.before.signal), (move.after.apply, move.after.signal)
        ways.setdefault(way, []).append(move)
    places = sorted({place for way in ways for place in way}, key=str)
    found: list[Move] = []
    for length in range(2, len(places) + 1):
        for ring in permutations(places, length):
            steps = [ways.get(way, []) for way in zip(ring, (*ring[1:], ring[0]), strict=True)]
            while all(steps):
                found += [step.pop() for step in steps]
    return found


def _left_out(row: ListRow) -> ListRow:
    """A program that the other list does not hold at all."""
    return replace(row, apply=False, order=0, signal=None)


def _standing(row: ListRow) -> tuple[Tier, bool, str | None]:
    return row.tier, row.apply, row.signal


def _chance(move: Move) -> float:
    return max(move.before.interview.mean, move.after.interview.mean)


def _why(before: ListRow, after: ListRow, more_money: float) -> str:
    """The verdict that moved it, else what became of the application, else the odds.

    Where tier and chance hold and more or less money explains the place, the money is why.
    """
    odds = _odds_words(before.interview_plain.mean, after.interview_plain.mean)
    way = int(after.apply) - int(before.apply)
    is_paid = way * more_money > 0 and before.tier is after.tier and not odds
    decided = "" if is_paid else _decided(before, after, way)
    if decided:
        return decided
    if before.apply == after.apply:
        return odds or "signals now go where they move more"
    if after.apply:
        words = "the money now reaches it" if more_money > 0 else "it now earns a place"
    else:
        words = "the money no longer reaches it" if more_money < 0 else "others now earn the place"
    return f"{words}; {odds}" if odds else words


def _decided(before: ListRow, after: ListRow, way: int = 0) -> str:
    """The message of a rule whose verdict is another now; "" where none is.

    `way` is 1 where only a better verdict counts, -1 where only a worse one does.
    """
    old = {result.rule: result for result in before.verdicts}
    for result in after.verdicts:
        was = old.get(result.rule)
        if was is None or {was.verdict, result.verdict} not in DECIDED:
            continue
        if way * (LETS_IN[result.verdict] - LETS_IN[was.verdict]) >= 0:
            return result.message
    return ""


def _odds_words(was: float, now: float) -> str:
    if max(was, now) <= SMALLEST_RATIO * min(was, now):
        return ""
    return f"chance of an interview {'up' if now > was else 'down'} from {was:.1%} to {now:.1%}"
