"""The page of published and simulated figures, and the one that is committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from preround.jobs.bench_market import OTHERS, market_page, parameters_mark
from preround.jobs.simulate_season import Comparison, Simulation
from preround.match.market.draw import Size
from preround.match.market.parameters import load_parameters
from preround.match.market.simulate import Estimate
from preround.match.market.targets import load_targets

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "market.md"
TARGETS = load_targets(load_parameters())


@pytest.fixture(scope="module")
def page() -> str:
    """All figures as published, but couples ten points off."""
    found = {
        t.figure: Estimate(t.value + 0.1 * (t.figure == "match_rate.couples"), 0.001)
        for t in TARGETS
    }
    figures = {**found, **dict.fromkeys(OTHERS, Estimate(0.5, 0.01))}
    against = tuple(Comparison(t, found[t.figure]) for t in TARGETS)
    return market_page(Simulation(Size(1, 2, 3), 20, 1, figures, against, 9.0))


def test_a_miss_is_named_first_with_how_much_it_is(page: str) -> None:
    first = page.index("Held out and not: PGY-1 match rate, partners in couples (+10.0 points).")
    assert first < page.index("| figure | role |")
    assert "Calibrated and not: none." in page
    assert page.count("| no, +10.0 points |") == 1


def test_one_table_says_of_each_figure_whether_it_was_calibrated_or_held_out(page: str) -> None:
    for target in TARGETS:
        assert page.count(f"| {target.words} | {target.role} |") == 1


def test_the_committed_page_is_of_the_parameters_and_targets_of_today() -> None:
    text = COMMITTED.read_text("utf-8")
    written = "write it again: preround bench market --replicates 20 --seed 1 --out docs/market.md"
    assert parameters_mark() in text, written
    assert all(f"| {t.words} | {t.role} |" in text for t in TARGETS), written
