"""Every style sheet closes what it opens: one open brace hides all that follows at a desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from preround.web.settings import WEB

SHEETS = sorted((WEB / "static" / "preround").glob("*.css"))


def unclosed(text: str) -> int:
    """How deep the sheet stands at its end; below zero where it closed too much."""
    plain = re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\])*"', "", text, flags=re.DOTALL)
    depth = 0
    for sign in re.findall(r"[{}]", plain):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return depth
    return depth


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_closes_what_it_opens(path: Path) -> None:
    assert unclosed(path.read_text("utf-8")) == 0


@pytest.mark.parametrize(
    ("planted", "depth"),
    [("@media print { a { b: c }", 1), ("a { b: c }}", -1), ('a::b { c: "}" }', 0)],
)
def test_a_planted_brace_is_found(planted: str, depth: int) -> None:
    assert unclosed(planted) == depth
