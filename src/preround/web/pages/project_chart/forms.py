"""The chart's form: pasted numbers or a file, and how to read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.http import QueryDict

from preround.improve.cells import DayOrder
from preround.improve.read_measurements import MeasurementTable
from preround.jobs.chart_project import AUTO, ChartQuestion
from preround.jobs.project_picture import Wording

KINDS = (
    (AUTO, "the one that fits"), ("run", "run chart"), ("p", "p: so many out of so many"),
    ("u", "u: events per unit"), ("c", "c: counts"), ("xmr", "XmR: single values"),
    ("laney_p", "Laney p'"), ("laney_u", "Laney u'"), ("g", "g: number between events"),
    ("t", "t: time between events"),
)  # fmt: skip
MOST = 200_000


@dataclass(frozen=True, slots=True)
class ChartForm:
    """What was sent."""

    numbers: str
    kind: str
    change: str
    order: str
    title: str
    measure: str
    unit: str
    each_once: bool | None = None

    @classmethod
    def read(cls, sent: QueryDict) -> ChartForm:
        """Read the form; lengths are cut, meaning is left to the job."""
        return cls(
            sent.get("numbers", "")[:MOST],
            sent.get("kind", AUTO)[:20],
            sent.get("change", "").strip()[:20],
            sent.get("order", "")[:3],
            sent.get("title", "").strip()[:120],
            sent.get("measure", "").strip()[:120],
            sent.get("unit", "").strip()[:120],
            {"yes": True, "no": False}.get(sent.get("each_once", "")),
        )

    @property
    def day_order(self) -> DayOrder | None:
        """How numbered dates are meant, where the person has said so."""
        return DayOrder(self.order) if self.order in ("dmy", "mdy") else None

    def question(self, table: MeasurementTable) -> ChartQuestion:
        """The question to the job."""
        changes: tuple[dt.date | int, ...] = ()
        if self.change.isascii() and self.change.isdigit():
            changes = (int(self.change),)
        elif self.change:
            try:
                changes = (dt.date.fromisoformat(self.change),)
            except ValueError:
                changes = ()
        wording = Wording(self.title, self.measure, self.unit, table.in_shares)
        words = replace(table.words, measure=self.measure)
        return ChartQuestion(self.kind, None, (), changes, wording, words, self.each_once)
