"""A funnel: how many of something reached each step, one bar a step on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from preround.charts.grammar import Axis, Bar, Chart, Role, Table
from preround.charts.scales import number_ticks


def funnel_chart(
    title: str,
    steps: Sequence[tuple[str, int, int]],
    unit: str,
    footnotes: tuple[str, ...] = (),
) -> Chart:
    """Bars in the order of the steps.

    Parameters
    ----------
    steps
        Each step's name, how many reached it, and how many of those went no further.
    unit
        What is counted, in the plural.
    """
    most = max((n for _, n, _ in steps), default=0)
    return Chart(
        title,
        f"{unit.capitalize()} that reached each step: "
        + ", ".join(f"{name} {n}" for name, n, _ in steps)
        + ".",
        Axis(unit, low=0.0, high=float(max(most, 1)), ticks=_whole(max(most, 1))),
        Axis("", "row", tuple(name for name, _, _ in steps)),
        tuple(Bar(i, 0.0, float(n), Role.DATA, _words(n, stopped))
              for i, (_, n, stopped) in enumerate(steps)),
        Table(
            ("Step", "Reached it", "Went no further"),
            tuple((name, str(n), str(stopped)) for name, n, stopped in steps),
        ),
        footnotes,
    )  # fmt: skip


def _whole(most: int) -> tuple[float, ...]:
    """Ticks at whole numbers alone; half an opening is none."""
    return tuple(tick for tick in number_ticks(0, most, min(most, 5)) if tick == int(tick))


def _words(n: int, stopped: int) -> str:
    return f"{n}, of these {stopped} closed here" if stopped else f"{n}"
