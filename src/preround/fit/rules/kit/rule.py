"""A requirement rule as a value, with the examples that prove it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from preround.domain.applicant import Applicant
from preround.domain.citation import Citation
from preround.domain.program import (
    FactReading,
    FactScalar,
    Program,
    ProgramFact,
    Sponsor,
    Track,
)
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.standing import Standing

Check = Callable[[Standing, Program, RuleContext], RuleResult]

EXAMPLE_SEASON = 2027
EXAMPLE_TODAY = dt.date(2026, 11, 22)
EXAMPLE_READ = dt.date(2026, 10, 12)


@dataclass(frozen=True, slots=True)
class Example:
    """One record against one program, and the verdict it must get.

    `applicant` has the shape of the applicant file. `facts` gives each program fact its
    value, or a tuple of values where sources disagree; all were read on `read`.
    """

    says: str
    verdict: Verdict
    applicant: Mapping[str, Any]
    facts: Mapping[str, FactScalar | tuple[FactScalar, ...]] = field(default_factory=dict)
    state: str = "NY"
    track: Track = Track.CATEGORICAL
    blocks: bool = False
    at_stake: bool = False
    read: dt.date = EXAMPLE_READ

    def record(self) -> Applicant:
        """The applicant of this example."""
        return Applicant.model_validate(self.applicant)

    def program(self) -> Program:
        """A made-up program that states just these facts."""
        return Program(
            nrmp_code="0000140C0",
            name="Internal Medicine",
            specialty="Internal Medicine",
            track=self.track,
            sponsor=Sponsor("0000", "Sample Hospital", "Sample Hosp", "Sampletown", self.state),
            listed_in="sample",
            facts={name: self._fact(name, value) for name, value in self.facts.items()},
        )

    def _fact(self, name: str, value: FactScalar | tuple[FactScalar, ...]) -> ProgramFact:
        values = value if isinstance(value, tuple) else (value,)
        sources = ("program page", "applicants' list")
        return ProgramFact(
            name,
            tuple(FactReading(one, sources[min(i, 1)], self.read) for i, one in enumerate(values)),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement: what it asks, why it is asked, where that was read, and its check.

    Why: the check, its documentation page and its tests come from the same value, so none
    can say what another does not.

    Parameters
    ----------
    code
        The file's name; stays the same for good, since people switch rules off by it.
    title
        A few words for a heading.
    message
        What the rule asks, in one sentence.
    why
        Why programs, boards or the law ask it.
    sources
        Where it was read that this is asked.
    order
        Place among the results; the more it tells, the lower.
    facts
        Program facts the check reads, and no others.
    answers
        Keys of the applicant file it reads.
    mendable
        Whether the applicant can still meet it before the season is over.
    bad, good
        Records that do not meet it, and others that do or that it leaves alone.
    """

    code: str
    title: str
    message: str
    why: str
    sources: tuple[Citation, ...]
    order: int
    check: Check
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    facts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    mendable: bool = False
