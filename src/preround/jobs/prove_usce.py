"""U.S. experience counted, and held against every program that states a rule on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from preround.domain.applicant import Applicant
from preround.domain.program import FactState, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.facts.reader import SeasonFacts
from preround.fit.usce import UsceSummary, summarize
from preround.fit.verdicts import RuleContext, judge
from preround.logbook.gaps import Gap, gaps

RULES = ("usce_kind", "usce_months")
FACTS = ("usce_required", "usce_months", "usce_hands_on_required", "usce_excludes_observership")
#: Said of one program: its worst verdict.
ORDER = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET)
WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "not met", Verdict.UNKNOWN: "unclear"}


@dataclass(frozen=True, slots=True)
class ProgramProof:
    """One program with a stated rule on U.S. experience, and what it says of this applicant."""

    program: Program
    verdict: Verdict
    results: tuple[RuleResult, ...]

    @property
    def words(self) -> str:
        """Met, not met or unclear."""
        return WORDS[self.verdict]

    @property
    def deciding(self) -> RuleResult:
        """The result that decided."""
        return next(one for one in self.results if one.verdict is self.verdict)


@dataclass(frozen=True, slots=True)
class UsceProof:
    """All of one applicant's U.S. experience up to a day, and the programs' rules on it."""

    as_of: dt.date
    summary: UsceSummary
    gaps: tuple[Gap, ...]
    programs: tuple[ProgramProof, ...]

    @property
    def hands_on_share(self) -> float | None:
        """Hands-on months among those that count as clinical; None where there are none."""
        clinical = self.summary.clinical.months
        return self.summary.hands_on.months / clinical if clinical else None


def prove_usce(
    applicant: Applicant,
    programs: Sequence[Program],
    season_facts: SeasonFacts,
    today: dt.date,
) -> UsceProof:
    """Count the months and judge each program that states a rule on them.

    Parameters
    ----------
    applicant
        With the periods of U.S. experience.
    programs
        Those without a stated rule are passed over.
    season_facts
        The season the rules are judged in.
    today
        Days after it are planned, not done.
    """
    context = RuleContext(season_facts, today)
    proofs = [
        proof
        for program in programs
        if program.facts
        and any(program.fact(name).state is not FactState.NOT_STATED for name in FACTS)
        and (proof := _prove(applicant, program, context)) is not None
    ]
    proofs.sort(key=lambda one: (ORDER.index(one.verdict), one.program.institution))
    return UsceProof(
        as_of=today,
        summary=summarize(applicant.us_experience, today),
        gaps=gaps(applicant.us_experience, today),
        programs=tuple(proofs),
    )


def _prove(applicant: Applicant, program: Program, context: RuleContext) -> ProgramProof | None:
    results = tuple(one for one in judge(applicant, program, context) if one.rule in RULES)
    verdicts = {one.verdict for one in results}
    decided = {one.verdict for one in results if one.citation is not None or one.at_stake}
    worst = next((one for one in ORDER if one in (decided or verdicts)), None)
    return ProgramProof(program, worst, results) if worst is not None else None
