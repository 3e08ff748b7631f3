"""The small grammar of charts: two axes, a handful of marks, a table behind them.

A description says what is shown and never how it looks. One renderer draws all of them, so a
new kind of chart is one function that returns a `Chart`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a mark stands for; the theme gives it ink, the shape tells it without color."""

    DATA = "data"
    CENTER = "center"
    LIMIT = "limit"
    CHANGE = "change"
    MET = "met"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    REMEMBERED = "remembered"
    QUIET = "quiet"
    BEFORE = "before"


X = float | date


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: `kind` is number, share (0.12 shown as 12 %), money, day, or row (`rows` name them).

    Rows on the y axis carry bars and ranges, on the x axis columns. `scale` is plain, or root,
    on which small shares stand apart and zero still has its place. `ticks` are chosen where none
    are given. On an axis of kind power a value stands for a power of ten: 3 is shown as 1,000.
    """

    label: str
    kind: str = "number"
    rows: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    scale: str = "plain"
    ticks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined in order; None is a gap that stays open."""

    points: tuple[tuple[X, float | None], ...]
    role: Role = Role.DATA


@dataclass(frozen=True, slots=True)
class Area:
    """What lies between a line and zero."""

    points: tuple[tuple[X, float], ...]
    role: Role = Role.QUIET


@dataclass(frozen=True, slots=True)
class Dot:
    """One point; a noted one is a diamond, or a ring where it is no warning."""

    x: X
    y: float
    role: Role = Role.DATA
    note: str = ""
    is_ring: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal stretch, one value or one for each x; `label` is written at its end."""

    points: tuple[tuple[X, float], ...]
    role: Role
    label: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Words above a stretch of the x axis."""

    start: X
    end: X
    label: str


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line with words at its top: a change, a deadline, today."""

    x: X
    label: str
    role: Role = Role.CHANGE


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in a row from `start` to `end`, with words after it."""

    row: int
    start: X
    end: X
    role: Role = Role.DATA
    label: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """An upright bar over a name of the x axis; a band is as wide as its place."""

    place: int
    low: float
    high: float
    role: Role = Role.DATA
    label: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """Low, middle and high in a row; the line tells the support: published, estimated, guess."""

    row: int
    low: float
    mid: float
    high: float
    role: Role = Role.DATA
    label: str = ""
    support: str = "published"
    reference: float | None = None


Mark = Line | Area | Dot | Level | Span | Upright | Bar | Column | Range


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a chart, as they are read out and copied."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart: `description` says in words what a person would see in it."""

    title: str
    description: str
    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    table: Table
    footnotes: tuple[str, ...] = ()
