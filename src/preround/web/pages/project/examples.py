"""The worked examples that come along: published projects, recorded as one's own would be."""

from __future__ import annotations

from functools import cache

from preround.domain.errors import UserError
from preround.improve.project import Project, read_project
from preround.jobs.summarize_project import ProjectSummary, summarize_project
from preround.web import clock, record


class NoSuchExample(UserError):
    """An example that does not come along."""

    http_status = 404

    def __init__(self, got: str) -> None:
        super().__init__(f"There is no example {got!r}. Those there are stand on Projects.")


@cache
def examples() -> dict[str, Project]:
    """The examples by their folder's name."""
    files = sorted((record.examples_folder() / "projects").glob("*/project.toml"))
    return {f.parent.name: read_project(f.read_text(encoding="utf-8"), str(f)) for f in files}


def example(name: str) -> ProjectSummary:
    """Everything one example says.

    Raises
    ------
    NoSuchExample
        When there is none of that name.
    """
    project = examples().get(name)
    if project is None:
        raise NoSuchExample(name)
    folder = record.examples_folder() / "projects" / name
    sheets = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    return summarize_project(project, sheets, clock.today())
