"""An audit's shares: how much of a job faces patients, the team, the system."""

from __future__ import annotations

from collections.abc import Sequence

from preround.charts.grammar import Axis, Bar, Chart, Role, Table
from preround.charts.svg import value_text


def audit_chart(
    title: str, shares: Sequence[tuple[str, float]], footnotes: tuple[str, ...] = ()
) -> Chart:
    """One bar a marker, each a share of all tasks; a task may carry several markers."""
    words = [(name, value_text(share, share=True)) for name, share in shares]
    return Chart(
        title,
        "Shares of tasks: " + ", ".join(f"{name} {text}" for name, text in words) + ".",
        Axis("share of tasks", "share", low=0.0, high=1.0),
        Axis("", "row", tuple(name for name, _ in shares)),
        tuple(Bar(i, 0.0, share, Role.DATA, words[i][1]) for i, (_, share) in enumerate(shares)),
        Table(("Marker", "Share of tasks"), tuple(words)),
        footnotes,
    )
