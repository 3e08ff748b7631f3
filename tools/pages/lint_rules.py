"""The rules on entries: what each says, why, where it was read, and its proven examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from preround.domain.citation import Citation
from preround.writing.rules.kit.loading import load_lint_rules
from preround.writing.rules.kit.rule import Example, LintRule

PATH = "docs/lint-rules.md"
HONESTY = (
    "What a line claims is held against the role, the supervision it names and the log. A log that"
    " shows less decides, in any role; a claim to clinical work that the role may not make is an"
    " error without one."
)
READER = (
    "These ask for what an adviser would ask for. None is an error but the form's own limit and"
    " what could tell who a patient is."
)
GROUPS = (
    ("Honesty", True, HONESTY),
    ("What a reader needs", False, READER),
)

INTRODUCTION = """\
# Rules on entries

`preround lint` and the entry pages judge a text by these rules, each a file of
`src/preround/writing/rules/`. Silence is the aim: words of the field (failed attempt, executive
physical, disabled ramp, host site, chief complaint) raise nothing. Any rule can be switched off for
one entry, with a note that says why; the note is kept beside the entry.

The pages and the tests come from the same values: every bad example below fires its rule, every
good one does not.
"""


def render(root: Path) -> str:
    """Write all rules on one page, honesty first."""
    del root
    rules = load_lint_rules()
    lines = [INTRODUCTION]
    for title, is_honesty, words in GROUPS:
        chosen = [rule for rule in rules if (rule.kind == "overclaim") is is_honesty]
        lines += [f"## {title}", "", words, "", "| rule | severity | why |", "|---|---|---|"]
        lines += [
            f"| [{rule.title}](#{rule.code}) | {rule.severity.value} | {rule.why} |"
            for rule in chosen
        ]
        for rule in chosen:
            lines += ["", *_section(rule)]
        lines.append("")
    return "\n".join(lines)


def _section(rule: LintRule) -> Iterator[str]:
    yield f'### <a id="{rule.code}"></a>{rule.title}'
    yield ""
    yield f"`{rule.code}`, kind `{rule.kind}`. {rule.why}"
    yield ""
    yield "| | role | log | text | what it says |"
    yield "|---|---|---|---|---|"
    for example in rule.bad:
        yield _row("fires", rule, example)
    for example in rule.good:
        yield _row("silent", rule, example)
    yield ""
    yield f"Sources: {'; '.join(_source(source) for source in rule.sources)}."


def _row(word: str, rule: LintRule, example: Example) -> str:
    said = " ".join(f"{spot.message} {spot.fix}" for spot in list(rule.check(example.line))[:1])
    text = example.text.replace("\n", "<br>")
    cells = (word, example.role or "–", _log(example), text, said or "–")
    return f"| {' | '.join(cell.replace('|', ' ') for cell in cells)} |"


def _log(example: Example) -> str:
    around = example.around
    told = [
        example.duty,
        f"description: {around.description}" if around.description else "",
        f"other entries: {' / '.join(around.others)}" if around.others else "",
        {True: "it is over", False: "it goes on", None: ""}[around.is_over],
        f"limit {example.limit}" if example.limit is not None else "",
    ]
    return "; ".join(part for part in told if part) or "–"


def _source(source: Citation) -> str:
    words = f"{source} ({source.confidence.value})"
    return f"[{words}]({source.url})" if source.url else words
