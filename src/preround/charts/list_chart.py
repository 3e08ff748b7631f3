"""A list's odds: one range a program, widest words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.charts.grammar import Axis, Chart, Range, Role, Table
from preround.charts.svg import value_text

#: Axes for chances: odds of an interview crowd near zero, so they are drawn by their root.
TOPS: dict[float, tuple[float, ...]] = {
    0.10: (0, 0.005, 0.02, 0.05, 0.10),
    0.25: (0, 0.01, 0.05, 0.12, 0.25),
    0.60: (0, 0.02, 0.10, 0.25, 0.60),
    1.00: (0, 0.05, 0.20, 0.50, 1.0),
}


@dataclass(frozen=True, slots=True)
class Odds:
    """One program's chance of an interview as a range, its support, and the published average."""

    name: str
    low: float
    mid: float
    high: float
    role: Role = Role.DATA
    word: str = ""
    support: str = "published"
    reference: float | None = None


def chance_axis(top: float, label: str = "") -> Axis:
    """The axis for chances up to one of the tops."""
    return Axis(label, "share", low=0.0, high=top, scale="root", ticks=TOPS[top])


def list_chart(title: str, rows: Sequence[Odds], footnotes: tuple[str, ...] = ()) -> Chart:
    """Ranges in the order given, on one scale from nothing."""
    cells = tuple(
        (r.name, *(value_text(v, share=True) for v in (r.low, r.mid, r.high)), r.word or "-")
        for r in rows
    )
    best = max(rows, key=lambda r: r.mid).name if rows else "none"
    highest = max((r.high for r in rows), default=0.0)
    top = next((one for one in TOPS if highest <= one), 1.0)
    return Chart(
        title,
        f"{len(rows)} ranges, low to high with the middle marked; the highest middle is {best}.",
        chance_axis(top, "chance of an interview"),
        Axis("", "row", tuple(r.name for r in rows)),
        tuple(
            Range(i, r.low, r.mid, r.high, r.role, r.word, r.support, r.reference)
            for i, r in enumerate(rows)
        ),
        Table(("Program", "Low", "Middle", "High", "Word"), cells),
        footnotes,
    )
