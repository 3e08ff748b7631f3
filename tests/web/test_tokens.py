"""Text reaches 7:1 on every paper it stands on, controls 4.5:1, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from preround.web.settings import WEB

TOKENS = (WEB / "static" / "preround" / "tokens.css").read_text("utf-8")
TEXT = ("ink", "ink-soft", "met", "unknown", "blocked", "amber", "accent")
PAPERS = ("paper", "paper-sunk", "paper-raised")
WASHES = (("met", "met-wash"), ("unknown", "unknown-wash"), ("blocked", "blocked-wash"),
          ("amber", "amber-wash"), ("accent", "accent-wash"), ("ink", "accent-wash"),
          ("ink", "amber-wash"), ("ink", "blocked-wash"), ("ink", "met-wash"))  # fmt: skip


def theme(selector: str) -> dict[str, str]:
    block = TOKENS.split(selector, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


LIGHT = theme("\n:root {")
DARK = theme(':root[data-theme="dark"] {')


def luminance(color: str) -> float:
    # WCAG 2.2, relative luminance
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_and_of_gray_is_the_published_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_legible(colors: dict[str, str]) -> None:
    pairs = [(ink, paper) for ink in TEXT for paper in PAPERS]
    low = {
        pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2)
        for pair in (*pairs, *WASHES, ("on-accent", "accent"))
        if contrast(colors[pair[0]], colors[pair[1]]) < 7
    }
    assert low == {}


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_stand_out(colors: dict[str, str]) -> None:
    assert min(contrast(colors["control"], colors[paper]) for paper in PAPERS) >= 4.5


def test_dark_is_the_same_whether_the_system_or_the_person_chose_it() -> None:
    assert theme(':root:not([data-theme="light"]) {') == DARK
    assert set(LIGHT) == set(DARK)


def test_every_token_used_is_defined() -> None:
    styles = Path(WEB / "static" / "preround").glob("*.css")
    used = {name for path in styles for name in re.findall(r"var\(--([\w-]+)\)", path.read_text())}
    assert used <= set(re.findall(r"--([\w-]+):", TOKENS))
