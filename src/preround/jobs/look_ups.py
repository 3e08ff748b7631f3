"""The look-up queue: which missing facts could change a list most, and where to find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from preround.catalogue.fact_kinds import (
    Freshness,
    errand,
    fact_kind,
    freshness,
)
from preround.domain.applicant import Wishes
from preround.domain.errors import UnknownChoice
from preround.domain.program import FactState, Program
from preround.domain.program_list import ListRow, LookUp, Tier
from preround.domain.verdict import Verdict
from preround.fit.odds_coefficients import load_coefficients

LONGEST = 50
#: Worth of at least this part of another's is nearly the same.
NEARLY = 0.8
TIE = "you have a tie to"
#: Less likely than this, a move is not spoken of.
LEAST_LIKELY = 0.01
#: Below this a percentage is said with a decimal.
FEW = 0.0995
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

    def crossing(self, index: int, bar: float) -> tuple[float, float, float]:
        """Of one row: its chance now, how likely knowing moves it over the bar, and to where."""
        chances, weights = self.chances[index], self.weights[index]
        now = float(chances @ weights)
        beyond = chances < bar if now >= bar else chances > bar
        likely = float(weights[beyond].sum())
        then = float(chances[beyond] @ weights[beyond]) / likely if likely else now
        return now, likely, then


def look_up_queue(
    rows: Sequence[ListRow],
    today: date,
    *,
    rates: RateSpread | None = None,
    places: Mapping[str, str] = MappingProxyType({}),
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
    places
        State to why it is favored: among look-ups worth nearly the same, these come first.
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
            why = _why(row, facts, bar, rates)
            queue.append(
                _look_up(row.program, facts, worth, why, places.get(row.program.state, ""))
            )
    queue.sort(key=lambda look_up: (-look_up.worth, look_up.nrmp_code))
    return tuple(_favored_first(queue))[:limit]


def favored_places(wishes: Wishes) -> dict[str, str]:
    """Give the states the person has a tie to or prefers, each with the words for it."""
    preferred = {state: f"{state} is on your list of states" for state in wishes.states_preferred}
    return preferred | {state: f"{TIE} {state}" for state in wishes.ties}


def _favored_first(queue: Sequence[LookUp]) -> Iterator[LookUp]:
    """Among look-ups worth nearly the same, those of favored places first.

    Why: the worth of a look-up rests on a model of what nobody has looked up yet, which
    cannot tell two programs apart that differ by a fifth; where one wants to live can.
    """
    start = 0
    while start < len(queue):
        least = NEARLY * queue[start].worth
        end = next((i for i in range(start, len(queue)) if queue[i].worth < least), len(queue))
        yield from sorted(queue[start:end], key=_by_place)
        start = end


def _by_place(one: LookUp) -> tuple[bool, bool]:
    return not one.place, not one.place.startswith(TIE)


def _why(row: ListRow, facts: Sequence[str], bar: float, rates: RateSpread | None) -> str:
    """What would move where, and if what turns out."""
    unknown = [one for one in row.verdicts if one.verdict is Verdict.UNKNOWN and row.apply]
    ruling = [one.missing_fact for one in unknown if one.at_stake and one.missing_fact in facts]
    if ruling:
        names = " or ".join(_label(name) for name in ruling[:2])
        return f"Would move from your list to blocked if its rule shuts you out: {names}."
    if rates is not None and rates.fact in facts:
        now, likely, then = rates.crossing(row.index, bar)
        if likely >= LEAST_LIKELY:
            way = ("your list to off it", "few") if now >= bar else ("off your list to it", "many")
            return (
                f"Would move from {way[0]} if it invites {way[1]} people like you: chance of an "
                f"invitation {_percent(now)} now, {_percent(then)} then, {_odds(likely)}."
            )
    names = " or ".join(_label(name) for name in facts[:2])
    held = row.program.facts and any(name in row.program.facts for name in facts)
    how = "was read in an earlier season or is disputed" if held else "is not known yet"
    return f"Would move from your list to blocked if a rule shuts you out that {how}: {names}."


def _label(name: str) -> str:
    label = fact_kind(name).label
    return label if label.startswith("Step") else label[0].lower() + label[1:]


def _percent(chance: float) -> str:
    return f"{chance:.1%}" if chance < FEW else f"{chance:.0%}"


def _odds(likely: float) -> str:
    return "more likely than not" if likely > 1 / 2 else f"about 1 in {round(1 / likely)}"


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


def _look_up(
    program: Program, facts: tuple[str, ...], worth: float, why: str, place: str
) -> LookUp:
    task = errand(facts)
    return LookUp(
        nrmp_code=program.nrmp_code,
        institution=program.institution,
        specialty=program.specialty,
        facts=facts,
        where=task.where,
        minutes=task.minutes,
        worth=worth,
        why=why,
        place=place,
    )
