"""What the odds and lists promise, what came out, and how to see it again."""

from __future__ import annotations

from pathlib import Path

from preround.fit.odds_checks import Check, load_checks

PATH = "docs/odds-checks.md"

PAGE = """\
# What is promised, and what came out

Figures of {measured:%d %B %Y}, on two busy cores; each command makes its figures anew, and the
test stands in the suite. The model card, with the tables behind these lines, is
[method.md](method.md); the app shows both under *How it works*.

| promise | asked | found | held | see it again |
|---|---|---|---|---|
{rows}

## Known failures

{failures}
"""


def render(root: Path) -> str:
    """Write the table from the file the app reads."""
    del root
    found = load_checks()
    return PAGE.format(
        measured=found.measured,
        rows="\n".join(_row(check) for check in found.checks),
        failures="\n".join(f"- **{one.name}.** {one.text}" for one in found.failures),
    )


def _row(check: Check) -> str:
    again = f"`{check.command}`, [test](../{check.test})"
    return f"| {check.name} | {check.asked} | {check.found} | {check.held} | {again} |"
