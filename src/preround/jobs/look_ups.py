"""The look-up queue: which missing facts could change a list most, and where to find them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from preround.catalogue.fact_kinds import (
    Freshness,
    errand,
    fact_kind,
    freshness,
)
from preround.domain.errors import UnknownChoice
from preround.domain.program import FactState, Program
from preround.domain.program_list import ListRow, LookUp, Tier
from preround.domain.verdict import Verdict
from preround.fit.odds_coefficients import load_coefficients

LONGEST = 50
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RateSpread:
    """What looking up a program's interview rate may find, row by row of the odds.

    `fact` is the rate of the applicant's own type; `chances`, `weights` [N, K] the chance
    of an invitation at each level the program may have.
    """

    fact: str
    chances: FloatArray
    weights: FloatArray

    def worth(self, bar: float) -> FloatArray:
        """[N] E[max(chance, bar)] - max(E[chance], bar): interviews gained by knowing."""
        known = (np.maximum(self.chances, bar) * self.weights).sum(axis=1)
        mean = (self.chances * self.weights).sum(axis=1)
        return np.asarray(np.maximum(known - np.maximum(mean, bar), 0.0))


def look_up_queue(
    rows: Sequence[ListRow],
    today: date,
    *,
    rates: RateSpread | None = None,
    limit: int | None = LONGEST,
) -> tuple[LookUp, ...]:
    """Rank programs by what a look-up could change, best first.

    Parameters
    ----------
    rows
        The list as it stands: verdicts name the facts they miss.
    today
        Facts of an earlier season are stale on it, and as good as missing.
    rates
        What the interview rate of the applicant's own type may turn out to be; None where
        that is not asked for.
    limit
        At most so many programs; None for all.

    Notes
    -----
    `worth` is in interviews. An application that a look-up frees goes to the next program,
    which is as good as the weakest one applied to, the bar. So a rate is worth
    E[max(chance, bar)] - max(E[chance], bar), and a rule that may block a program applied
    to is worth the chance that it does, times the bar.
    """
    bar = min((row.interview.mean for row in rows if row.apply), default=0.0)
    by_rate = rates.worth(bar) if rates is not None else np.zeros(0)
    wanted = (rates.fact,) if rates is not None else ()
    queue = []
    for row in rows:
        if row.excluded or row.tier is Tier.BLOCKED:
            continue
        facts = missing_facts(row, today, wanted)
        if not facts:
            continue
        worth = bar * _may_block(row, facts) if row.apply else 0.0
        if rates is not None and rates.fact in facts:
            worth += float(by_rate[row.index])
        if worth > 0:
            queue.append(_look_up(row.program, facts, worth))
    queue.sort(key=lambda look_up: (-look_up.worth, look_up.nrmp_code))
    return tuple(queue[:limit])


def _may_block(row: ListRow, facts: Sequence[str]) -> float:
    """Chance that what is not known of a program's rules rules the applicant out."""
    chance = load_coefficients()["look_up.blocks"].by
    unknown = [result for result in row.verdicts if result.verdict is Verdict.UNKNOWN]
    if any(result.at_stake for result in unknown):
        return chance["at_stake"]
    ruling = {result.missing_fact for result in unknown} | set(row.program.facts)
    return chance["otherwise"] if ruling & set(facts) else 0.0


def missing_facts(row: ListRow, today: date, wanted: Iterable[str] = ()) -> tuple[str, ...]:
    """Name the facts a row's verdicts want and do not have, or have only of old.

    A rule that may well block comes first, then other unknown rules, then stale or
    disagreeing facts the verdicts rest on, then the further ones wanted.
    """
    unknown = [result for result in row.verdicts if result.verdict is Verdict.UNKNOWN]
    named = [result.missing_fact for result in sorted(unknown, key=lambda one: not one.at_stake)]
    held = [fact for fact in row.program.facts if _to_read_again(row.program, fact, today)]
    further = [name for name in wanted if _lacks(row.program, name)]
    return tuple(name for name in dict.fromkeys([*named, *held, *further]) if _is_known(name))


def _is_known(name: str) -> bool:
    try:
        fact_kind(name)
    except UnknownChoice:
        return False
    return True


def _to_read_again(program: Program, name: str, today: date) -> bool:
    fact = program.fact(name)
    if fact.state is FactState.DISAGREE:
        return True
    if fact.latest is None or not _is_known(name):
        return False
    return freshness(fact.latest, today, fact_kind(name)) is Freshness.STALE


def _lacks(program: Program, name: str) -> bool:
    return program.fact(name).state is FactState.NOT_STATED


def _look_up(program: Program, facts: tuple[str, ...], worth: float) -> LookUp:
    task = errand(facts)
    return LookUp(
        nrmp_code=program.nrmp_code,
        institution=program.institution,
        specialty=program.specialty,
        facts=facts,
        where=task.where,
        minutes=task.minutes,
        worth=worth,
    )
