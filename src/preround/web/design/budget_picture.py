"""The budget as a step line: what each next application costs, with the knee labelled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from preround.charts.budget_chart import budget_chart
from preround.charts.svg import render
from preround.charts.themes import Theme
from preround.domain.program_list import FrontierStep
from preround.web.design.words import usd

WIDTH, HEIGHT = 288, 88


def find_knee(frontier: Sequence[FrontierStep]) -> FrontierStep | None:
    """Find the first application that costs more than the one before it."""
    for before, after in pairwise(frontier):
        if after.marginal_fee_usd > before.marginal_fee_usd > 0:
            return after
    return None


def budget(frontier: Sequence[FrontierStep], n_now: int) -> SafeString:
    """Draw the price of each next application.

    The wash under the line is what the list as it stands costs; the upright marks where
    it stops.
    """
    if not frontier:
        return SafeString("")
    n_now = min(n_now, len(frontier))
    knee = find_knee(frontier)
    words = None
    if knee is not None:
        before = _before(frontier, knee)
        words = (knee.n, f"no. {knee.n}: {before} to {usd(knee.marginal_fee_usd)}")
    chart = budget_chart(
        "Price of each next application",
        sentence(frontier, n_now),
        [step.marginal_fee_usd for step in frontier],
        n_now,
        words,
    )
    drawn = render(chart, width=WIDTH, theme=Theme.PAGE, bare=True, plot_height=HEIGHT)
    return mark_safe(drawn)  # noqa: S308 - escaped by render


def sentence(frontier: Sequence[FrontierStep], n_now: int) -> str:
    """Say in words what the picture shows."""
    total = frontier[n_now - 1].fee_usd if n_now else 0.0
    text = f"{n_now} applications cost {usd(total)} in all."
    knee = find_knee(frontier)
    if knee is not None:
        before = _before(frontier, knee)
        text += (
            f" From number {knee.n} each costs {usd(knee.marginal_fee_usd)} instead of {before}."
        )
    return text


def _before(frontier: Sequence[FrontierStep], knee: FrontierStep) -> str:
    place = frontier.index(knee)
    return usd(frontier[place - 1].marginal_fee_usd)
