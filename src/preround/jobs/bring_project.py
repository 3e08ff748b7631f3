"""Projects in from a file and out on paper or as one; no patient comes or goes with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from preround.improve.project import Project, read_project
from preround.jobs.guard_text import guard_note

#: What a person writes freely, wherever in the project it stands; citations are not.
FREE = frozenset(
    {
        *("title", "place", "my_role", "problem", "found_in", "known", "lessons", "limits"),
        *("text", "for_whom", "agreed_by", "note"),
        *("name", "definition", "value_word", "count_word", "denominator_word"),
        *("expect", "plan", "do", "study"),
    }
)
CITED = "published"


def project_without_identifiers(text: str, name: str) -> tuple[Project, int]:
    """The project in a file, and in how many places it was reworded.

    Raises
    ------
    BadProject
        When the text is no project, or grows too long where it is reworded.
    """
    return reworded_project(read_project(text, name), name)


def reworded_project(project: Project, name: str = "the project") -> tuple[Project, int]:
    """The project as it may leave or come in, and in how many places it was reworded."""
    changed: list[str] = []

    def reword(words: str) -> str:
        note = guard_note(words)
        if not note.spans:
            return words
        changed.append(words)
        return note.offered

    document = project.model_dump(mode="json")
    clean = {key: one if key == CITED else _walk(one, key, reword) for key, one in document.items()}
    return read_project(json.dumps(clean), name) if changed else project, len(changed)


def _walk(value: Any, key: str, reword: Callable[[str], str]) -> Any:
    """The value with every free text in it passed through `reword`."""
    if isinstance(value, dict):
        return {name: _walk(one, name, reword) for name, one in value.items()}
    if isinstance(value, list):
        return [_walk(one, key, reword) for one in value]
    return reword(value) if isinstance(value, str) and key in FREE else value
