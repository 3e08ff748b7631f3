"""The season ribbon: steps as stretches of time, deadlines and today as uprights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from preround.charts.grammar import Axis, Bar, Chart, Mark, Role, Table, Upright
from preround.charts.svg import day_text


@dataclass(frozen=True, slots=True)
class Stretch:
    """One step: from its earliest to its latest day, with a word on how it stands."""

    title: str
    earliest: date
    latest: date
    role: Role = Role.DATA
    note: str = ""


def season_chart(
    title: str,
    stretches: Sequence[Stretch],
    moments: Sequence[tuple[date, str]] = (),
    footnotes: tuple[str, ...] = (),
) -> Chart:
    """Steps in the order given, from the first day to the last deadline."""
    marks: list[Mark] = [Upright(day, words) for day, words in moments]
    marks += [
        Bar(i, s.earliest, max(s.earliest, s.latest), s.role, s.note)
        for i, s in enumerate(stretches)
    ]
    rows = tuple(
        (s.title, day_text(s.earliest), day_text(s.latest), s.note or "-") for s in stretches
    )
    said = "; ".join(f"{s.title}, {day_text(s.earliest)} to {day_text(s.latest)}"
                     + (f" ({s.note})" if s.note else "") for s in stretches)  # fmt: skip
    return Chart(
        title,
        f"{len(stretches)} steps in time. {said}.",
        Axis("", "day"),
        Axis("", "row", tuple(s.title for s in stretches)),
        tuple(marks),
        Table(("Step", "Earliest", "Latest", "Note"), rows),
        footnotes,
    )
