"""The requirement rules: what each asks, why, where it was read, and its proven examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from preround.domain.citation import Citation
from preround.facts.reader import load_season
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.loading import load_rules
from preround.fit.rules.kit.results import day, shown
from preround.fit.rules.kit.rule import (
    EXAMPLE_READ,
    EXAMPLE_SEASON,
    EXAMPLE_TODAY,
    Example,
    Rule,
)
from preround.fit.rules.kit.standing import stand

PATH = "docs/rules/README.md"
VERDICT_WORDS = {
    "met": "met",
    "not_met": "not met",
    "unknown": "unknown",
    "not_applicable": "does not apply",
}

INTRODUCTION = f"""\
# Requirement rules

Each rule holds one stated requirement against one record and gives a verdict: *met*, *not met*,
*unknown* or *does not apply*. A stated requirement that is not met **blocks** the program; a
preference that is not met lowers it; unknown does neither and says which look-up or which answer
would settle it. **At stake** marks an unknown that this record may well not meet: look it up before
paying. What a program restates each season and was read before this one counts as unknown, shown
with what it was. Where sources disagree, both are shown and nothing blocks.

The pages and the tests come from the same values: every example below is judged in the tests as
shown, in season {EXAMPLE_SEASON} on {day(EXAMPLE_TODAY)}, with program facts read on
{day(EXAMPLE_READ)} unless it says otherwise. Any rule can be switched off by its code.
"""


def render(root: Path) -> str:
    """Write all rules on one page, the most telling first."""
    del root
    rules = load_rules()
    context = RuleContext(load_season(EXAMPLE_SEASON), EXAMPLE_TODAY)
    lines = [INTRODUCTION, "| rule | asks |", "|---|---|"]
    lines += [f"| [{rule.title}](#{_anchor(rule.title)}) | {rule.message} |" for rule in rules]
    for rule in rules:
        lines += ["", *_section(rule, context)]
    return "\n".join([*lines, ""])


def _anchor(title: str) -> str:
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -")
    return kept.replace(" ", "-")


def _section(rule: Rule, context: RuleContext) -> Iterator[str]:
    yield f"## {rule.title}"
    yield ""
    yield f"`{rule.code}`. {rule.message} {rule.why}"
    yield ""
    if rule.mendable:
        yield "It can still be met this season."
        yield ""
    if rule.facts:
        yield f"Reads of the program: {_codes(rule.facts)}."
    yield f"Reads of the record: {_codes(rule.answers)}."
    yield ""
    yield "| example | record | program | verdict | message |"
    yield "|---|---|---|---|---|"
    for example in (*rule.bad, *rule.good):
        yield _row(rule, example, context)
    yield ""
    yield "Sources:"
    yield ""
    yield from (f"- {_source(source)}" for source in rule.sources)


def _row(rule: Rule, example: Example, context: RuleContext) -> str:
    standing = stand(example.record(), context.today, context.season)
    result = rule.check(standing, example.program(), context)
    verdict = VERDICT_WORDS[result.verdict.value]
    if result.blocks:
        verdict += ", **blocks**"
    if result.at_stake:
        verdict += ", at stake"
    cells = (example.says, _record(example.applicant), _program(example), verdict, result.message)
    return f"| {' | '.join(cells)} |"


def _record(answers: Mapping[str, object]) -> str:
    return "; ".join(_answer(key, value) for key, value in answers.items()) or "nothing told"


def _answer(key: str, value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        rows = [_answer("", row) for row in value]
        told = [f"{rows.count(row)} × {row}" if rows.count(row) > 1 else row for row in rows]
        listed = "; ".join(dict.fromkeys(told))
        return f"{key}: {listed}" if key == "letters" else listed
    return f"{key} {_plain(value)}".strip()


def _plain(value: object) -> str:
    if isinstance(value, list):
        return " and ".join(_plain(one) for one in value)
    return shown(value) if isinstance(value, bool | int | float) else str(value)


def _program(example: Example) -> str:
    told = [
        f"`{name}` {' or '.join(shown(one) for one in value)}"
        if isinstance(value, tuple)
        else f"`{name}` {shown(value)}"
        for name, value in example.facts.items()
    ]
    if example.state != "NY":
        told.append(f"in {example.state}")
    if example.track.value != "categorical":
        told.append(example.track.value.replace("_", " "))
    if example.read != EXAMPLE_READ:
        told.append(f"read {day(example.read)}")
    return ", ".join(told) or "states nothing"


def _source(source: Citation) -> str:
    words = f"{source} ({source.confidence.value})"
    return f"[{words}]({source.url})" if source.url else words


def _codes(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
