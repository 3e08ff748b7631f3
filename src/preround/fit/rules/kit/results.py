"""Building results in one voice, and settling what a program's readings amount to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from preround.catalogue.fact_kinds import FACT_KINDS
from preround.domain.citation import Citation
from preround.domain.program import FactReading, FactScalar, Program, ProgramFact
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")

#: Facts that a program restates each season, so that an earlier reading is stale.
EXPIRING = frozenset(name for name, kind in FACT_KINDS.items() if kind.expires_with_season)

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

    def settle(
        self, program: Program, name: str, about: str, decide: Decide, context: RuleContext
    ) -> RuleResult | None:
        """What the readings of a fact amount to this season; None when nobody stated it.

        Where sources disagree the verdict is unknown and both are shown. A fact that
        expires with the season and was read before it is unknown too, and shown with what
        it was. Either is at stake when one of the readings, were it right, is not met.
        """
        fact = program.fact(name)
        if not fact.readings:
            return None
        now = this_season(fact, context)
        if not now:
            return self._stale(fact, decide)
        if len(now) == 1 or len({reading.value for reading in now}) == 1:
            return decide(now[0].value, cite(now[0]))
        return self._disagree(ProgramFact(name, now), about, decide)

    def _stale(self, fact: ProgramFact, decide: Decide) -> RuleResult:
        last = fact.readings[0]
        then = decide(last.value, cite(last))
        return self.fact_missing(
            f"{then.message} (read {day(last.read)}, before this season: look again)",
            fact.name,
            at_stake=then.verdict is Verdict.NOT_MET,
            citation=cite(last),
        )

    def _disagree(self, fact: ProgramFact, about: str, decide: Decide) -> RuleResult:
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


def this_season(fact: ProgramFact, context: RuleContext) -> tuple[FactReading, ...]:
    """The readings that count: all, or this season's where the fact expires with it."""
    if fact.name not in EXPIRING:
        return fact.readings
    return tuple(reading for reading in fact.readings if reading.read >= context.opens)


def agreed(program: Program, name: str, context: RuleContext) -> FactScalar | None:
    """The value that all readings of this season agree on, if they do."""
    fact = program.facts.get(name)
    now = this_season(fact, context) if fact else ()
    if not now or (len(now) > 1 and len({reading.value for reading in now}) > 1):
        return None
    return now[0].value


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
