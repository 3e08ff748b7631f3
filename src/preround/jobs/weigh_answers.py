"""Which missing answer would change the list most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from preround.domain.applicant import Applicant
from preround.domain.program import Program
from preround.facts.reader import SeasonFacts
from preround.fit.odds import interview_odds
from preround.fit.verdicts import RuleContext, judge_all
from preround.jobs.build_program_list import BuiltList
from preround.jobs.ten_answers import MissingAnswer, missing_answers

#: Without these there is no list to weigh the others on, so they are asked first.
ASKED_FIRST = ("specialties", "type")


@dataclass(frozen=True, slots=True)
class AnswerWorth:
    """One open question and what hangs on it.

    `interviews` pairs the words of each plausible answer with the interviews the present
    applications would then be expected to bring; `swing` is the distance between them.
    """

    key: str
    question: str
    why: str
    interviews: tuple[tuple[str, float], ...]
    swing: float


def weigh_answers(
    applicant: Applicant, built: BuiltList, season_facts: SeasonFacts, today: date
) -> tuple[AnswerWorth, ...]:
    """Rank the open questions by how far the expected interviews swing with the answer.

    Notes
    -----
    The applications stay those of the present list, so that only the answer differs;
    programs that a trial answer blocks bring nothing. Two passes over the chosen programs
    a question: a few milliseconds each.
    """
    programs = [row.program for row in built.listing.rows if row.apply]
    context = RuleContext(season_facts, today)
    weighed = [
        _weigh(missing, programs, context)
        for missing in missing_answers(applicant, season_facts.season, today)
    ]
    weighed.sort(key=lambda worth: (worth.key not in ASKED_FIRST, -worth.swing))
    return tuple(weighed)


def _weigh(
    missing: MissingAnswer, programs: Sequence[Program], context: RuleContext
) -> AnswerWorth:
    interviews = tuple(
        (words, _expected(trial, programs, context)) for words, trial in missing.trials
    )
    counts = [count for _, count in interviews]
    swing = max(counts) - min(counts) if counts else 0.0
    return AnswerWorth(missing.key, missing.question, missing.why, interviews, swing)


def _expected(applicant: Applicant, programs: Sequence[Program], context: RuleContext) -> float:
    if not programs:
        return 0.0
    odds = interview_odds(applicant, programs, context.season, context.today)
    verdicts = judge_all(applicant, programs, context)
    return sum(
        float(chance)
        for chance, results in zip(odds.average_use, verdicts, strict=True)
        if not any(result.blocks for result in results)
    )
