"""The parts themselves: their fields, what stands in them, and the project they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from preround.improve.project import Aim, FoundLine, Permission, Project
from preround.web.pages.project_parts.fields import Asked, Kind, as_typed

ASK = (("", "not noted yet"), ("yes", "yes"), ("no", "no"))
BOARD = (
    ("unknown", "not noted yet"), ("asked", "asked, answer awaited"),
    ("not_research", "improvement of care, not research"), ("exempt", "exempt"),
    ("approved", "approved"),
)  # fmt: skip
Change = Callable[[Project, Mapping[str, Any]], Project]


@dataclass(frozen=True, slots=True)
class Part:
    """One written part: its key, title, what it is for, its fields, and its way in and out."""

    key: str
    title: str
    lead: str
    asked: Sequence[Asked]
    show: Callable[[Project], dict[str, str]]
    change: Change


def _show(names: Sequence[str]) -> Callable[[Project], dict[str, str]]:
    return lambda project: {name: as_typed(getattr(project, name)) for name in names}


def _set(project: Project, values: Mapping[str, Any]) -> Project:
    return project.model_copy(update=dict(values))


PROBLEM = Part(
    "problem",
    "Problem",
    "What goes wrong, how often, for whom. A problem you see at work, small enough to change.",
    (
        Asked("title", "What the project is called", required=True),
        Asked("problem", "The problem", Kind.WORDS,
              "One registration in three carries an error that comes back from billing."),
        Asked("place", "Where", hint="Patient access of a 300-bed hospital"),
        Asked("my_role", "Your part in it", hint="Registration clerk who drew and checked the "
              "sample; the manager agreed and the unit took part"),
        Asked("found_in", "Where else it showed", Kind.WORDS,
              "Billing's returns of four weeks, complaints, a report", rows=2),
        Asked("known", "What others have found, and where you read it", Kind.WORDS, rows=2),
    ),
    _show(("title", "problem", "place", "my_role", "found_in", "known")),
    _set,
)  # fmt: skip


def _show_aim(project: Project) -> dict[str, str]:
    aim = project.aim
    return {
        "start": as_typed(aim.start, aim.unit),
        "goal": as_typed(aim.goal, aim.unit),
        "unit": "" if aim.unit == "%" else aim.unit,
        "for_whom": aim.for_whom,
        "by": as_typed(aim.by),
        "text": aim.text,
    }


def _set_aim(project: Project, values: Mapping[str, Any]) -> Project:
    aim = Aim.model_validate(dict(values))
    return project.model_copy(update={"aim": aim})


AIM = Part(
    "aim",
    "Aim",
    "How much, for whom, by when. A number that can be reached or missed.",
    (
        Asked("start", "From", Kind.NUMBER, "What it is now: 35%, or 71"),
        Asked("goal", "To", Kind.NUMBER, "10%, or 65"),
        Asked("unit", "Unit", hint="min, calls, dollars; none for a percentage"),
        Asked("for_whom", "For whom", hint="all registrations of the unit"),
        Asked("by", "By when", Kind.DAY),
        Asked("text", "In your own words, if you like them better", Kind.WORDS, rows=2),
    ),
    _show_aim,
    _set_aim,
)


def _show_permission(project: Project) -> dict[str, str]:
    given = project.permission
    return {
        "supervisor_agreed": as_typed(given.supervisor_agreed),
        "agreed_by": given.agreed_by,
        "agreed_on": as_typed(given.agreed_on),
        "review_board": given.review_board.value,
        "note": given.note,
    }


def _set_permission(project: Project, values: Mapping[str, Any]) -> Project:
    agreed = {"yes": True, "no": False}.get(values["supervisor_agreed"])
    board = values["review_board"] or "unknown"
    given = Permission.model_validate(
        {**values, "supervisor_agreed": agreed, "review_board": board}
    )
    return project.model_copy(update={"permission": given})


PERMISSION = Part(
    "permission",
    "Permission",
    "Ask before you change anything. Most small projects are improvement, not research, but that "
    "is not for you to decide: ask, and note the answer.",
    (
        Asked("supervisor_agreed", "Has your supervisor agreed?", Kind.CHOICE, choices=ASK),
        Asked("agreed_by", "Who agreed", hint="By role: patient access manager"),
        Asked("agreed_on", "On which day", Kind.DAY),
        Asked("review_board", "What the review board says", Kind.CHOICE,
              "Many hospitals have a form of one page for exactly this question.", BOARD),
        Asked("note", "What was agreed, what stays as it is", Kind.WORDS,
              "No patient's care changes; the sheet holds no names."),
    ),
    _show_permission,
    _set_permission,
)  # fmt: skip

LEARNED = Part(
    "learned",
    "What was learned",
    "In your own words: what surprised you, what you would do otherwise, how far to trust it.",
    (
        Asked("lessons", "What was learned", Kind.WORDS),
        Asked("limits", "Limits", Kind.WORDS,
              "One unit, no comparison, counted by one person; what else changed meanwhile."),
    ),
    _show(("lessons", "limits")),
    _set,
)  # fmt: skip

PARTS = {part.key: part for part in (PROBLEM, AIM, PERMISSION, LEARNED)}


def with_found(project: Project, found: Sequence[FoundLine]) -> Project:
    """The project with these lines of the work log as its finding place."""
    return project.model_copy(update={"found": tuple(found)})
