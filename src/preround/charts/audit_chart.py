"""An audit's shares: how much of a job faces patients, the team, the system."""

from __future__ import annotations

from collections.abc import Sequence

from preround.charts.grammar import Axis, Chart, Column, Role, Table

OUTLINE = "Outline: the stretch before."
#: The axis reaches at least here, so that one week looks like the next.
LOWEST_TOP = 0.6


def audit_chart(
    title: str,
    shares: Sequence[tuple[str, float, float | None]],
    usual: tuple[float, float] | None = None,
    footnotes: tuple[str, ...] = (),
) -> Chart:
    """One column a marker, each a share of all tasks, on one baseline.

    Parameters
    ----------
    title
        Whose tasks they are, and when.
    shares
        Name, share now, and the share before where there was one, drawn as an outline. A task may
        carry several markers.
    usual
        Where the last share usually lies, drawn as a band behind it.
    footnotes
        What else to say below.
    """
    marks: list[Column] = []
    if usual is not None:
        marks.append(Column(len(shares) - 1, *usual, Role.QUIET))
    for i, (_, now, before) in enumerate(shares):
        marks.append(Column(i, 0.0, now, Role.DATA, f"{now:.0%}"))
        if before is not None:
            marks.append(Column(i, 0.0, before, Role.BEFORE))
    told = [OUTLINE] if any(before is not None for *_, before in shares) else []
    if usual is not None:
        low, high = usual
        told.append(f"Shaded: where {shares[-1][0].lower()} usually lies, {low:.0%} to {high:.0%}.")
    return Chart(
        title,
        "; ".join(_said(*one) for one in shares),
        Axis("", "row", tuple(name for name, *_ in shares)),
        Axis("", "share", low=0.0, high=max([LOWEST_TOP, *(m.high for m in marks)])),
        tuple(marks),
        Table(
            ("Marker", "Share of tasks", "Before"),
            tuple((n, f"{a:.0%}", "-" if b is None else f"{b:.0%}") for n, a, b in shares),
        ),
        (*told, *footnotes),
    )


def _said(name: str, now: float, before: float | None) -> str:
    tail = "" if before is None else f", {before:.0%} before"
    return f"{name} {now:.0%}{tail}"
