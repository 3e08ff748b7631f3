"""The forms of a measure: its definition, its numbers as pasted or uploaded, how it is charted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, QueryDict

from preround.improve.cells import DayOrder
from preround.improve.columns import ROLES
from preround.improve.periods import Period
from preround.improve.project import Measure, Point, Project
from preround.improve.read_measurements import sheet_text
from preround.web.pages.project_parts.fields import Asked, Kind

MOST = 400_000
KINDS = (
    ("outcome", "outcome: what should get better"),
    ("process", "process: whether the change is done"),
    ("balancing", "balancing: what might get worse elsewhere"),
)
MEASURE = (
    Asked("name", "What is measured", required=True, hint="Registrations with an error"),
    Asked("kind", "What it is for", Kind.CHOICE, choices=KINDS),
    Asked("definition", "How exactly it is counted", Kind.WORDS,
          "Who counts what, out of what, when, and what is left out: registrations with one of 15 "
          "listed errors, of 60 drawn each week by their last digit."),
    Asked("unit", "Unit", hint="min, forms; none for a share"),
    Asked("better", "Better is", Kind.CHOICE, choices=(("lower", "lower"), ("higher", "higher"))),
)  # fmt: skip
PERIODS = (("", "one row, one point"), *((p.value, f"by {p.value}") for p in Period))
ROLE_WORDS = {
    "date": "the day", "index": "the order", "value": "a measured value", "count": "the count",
    "denominator": "out of how many", "case": "yes or no for one case",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumbersForm:
    """Numbers as pasted, and how they are meant."""

    text: str = ""
    name: str = "your numbers"
    order: str = ""
    per: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    version: int = 0

    @classmethod
    def read(cls, request: HttpRequest, version: int) -> NumbersForm:
        """What was sent; a file takes the place of what was pasted.

        Raises
        ------
        UserError
            When the file is no table.
        """
        post = request.POST
        text, name = post.get("numbers", "")[:MOST], "your numbers"
        file = request.FILES.get("file")
        if file is not None:
            name = (file.name or "your file")[:120]
            text = sheet_text(file.read(), name)
        roles = {
            role: post[f"role-{i}"]
            for i, role in enumerate(ROLES)
            if post.get(f"role-{i}", "").strip()
        }
        return cls(text, name, post.get("order", ""), post.get("per", ""), roles, (), version)

    @property
    def day_order(self) -> DayOrder | None:
        """How numbered dates are meant, where the person has said so."""
        return DayOrder(self.order) if self.order in tuple(DayOrder) else None

    @property
    def period(self) -> Period | None:
        """The period rows are brought together by."""
        return Period(self.per) if self.per in tuple(Period) else None

    @property
    def asked_roles(self) -> list[tuple[int, str, str]]:
        """Roles to choose a heading for: their place, words, and what is chosen."""
        return [(i, ROLE_WORDS[role], self.roles.get(role, "")) for i, role in enumerate(ROLES)]

    def with_headings(self, headings: Sequence[str]) -> NumbersForm:
        """Ask which heading is which role."""
        return replace(self, headings=tuple(headings))


def as_text(points: Sequence[Point], *, in_shares: bool = False) -> str:
    """Kept points as a sheet one can change; shares are written as percentages."""
    if not points:
        return ""
    counted = any(p.count is not None for p in points)
    out_of = any(p.denominator is not None for p in points)
    roles = ("count", "denominator")[: 1 + out_of] if counted else ("value",)
    sign = "%" if in_shares and not counted else ""
    dated = isinstance(points[0].when, dt.date)
    lines = [",".join(("date" if dated else "index", *roles))]
    for point in points:
        cells = [getattr(point, role) for role in roles]
        shown = ["" if c is None else f"{c * (100 if sign else 1):.10g}{sign}" for c in cells]
        lines.append(",".join((str(point.when), *shown)))
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ReadingForm:
    """How a measure is charted, as typed."""

    chart: str
    picked: tuple[str, ...]
    other: str
    baseline: str
    exclude: str
    each_once: str
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, measure: Measure, project: Project, version: int) -> ReadingForm:
        """What is stored, as it would be typed."""
        cycles = {one.start.isoformat() for one in project.cycles if one.start}
        changes = [str(one) for one in measure.changes]
        return cls(
            measure.chart,
            tuple(one for one in changes if one in cycles),
            ", ".join(one for one in changes if one not in cycles),
            "" if measure.baseline is None else str(measure.baseline),
            ", ".join(map(str, measure.exclude)),
            {True: "yes", False: "no"}.get(measure.each_once, "")
            if measure.each_once is not None
            else "",
            version,
        )

    @classmethod
    def read(cls, post: QueryDict, version: int) -> ReadingForm:
        """Read what was sent, and say what does not fit."""
        typed = {
            name: post.get(name, "").strip()[:200]
            for name in ("chart", "other", "baseline", "exclude", "each_once")
        }
        form = cls(
            typed["chart"] or "auto", tuple(post.getlist("change")), typed["other"],
            typed["baseline"], typed["exclude"], typed["each_once"], version,
        )  # fmt: skip
        problems = {}
        for name, fix in (
            ("other", "Write days as 2026-03-23, or point numbers, with commas between."),
            ("baseline", "Write a whole number of points, such as 12."),
            ("exclude", "Write point numbers with commas between, such as 7, 12."),
        ):
            try:
                form.part(name)
            except ValueError:
                problems[name] = fix
        return replace(form, problems=problems)

    def part(self, name: str) -> tuple[dt.date | int, ...]:
        """One typed list as days or numbers.

        Raises
        ------
        ValueError
            When a word of it is neither.
        """
        words = [word for word in re.split(r"[,;\s]+", getattr(self, name)) if word]
        if name == "other":
            return tuple(int(w) if w.isdigit() else dt.date.fromisoformat(w) for w in words)
        return tuple(int(word) for word in words)

    def onto(self, measure: Measure) -> Measure:
        """The measure charted this way."""
        cycles = [dt.date.fromisoformat(one) for one in self.picked]
        changes = tuple(sorted({*cycles, *self.part("other")}, key=str))
        baseline = self.part("baseline")
        return measure.model_copy(
            update={
                "chart": self.chart,
                "changes": changes,
                "baseline": baseline[0] if baseline else None,
                "exclude": tuple(sorted(set(self.part("exclude")))),
                "each_once": {"yes": True, "no": False}.get(self.each_once),
            }
        )
