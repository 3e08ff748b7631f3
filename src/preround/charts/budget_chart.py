"""What each next application costs: a step line, a wash under what the list takes, the knee."""

from __future__ import annotations

from collections.abc import Sequence

from preround.charts.grammar import Area, Axis, Chart, Dot, Line, Mark, Role, Table, Upright

FEWEST_SHOWN = 40


def budget_chart(
    title: str,
    description: str,
    fees: Sequence[float],
    n_now: int,
    knee: tuple[int, str] | None = None,
) -> Chart:
    """The price of each application in its order.

    Parameters
    ----------
    title, description
        What it is, and what a person would see in it.
    fees
        Dollars of the first, second, and every further application.
    n_now
        How many the list takes as it stands.
    knee
        The number of the first that costs more, and words for it.
    """
    steps = tuple(
        point for n, fee in enumerate(fees) for point in ((float(n), fee), (n + 1.0, fee))
    )
    marks: list[Mark] = [Area(steps[: 2 * n_now], Role.QUIET), Line(steps, Role.CENTER)]
    if n_now:
        marks.append(Upright(float(n_now), f"{n_now} now", Role.DATA))
    if knee is not None:
        number, words = knee
        marks.append(Dot(number - 1.0, fees[number - 1], Role.DATA, words, is_ring=True))
    prices = sorted({fee for fee in fees if fee > 0})
    shown = prices if len(prices) <= 3 else [prices[0], prices[-1]]
    return Chart(
        title,
        description,
        Axis("applications", "number", low=0.0, high=float(max(len(fees), FEWEST_SHOWN))),
        Axis("", "money", low=0.0, high=1.25 * (max(fees, default=1.0) or 1.0),
             ticks=tuple(shown)),
        tuple(marks),
        Table(("Application", "Fee"), tuple((str(n), f"${fee:,.0f}")
                                            for n, fee in enumerate(fees, 1))),
    )  # fmt: skip
