"""One improvement project as a record: problem, aim, permission, measures, cycles."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity

Words = Annotated[str, Field(max_length=4000)]
Line = Annotated[str, Field(max_length=300)]


MOST_POINTS = 2000


class MeasureKind(StrEnum):
    """What a measure is for."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"


class ReviewBoard(StrEnum):
    """Where the project stands with an institutional review board."""

    UNKNOWN = "unknown"
    ASKED = "asked"
    NOT_RESEARCH = "not_research"
    EXEMPT = "exempt"
    APPROVED = "approved"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class FoundLine(_Part):
    """A line of the work log the problem was found in; `line` is its number there."""

    week: dt.date
    text: Line
    job: Line = ""
    line: int | None = None


class Aim(_Part):
    """How much, for whom, by when; shares are written as parts of one, with % as unit."""

    text: Words = ""
    start: float | None = None
    goal: float | None = None
    unit: Annotated[str, Field(max_length=40)] = ""
    for_whom: Line = ""
    by: dt.date | None = None


class Permission(_Part):
    """Who agreed to it, and what the review board said."""

    supervisor_agreed: bool | None = None
    agreed_by: Line = ""
    agreed_on: dt.date | None = None
    review_board: ReviewBoard = ReviewBoard.UNKNOWN
    note: Words = ""


class Point(_Part):
    """One measurement, as it is kept with the project."""

    when: dt.date | int
    value: float | None = None
    count: float | None = None
    denominator: float | None = None


class RedcapSource(_Part):
    """That a sheet is a REDCap export: its dictionary, and which fields are charted."""

    dictionary: Line = ""
    date: Line = ""
    measured: Line = ""
    counted: tuple[Line, ...] = ()
    per: Literal["", "day", "week", "month", "quarter"] = ""


class Measure(_Part):
    """One measure; `data` names the sheet beside the project's file, or `points` are here.

    `each_once` says whether each item counts at most once; `count_word` and the like are what
    the sheet called its columns.
    """

    id: Annotated[str, Field(max_length=40)] = ""
    name: Line
    kind: MeasureKind = MeasureKind.OUTCOME
    definition: Words = ""
    unit: Line = ""
    data: Line = ""
    chart: Line = "auto"
    baseline: int | None = Field(None, ge=1)
    changes: tuple[dt.date | int, ...] = ()
    better: Literal["lower", "higher"] = "lower"
    each_once: bool | None = None
    exclude: tuple[int, ...] = ()
    redcap: RedcapSource | None = None
    points: tuple[Point, ...] = Field((), max_length=MOST_POINTS)
    value_word: Line = ""
    count_word: Line = ""
    denominator_word: Line = ""
    in_shares: bool = False
    read_from: Line = ""


class PdsaCycle(_Part):
    """One cycle of plan, do, study, act; `expect` is what was thought would come of it."""

    id: Annotated[str, Field(max_length=40)] = ""
    name: Line
    expect: Words = ""
    start: dt.date | None = None
    end: dt.date | None = None
    plan: Words = ""
    do: Words = ""
    study: Words = ""
    act: Literal["", "adopt", "adapt", "abandon"] = ""
    note: Words = ""


class Published(_Part):
    """Where a re-created project was published, and what in it is made for the example."""

    source: Line
    url: Line = ""
    made: Words = ""


class Project(_Part):
    """An improvement project, as its file holds it."""

    schema_version: Literal[1] = 1
    title: Line
    place: Line = ""
    my_role: Line = ""
    problem: Words = ""
    found_in: Words = ""
    found: tuple[FoundLine, ...] = Field((), max_length=60)
    known: Words = ""
    aim: Aim = Aim()
    permission: Permission = Permission()
    measures: tuple[Measure, ...] = Field((), max_length=12)
    cycles: tuple[PdsaCycle, ...] = Field((), max_length=40)
    lessons: Words = ""
    limits: Words = ""
    published: Published | None = None


class BadProject(UserError):
    """A project file that cannot be read; names every place at fault."""

    def __init__(self, name: str, problems: list[str]) -> None:
        shown = "; ".join(problems[:6])
        super().__init__(f"{name}: {shown}. Correct the file; every key but title may be left out.")


def read_project(text: str, name: str = "project") -> Project:
    """Read a project's TOML, or the JSON the app writes.

    Raises
    ------
    BadProject
        When it is neither, or keys and values do not fit.
    """
    try:
        if text.lstrip("\ufeff \t\r\n").startswith("{"):
            return with_ids(Project.model_validate(json.loads(text.lstrip("\ufeff"))))
        return with_ids(Project.model_validate(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as wrong:
        raise BadProject(name, [str(wrong)]) from None
    except RecursionError:
        raise BadProject(name, ["it is nested too deep to be a project"]) from None
    except ValidationError as wrong:
        problems = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong.errors()]
        raise BadProject(name, problems) from None


def with_ids(project: Project) -> Project:
    """The project with an id for every measure and cycle; those that have one keep it."""
    return project.model_copy(
        update={
            "measures": _numbered(project.measures, "m"),
            "cycles": _numbered(project.cycles, "c"),
        }
    )


def next_id(taken: Iterable[str], letter: str) -> str:
    """The first of letter1, letter2 and so on that is not taken."""
    there = set(taken)
    return next(one for n in itertools.count(1) if (one := f"{letter}{n}") not in there)


Numbered = TypeVar("Numbered", Measure, PdsaCycle)


def _numbered(parts: tuple[Numbered, ...], letter: str) -> tuple[Numbered, ...]:
    taken = {one.id for one in parts if one.id}
    found: list[Numbered] = []
    seen: set[str] = set()
    for one in parts:
        key = one.id
        if not key or key in seen:
            key = next_id(taken, letter)
            taken.add(key)
        seen.add(key)
        found.append(one if key == one.id else one.model_copy(update={"id": key}))
    return tuple(found)


def aim_words(aim: Aim, what: str = "") -> str:
    """The aim in the person's words, or put together from its parts where there are no words."""
    if aim.text or aim.goal is None:
        return aim.text
    goal = amount(aim.goal, aim.unit)
    start = f"from {amount(aim.start, aim.unit)} " if aim.start is not None else ""
    whom = f" for {aim.for_whom}" if aim.for_whom else ""
    by = f" by {aim.by.day} {aim.by:%B %Y}" if aim.by is not None else ""
    words = f"{what + ' ' if what else ''}{start}to {goal}{whom}{by}."
    return words[0].upper() + words[1:]


def amount(value: float, unit: str) -> str:
    """A number as the aim writes it.

    Examples
    --------
    >>> amount(0.35, "%"), amount(240, "s")
    ('35%', '240 s')
    """
    if unit == "%":
        return f"{100 * value:.10g}%"
    return f"{value:.10g} {unit}".strip()


def review(project: Project, today: dt.date) -> tuple[Finding, ...]:
    """What a supervisor or an editor would ask about first.

    Source
    ------
    Aim with how much, for whom, by when, and outcome, process and balancing measures:
    Langley and others, The Improvement Guide (2009), model for improvement. Ethics and
    operational definitions: SQUIRE 2.0, items 10 and 12 (Ogrinc and others 2016).
    """
    found = []

    def say(code: str, place: str, message: str, fix: str) -> None:
        found.append(Finding(code, Severity.WARNING, place, message, fix))

    aim = project.aim
    if aim.goal is None or aim.by is None or not aim.for_whom:
        say("aim", "aim", "The aim lacks how much, for whom or by when.",
            "Write a number to reach, the people it is for, and a day.")  # fmt: skip
    if aim.by is not None and aim.by < today and not any(c.act for c in project.cycles):
        say("aim_past", "aim.by", f"The aim's day, {aim.by}, has passed without a decided cycle.",
            "Set a new day, or say what was decided.")  # fmt: skip
    if not project.permission.supervisor_agreed:
        say("permission", "permission", "No supervisor's agreement is recorded.",
            "Ask before you change anything, and note who agreed and when.")  # fmt: skip
    if project.permission.review_board is ReviewBoard.UNKNOWN:
        say("review_board", "permission.review_board", "Nothing is noted on the review board.",
            "Ask whether it counts as improvement, not research, and note the answer.")  # fmt: skip
    kinds = {measure.kind for measure in project.measures}
    for kind, ask in (
        (MeasureKind.OUTCOME, "what would be better for patients or staff"),
        (MeasureKind.BALANCING, "what might get worse elsewhere"),
    ):
        if kind not in kinds:
            say(f"no_{kind}", "measures", f"There is no {kind} measure.", f"Measure {ask}.")
    for i, measure in enumerate(project.measures, start=1):
        if not measure.definition:
            say("definition", f"measures.{i}", f"{measure.name} has no operational definition.",
                "Say who counts what, when, and what is left out.")  # fmt: skip
    return tuple(found)
