"""Every rule gives its own examples the verdicts it claims for them."""

from __future__ import annotations

import re

import pytest

from preround.catalogue.fact_kinds import FACT_KINDS
from preround.domain.verdict import RuleResult, Verdict
from preround.facts.reader import load_season
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.loading import load_rules
from preround.fit.rules.kit.rule import EXAMPLE_SEASON, EXAMPLE_TODAY, Example, Rule
from preround.fit.rules.kit.standing import stand
from preround.jobs.ten_answers import questions

CONTEXT = RuleContext(load_season(EXAMPLE_SEASON), EXAMPLE_TODAY)
BAD = [(rule, example) for rule in load_rules() for example in rule.bad]
GOOD = [(rule, example) for rule in load_rules() for example in rule.good]
#: What the state boards decide; no program states them.
OF_THE_STATE = {"state_attempt_limit", "state_time_limit"}


def judged(rule: Rule, example: Example) -> RuleResult:
    standing = stand(example.record(), CONTEXT.today, CONTEXT.season)
    return rule.check(standing, example.program(), CONTEXT)


def named(value: object) -> str:
    return value.code if isinstance(value, Rule) else getattr(value, "says", str(value))


@pytest.mark.parametrize(("rule", "example"), BAD, ids=named)
def test_a_bad_example_is_not_met(rule: Rule, example: Example) -> None:
    result = judged(rule, example)
    assert result.verdict is Verdict.NOT_MET is example.verdict
    assert result.blocks is example.blocks


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=named)
def test_a_good_example_gets_its_verdict(rule: Rule, example: Example) -> None:
    result = judged(rule, example)
    assert example.verdict is not Verdict.NOT_MET
    assert result.verdict is example.verdict
    assert result.blocks is False
    assert result.at_stake is example.at_stake


@pytest.mark.parametrize(("rule", "example"), BAD + GOOD, ids=named)
def test_every_result_is_fit_to_show(rule: Rule, example: Example) -> None:
    result = judged(rule, example)
    assert result.rule == rule.code
    assert 3 < len(result.message) <= 160
    assert result.message[0].isupper() or result.message[0].isdigit()
    assert not result.message.endswith(".")
    assert not re.search(r"failed|failure|!|  ", result.message)
    if result.blocks:
        assert result.citation is not None
    if result.verdict is Verdict.UNKNOWN:
        assert bool(result.missing_fact) != bool(result.missing_answer)
    else:
        assert not result.at_stake


def test_rules_read_facts_that_the_catalogue_knows() -> None:
    known = set(FACT_KINDS)
    for rule in load_rules():
        assert set(rule.facts) <= known, rule.code


def test_missing_facts_are_those_of_the_catalogue_or_of_a_state() -> None:
    known = set(FACT_KINDS) | OF_THE_STATE
    for rule, example in BAD + GOOD:
        missing = judged(rule, example).missing_fact
        assert not missing or missing in known


def test_missing_answers_are_keys_the_rule_says_it_reads() -> None:
    for rule, example in BAD + GOOD:
        missing = judged(rule, example).missing_answer
        assert not missing or missing in rule.answers, (rule.code, missing)


def test_every_answer_a_rule_reads_can_be_asked_for() -> None:
    asked = {one.key for one in questions()} | {"wishes"}
    for rule in load_rules():
        for key in rule.answers:
            table, _, name = key.partition(".")
            parts = {table, name.partition(".")[0]}
            assert parts & asked or key == "applicant.has_us_experience", key
