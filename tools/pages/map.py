"""The map: every package of the source and the sentence it opens with."""

from __future__ import annotations

import ast
from pathlib import Path

PATH = "docs/map.md"
DEEPEST = 2  # so that one more page of the web app does not change the map
ORDER = ("cli", "web", "jobs", "", "catalogue", "facts", "domain")

INTRODUCTION = """\
# Map

Where things are, from the packages' own docstrings. Imports point down this list:
`cli` and `web` call one job; a job hands the value of one feature to the next; features
do not import each other; `catalogue` and `facts` stand below them, `domain` below all.
"""


def render(root: Path) -> str:
    """Read the docstrings without importing anything."""
    source = root / "src" / "preround"
    places = (path.parent.relative_to(source).parts for path in source.rglob("__init__.py"))
    names = sorted((p for p in places if len(p) <= DEEPEST and "migrations" not in p), key=_place)
    lines = [f"| {_link(parts)} | {_sentence(source.joinpath(*parts))} |" for parts in names]
    return "\n".join([INTRODUCTION, "| package | what it is for |", "|---|---|", *lines, ""])


def _place(parts: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Sort by layer, then by name; what has no layer of its own is a feature."""
    if not parts:
        return -1, parts
    return ORDER.index(parts[0] if parts[0] in ORDER else ""), parts


def _link(parts: tuple[str, ...]) -> str:
    name = ".".join(("preround", *parts))
    return f"[`{name}`]({'/'.join(('../src/preround', *parts))})"


def _sentence(folder: Path) -> str:
    """Give the first paragraph of a package's docstring, on one line."""
    tree = ast.parse((folder / "__init__.py").read_text("utf-8"))
    first = (ast.get_docstring(tree) or "").split("\n\n")[0]
    return " ".join(first.split()).replace("|", "\\|")
