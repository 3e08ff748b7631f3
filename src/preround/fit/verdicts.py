"""Verdicts on stated rules: met, not met, unknown or not applicable, for every program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from preround.domain.applicant import Applicant
from preround.domain.program import Program, ProgramFact, Track
from preround.domain.verdict import RuleResult
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.loading import load_rules
from preround.fit.rules.kit.rule import Rule
from preround.fit.rules.kit.standing import Standing, stand

__all__ = ["RuleContext", "judge", "judge_all", "rules"]

Results = tuple[RuleResult, ...]
NOTHING_STATED: Mapping[str, ProgramFact] = {}


def rules() -> tuple[Rule, ...]:
    """Every requirement rule, the most telling first."""
    return load_rules()


def judge(applicant: Applicant, program: Program, context: RuleContext) -> Results:
    """Judge one program by every rule that is not switched off.

    Parameters
    ----------
    applicant
        What the person told us.
    program
        With the facts known of it.
    context
        The season's facts, today, and the rules that are switched off.

    Returns
    -------
    tuple of RuleResult
        One for each rule, the most telling first.
    """
    standing = stand(applicant, context.today, context.season)
    return tuple(rule.check(standing, program, context) for rule in _active(context))


def judge_all(
    applicant: Applicant, programs: Sequence[Program], context: RuleContext
) -> list[Results]:
    """Judge many programs as `judge` does, sharing what is the same for several.

    Notes
    -----
    A rule sees of a program its state, its track and the facts it declares. So programs
    that state nothing share their results by state and track, and one that states
    something is judged anew only by the rules that read it. Cost: one look-up a program,
    and a few microseconds for each rule and program with a fact that rule reads.
    """
    return _Judge(applicant, context).judge_all(programs)


def _active(context: RuleContext) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules() if rule.code not in context.switched_off)


class _Judge:
    """One applicant in one context: what was judged once is not judged again."""

    def __init__(self, applicant: Applicant, context: RuleContext) -> None:
        self.context = context
        self.rules = _active(context)
        self.standing: Standing = stand(applicant, context.today, context.season)
        self._plain: dict[tuple[str, Track], Results] = {}
        self._readers = _readers(self.rules)
        self._touched: dict[tuple[str, ...], tuple[int, ...]] = {}

    def judge_all(self, programs: Sequence[Program]) -> list[Results]:
        """The results of each program, in their order."""
        return [self._judge(program) for program in programs]

    def _judge(self, program: Program) -> Results:
        key = (program.sponsor.state, program.track)
        plain = self._plain.get(key)
        if plain is None:
            plain = self._plain[key] = self._all_rules(replace(program, facts=NOTHING_STATED))
        if not program.facts:
            return plain
        touched = self._rules_reading(tuple(program.facts))
        if not touched:
            return plain
        results = list(plain)
        for i in touched:
            results[i] = self.rules[i].check(self.standing, program, self.context)
        return tuple(results)

    def _all_rules(self, program: Program) -> Results:
        return tuple(rule.check(self.standing, program, self.context) for rule in self.rules)

    def _rules_reading(self, names: tuple[str, ...]) -> tuple[int, ...]:
        touched = self._touched.get(names)
        if touched is None:
            places = {i for name in names for i in self._readers.get(name, ())}
            touched = self._touched[names] = tuple(sorted(places))
        return touched


def _readers(active: Sequence[Rule]) -> dict[str, list[int]]:
    """The places of the rules that read each fact."""
    readers: dict[str, list[int]] = {}
    for i, rule in enumerate(active):
        for name in rule.facts:
            readers.setdefault(name, []).append(i)
    return readers
