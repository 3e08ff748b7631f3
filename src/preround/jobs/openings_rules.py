"""What programs' stated rules on U.S. experience make of a kind of opening, and of one opening."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from preround.domain.applicant import Applicant, UsExperience
from preround.domain.program import FactState, Program
from preround.domain.verdict import Verdict
from preround.facts.reader import SeasonFacts
from preround.fit.rules.kit.experience import HANDS_ON, MONTHS, NO_OBSERVERSHIP, REQUIRED
from preround.jobs.prove_usce import ProgramProof, prove_usce
from preround.openings.guide import guide
from preround.openings.opening import WEEKS_PER_MONTH, Opening
from preround.openings.rotation import rotation_facts

KIND_RULE = "usce_kind"
LONG_ENOUGH_MONTHS = 24.0


@dataclass(frozen=True, slots=True)
class RulesKnown:
    """How many programs state what on U.S. experience, of those that were looked up."""

    n_programs: int
    n_required: int
    n_preferred: int
    n_hands_on: int
    n_no_observership: int
    n_months: int


@dataclass(frozen=True, slots=True)
class KindWorth:
    """Of the programs that ask for U.S. experience, how many take a kind, by stated rules."""

    n_met: int
    n_unclear: int
    n_asking: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One program whose rule stands differently with an opening done."""

    program: Program
    before: Verdict
    after: Verdict
    message: str


@dataclass(frozen=True, slots=True)
class OpeningWorth:
    """What doing one opening would change; `as_of` is the day it is judged on."""

    as_of: dt.date
    n_programs: int
    moved: tuple[Moved, ...]
    n_met_before: int
    n_met_after: int


def rules_known(programs: Sequence[Program]) -> RulesKnown:
    """Count what is stated."""
    known = [one for one in programs if one.facts and _states_any(one)]
    return RulesKnown(
        n_programs=len(known),
        n_required=sum(_says(one, REQUIRED, "yes") for one in known),
        n_preferred=sum(_says(one, REQUIRED, "preferred") for one in known),
        n_hands_on=sum(_says(one, HANDS_ON, True) for one in known),
        n_no_observership=sum(_says(one, NO_OBSERVERSHIP, True) for one in known),
        n_months=sum(one.fact(MONTHS).state is FactState.STATED for one in known),
    )


def _states_any(program: Program) -> bool:
    names = (REQUIRED, HANDS_ON, NO_OBSERVERSHIP, MONTHS)
    return any(program.fact(name).state is FactState.STATED for name in names)


def _says(program: Program, name: str, value: object) -> bool:
    fact = program.fact(name)
    return fact.state is FactState.STATED and fact.value == value


def kinds_by_rules(
    programs: Sequence[Program], facts: SeasonFacts, today: dt.date
) -> Mapping[str, KindWorth]:
    """For each kind, how many of the asking programs that were looked up would take it.

    Notes
    -----
    Judged by the rules themselves for an applicant who has that kind alone, and enough of
    it. Cost: one judgment for each kind and each program with a stated rule.
    """
    asking = [one for one in programs if one.facts and _asks(one)]
    found = {}
    for kind in guide().kinds.values():
        if kind.counts_as is None:
            found[kind.name] = KindWorth(0, 0, len(asking))
            continue
        period = UsExperience(
            kind=kind.counts_as,
            setting=kind.setting,
            months=LONG_ENOUGH_MONTHS,
            hands_on=kind.hands_on,
        )
        proofs = prove_usce(Applicant(us_experience=(period,)), asking, facts, today).programs
        verdicts = [_of_kind(one) for one in proofs]
        found[kind.name] = KindWorth(
            verdicts.count(Verdict.MET), verdicts.count(Verdict.UNKNOWN), len(asking)
        )
    return found


def _asks(program: Program) -> bool:
    return _says(program, REQUIRED, "yes") or _says(program, HANDS_ON, True)


def _of_kind(proof: ProgramProof) -> Verdict:
    return next((one.verdict for one in proof.results if one.rule == KIND_RULE), Verdict.UNKNOWN)


def what_it_would_change(
    applicant: Applicant,
    opening: Opening,
    programs: Sequence[Program],
    facts: SeasonFacts,
    day: dt.date,
) -> OpeningWorth | None:
    """Hold an opening, once done, against every stated rule; None where it is no experience.

    Parameters
    ----------
    day
        When applications go out. An opening that ends later is judged on its last day.
    """
    rotation = rotation_facts(opening)
    if rotation is None:
        return None
    period = rotation.experience()
    if period.start is None or period.end is None:
        weeks = opening.stay_weeks
        months = weeks / WEEKS_PER_MONTH if weeks else None
        period = period.model_copy(update={"start": None, "end": None, "months": months})
    as_of = max(day, period.end) if period.end else day
    done = applicant.model_copy(update={"us_experience": (*applicant.us_experience, period)})
    known = [one for one in programs if one.facts and _states_any(one)]
    before = {x.program.nrmp_code: x for x in prove_usce(applicant, known, facts, as_of).programs}
    after = prove_usce(done, known, facts, as_of).programs
    moved = tuple(
        Moved(one.program, before[code].verdict, one.verdict, one.deciding.message)
        for one in after
        if (code := one.program.nrmp_code) in before and before[code].verdict is not one.verdict
    )
    return OpeningWorth(
        as_of=as_of,
        n_programs=len(after),
        moved=moved,
        n_met_before=sum(one.verdict is Verdict.MET for one in before.values()),
        n_met_after=sum(one.verdict is Verdict.MET for one in after),
    )
