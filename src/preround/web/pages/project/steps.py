"""The way through a project: its steps, which are done, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from preround.improve.project import Project, ReviewBoard
from preround.web.project_models import ImprovementProject

READY = ("project_page", "project_outline", "project_use")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it is, whether it is done, and in a word how it stands."""

    key: str
    label: str
    address: str
    is_done: bool
    word: str = ""
    is_here: bool = False


def steps(stored: ImprovementProject, project: Project, here: str = "") -> list[Step]:
    """The steps in their order."""
    measured = [one for one in project.measures if one.points]
    kinds = {one.kind.value for one in project.measures if one.definition}
    aim, given = project.aim, project.permission
    done = {
        "problem": bool(project.problem),
        "aim": aim.goal is not None and bool(aim.for_whom) and aim.by is not None,
        "measures": {"outcome", "balancing"} <= kinds,
        "permission": bool(given.supervisor_agreed)
        and given.review_board is not ReviewBoard.UNKNOWN,
        "numbers": bool(measured),
        "cycles": any(one.do for one in project.cycles),
        "learned": bool(project.lessons),
    }
    words = {
        "measures": f"{len(project.measures)}" if project.measures else "",
        "numbers": f"{max(len(one.points) for one in measured)} points" if measured else "",
        "cycles": f"{len(project.cycles)}" if project.cycles else "",
    }
    labels = (
        ("problem", "Problem"), ("aim", "Aim"), ("measures", "Measures"),
        ("permission", "Permission"), ("numbers", "Numbers"), ("cycles", "Changes"),
        ("learned", "Learned"),
    )  # fmt: skip
    return [
        Step(key, label, _address(stored, project, key), done[key], words.get(key, ""), key == here)
        for key, label in labels
    ]


def _address(stored: ImprovementProject, project: Project, key: str) -> str:
    if key == "measures":
        return reverse("project_measures", args=[stored.pk])
    if key == "numbers":
        measured = [one for one in project.measures if one.points] or list(project.measures)
        if not measured:
            return reverse("project_measures", args=[stored.pk])
        return reverse("project_measure", args=[stored.pk, measured[0].id])
    if key == "cycles":
        return reverse("project_cycles", args=[stored.pk])
    return reverse("project_part", args=[stored.pk, key])


def frame(stored: ImprovementProject, project: Project, here: str = "") -> dict[str, Any]:
    """What every page of a project shows around its own matter."""
    way = steps(stored, project, here)
    at = next((i for i, step in enumerate(way) if step.is_here), None)
    following = way[at + 1] if at is not None and at + 1 < len(way) else None
    return {
        "nav_here": "project",
        "stored": stored,
        "project": project,
        "steps": way,
        "here": here,
        "following": following,
        "next_step": next((step for step in way if not step.is_done), None),
    }
