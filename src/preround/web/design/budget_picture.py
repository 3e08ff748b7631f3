"""The budget as a step line: what each next application costs, with the knee labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from preround.domain.program_list import FrontierStep
from preround.web.design.words import usd

WIDTH, HEIGHT = 288, 136
LEFT, RIGHT, TOP, BOTTOM = 36, 10, 26, 22
FEWEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Scale:
    """Places a number of applications and a fee in the picture."""

    n_most: int
    fee_most: float

    def x(self, n: float) -> float:
        """Give the distance from the left."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * n / self.n_most, 1)

    def y(self, fee: float) -> float:
        """Give the distance from the top."""
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * fee / self.fee_most, 1)


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
    scale = Scale(
        n_most=max(len(frontier), FEWEST_SHOWN),
        fee_most=max(step.marginal_fee_usd for step in frontier) or 1.0,
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>'
        '{}{}<path class="step" d="{}"/>{}{}</svg>',
        WIDTH,
        HEIGHT,
        "Price of each next application",
        sentence(frontier, n_now),
        _wash(frontier[:n_now], scale),
        _frame(frontier, scale),
        _line(frontier, scale),
        _here(frontier, n_now, scale),
        _knee_mark(frontier, scale),
    )


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


def _points(frontier: Sequence[FrontierStep], scale: Scale) -> str:
    parts = []
    for step in frontier:
        level = scale.y(step.marginal_fee_usd)
        parts.append(f"{scale.x(step.n - 1)},{level} {scale.x(step.n)},{level}")
    return " ".join(parts)


def _line(frontier: Sequence[FrontierStep], scale: Scale) -> str:
    return f"M{_points(frontier, scale)}"


def _wash(frontier: Sequence[FrontierStep], scale: Scale) -> SafeString:
    if not frontier:
        return SafeString("")
    floor = scale.y(0)
    path = f"M{scale.x(0)},{floor} {_points(frontier, scale)} {scale.x(frontier[-1].n)},{floor}Z"
    return format_html('<path class="done" d="{}"/>', path)


def _frame(frontier: Sequence[FrontierStep], scale: Scale) -> SafeString:
    prices = sorted({step.marginal_fee_usd for step in frontier if step.marginal_fee_usd > 0})
    shown = prices if len(prices) <= 3 else [prices[0], prices[-1]]
    rows = format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT, WIDTH - RIGHT, scale.y(fee), scale.y(fee), LEFT - 6, scale.y(fee) + 4, usd(fee))
            for fee in shown
        ),
    )
    stride = next((step for step in (10, 20, 50) if scale.n_most <= 6 * step), 100)
    columns = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        ((scale.x(n), HEIGHT - 6, n) for n in range(stride, scale.n_most + 1, stride)),
    )
    base = format_html(
        '<line class="base" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        LEFT,
        WIDTH - RIGHT,
        scale.y(0),
        scale.y(0),
    )
    return format_html("{}{}{}", rows, base, columns)


def _here(frontier: Sequence[FrontierStep], n_now: int, scale: Scale) -> SafeString:
    if not n_now:
        return SafeString("")
    x, floor = scale.x(n_now), scale.y(0)
    return format_html(
        '<line class="here" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="strong" x="{3}" y="{4}" text-anchor="{5}">{6}</text>',
        x,
        scale.y(frontier[n_now - 1].marginal_fee_usd),
        floor,
        x - 5,
        floor - 6,
        "end",
        f"{n_now} now",
    )


def _knee_mark(frontier: Sequence[FrontierStep], scale: Scale) -> SafeString:
    knee = find_knee(frontier)
    if knee is None:
        return SafeString("")
    x, y = scale.x(knee.n - 1), scale.y(knee.marginal_fee_usd)
    to_left = x > WIDTH / 2
    return format_html(
        '<circle class="knee" cx="{}" cy="{}" r="4"/>'
        '<text class="strong" x="{}" y="{}" text-anchor="{}">no. {}: {} to {}</text>',
        x,
        y,
        x + (4 if to_left else -4),
        y - 10,
        "end" if to_left else "start",
        knee.n,
        _before(frontier, knee),
        usd(knee.marginal_fee_usd),
    )
