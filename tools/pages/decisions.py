"""The list of decisions, from their titles."""

from __future__ import annotations

from pathlib import Path

PATH = "docs/decisions/README.md"

INTRODUCTION = """\
# Decisions

A choice that was argued gets a numbered page here: what was decided, why, and what was
rejected. A page is not rewritten when the choice changes; a later page says so and the old
one points to it. Numbers leave room between subjects. Figures were measured in November 2026
on a two-core Linux machine with Python 3.11, unless a page says otherwise; they are there to
show sizes, not to be quoted.

Every dependency in `pyproject.toml` is named on one of these pages; a test demands it.

| no. | decision |
|---|---|
"""


def render(root: Path) -> str:
    """Read each page's first line, which starts with its number."""
    rows = []
    for path in sorted((root / PATH).parent.glob("[0-9]*.md")):
        first, *_ = path.read_text("utf-8").splitlines()
        number, _, title = first.removeprefix("# ").partition(" ")
        rows.append(f"| [{number}]({path.name}) | {title} |\n")
    return INTRODUCTION + "".join(rows)
