"""A list's odds: one range a program, widest words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.charts.grammar import Axis, Chart, Range, Role, Table
from preround.charts.svg import value_text


@dataclass(frozen=True, slots=True)
class Odds:
    """One program's chance of an interview as a range."""

    name: str
    low: float
    mid: float
    high: float
    role: Role = Role.DATA
    word: str = ""


def list_chart(title: str, rows: Sequence[Odds], footnotes: tuple[str, ...] = ()) -> Chart:
    """Ranges in the order given, on one scale from nothing."""
    cells = tuple(
        (r.name, *(value_text(v, share=True) for v in (r.low, r.mid, r.high)), r.word or "-")
        for r in rows
    )
    best = max(rows, key=lambda r: r.mid).name if rows else "none"
    return Chart(
        title,
        f"{len(rows)} ranges, low to high with the middle marked; the highest middle is {best}.",
        Axis("chance of an interview", "share"),
        Axis("", "row", tuple(r.name for r in rows)),
        tuple(Range(i, r.low, r.mid, r.high, r.role, r.word) for i, r in enumerate(rows)),
        Table(("Program", "Low", "Middle", "High", "Word"), cells),
        footnotes,
    )
