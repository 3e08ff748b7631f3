"""The look-up queue: which missing facts could change a list most, and where to find them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from preround.catalogue.fact_kinds import (
    FACT_KINDS,
    Freshness,
    errand,
    fact_kind,
    freshness,
)
from preround.domain.errors import UnknownChoice
from preround.domain.program import FactState, Program
from preround.domain.program_list import ListRow, LookUp, Tier
from preround.domain.verdict import Verdict

LONGEST = 50


def look_up_queue(
    rows: Sequence[ListRow],
    today: date,
    *,
    wanted: Iterable[str] = (),
    limit: int | None = LONGEST,
) -> tuple[LookUp, ...]:
    """Rank programs by what a look-up could change, best first.

    Parameters
    ----------
    rows
        The list as it stands: verdicts name the facts they miss.
    today
        Facts of an earlier season are stale on it, and as good as missing.
    wanted
        Further kinds of fact to look up where missing, such as the interview rate of the
        applicant's own type.
    limit
        At most so many programs; None for all.

    Notes
    -----
    `worth` is in interviews: for a program applied to, what is expected of it and would
    be lost if the fact blocked it, or half the width of its range; for one left out, what
    its upper figure stands above the weakest one applied to. A first version: it looks at
    each program alone.
    """
    known_kinds = [name for name in wanted if name in FACT_KINDS]
    bar = min((row.interview.mean for row in rows if row.apply), default=0.0)
    queue = []
    for row in rows:
        if row.excluded or row.tier is Tier.BLOCKED:
            continue
        facts = missing_facts(row, today, known_kinds)
        worth = _worth(row, bar)
        if facts and worth > 0:
            queue.append(_look_up(row.program, facts, worth))
    queue.sort(key=lambda look_up: (-look_up.worth, look_up.nrmp_code))
    return tuple(queue[:limit])


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


def _worth(row: ListRow, bar: float) -> float:
    if row.apply:
        half_width = (row.interview.high - row.interview.low) / 2
        may_block = any(
            result.at_stake and result.verdict is Verdict.UNKNOWN for result in row.verdicts
        )
        return row.interview.mean if may_block else half_width
    return max(0.0, row.interview.high - bar)


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
