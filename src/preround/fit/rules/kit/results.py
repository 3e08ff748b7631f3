"""Building results in one voice, and settling what a program's readings amount to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from preround.domain.citation import Citation
from preround.domain.program import FactReading, FactScalar, FactState, Program, ProgramFact
from preround.domain.verdict import RuleResult, Verdict

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")

Decide = Callable[[FactScalar, Citation], RuleResult]


@dataclass(frozen=True, slots=True)
class Say:
    """The results one rule can give; every sentence is plain and short, without a full stop."""

    rule: str

    def met(self, message: str, citation: Citation | None = None) -> RuleResult:
        """The rule is met."""
        return RuleResult(self.rule, Verdict.MET, message, citation=citation)

    def blocked(self, message: str, citation: Citation) -> RuleResult:
        """A stated rule is not met."""
        return RuleResult(self.rule, Verdict.NOT_MET, message, blocks=True, citation=citation)

    def lowered(self, message: str, citation: Citation | None = None) -> RuleResult:
        """A preference is not met."""
        return RuleResult(self.rule, Verdict.NOT_MET, message, citation=citation)

    def aside(self, message: str) -> RuleResult:
        """The rule does not concern this applicant or this program."""
        return RuleResult(self.rule, Verdict.NOT_APPLICABLE, message)

    def fact_missing(
        self, message: str, fact: str, *, at_stake: bool = False, citation: Citation | None = None
    ) -> RuleResult:
        """A look-up of the program's fact would settle it."""
        return RuleResult(
            self.rule,
            Verdict.UNKNOWN,
            message,
            citation=citation,
            missing_fact=fact,
            at_stake=at_stake,
        )

    def answer_missing(
        self, message: str, answer: str, citation: Citation | None = None
    ) -> RuleResult:
        """The applicant's own answer would settle it."""
        return RuleResult(
            self.rule, Verdict.UNKNOWN, message, citation=citation, missing_answer=answer
        )

    def settle(self, fact: ProgramFact, about: str, decide: Decide) -> RuleResult | None:
        """What the readings of a fact amount to; None when nobody stated it.

        Where sources disagree the verdict is unknown and both are shown; it is at stake
        when one of them, were it right, would not be met.
        """
        if not fact.readings:
            return None
        if len(fact.readings) == 1 or fact.state is FactState.STATED:
            reading = fact.readings[0]
            return decide(reading.value, cite(reading))
        verdicts = {decide(reading.value, cite(reading)).verdict for reading in fact.readings}
        newest: dict[FactScalar, FactReading] = {}
        for reading in fact.readings:
            newest.setdefault(reading.value, reading)
        told = " or ".join(
            f"{shown(value)} ({reading.source}, {day(reading.read)})"
            for value, reading in newest.items()
        )
        return self.fact_missing(
            f"Sources disagree on {about}: {told}",
            fact.name,
            at_stake=Verdict.NOT_MET in verdicts,
            citation=cite(fact.readings[0]),
        )


def agreed(program: Program, name: str) -> FactScalar | None:
    """The value all readings of a fact agree on, as `ProgramFact.value`, only quicker."""
    fact = program.facts.get(name)
    if fact is None or not fact.readings:
        return None
    return fact.readings[0].value if len(fact.readings) == 1 else fact.value


def cite(reading: FactReading) -> Citation:
    """Where a reading was read."""
    return Citation(reading.source, locator=reading.note, read=reading.read, url=reading.url)


def shown(value: FactScalar) -> str:
    """A fact's value as a person says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_", " ")


def says_yes(value: FactScalar) -> bool:
    """Whether a yes-or-no fact says yes, however it was typed in."""
    return value is True or str(value).strip().lower() in ("yes", "true", "1")


def count(value: FactScalar) -> float:
    """A fact that is a number."""
    return float(value)


def day(date: dt.date) -> str:
    """A date as `12 Oct 2026`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def ordinal(n: int) -> str:
    """The word for a place in a row: `second`."""
    return ORDINALS[n - 1] if 1 <= n <= len(ORDINALS) else f"{n}th"


def number(value: float) -> str:
    """A number with at most one decimal, none where it is whole."""
    return f"{value:.1f}".removesuffix(".0")


def years_later(date: dt.date, n: int) -> dt.date:
    """The same day `n` years on; 28 February stands in for a missing 29th."""
    try:
        return date.replace(year=date.year + n)
    except ValueError:
        return date.replace(year=date.year + n, day=28)


def plural(n: float, word: str) -> str:
    """A number with its word: `1 letter`, `2.5 months`, `no letters`."""
    if n == 0:
        return f"no {word}s"
    return f"{number(n)} {word}" if n == 1 else f"{number(n)} {word}s"


def opened(sentence: str) -> str:
    """The sentence with a capital at its head."""
    return sentence[:1].upper() + sentence[1:]
