"""A project's file comes in without patients, and otherwise as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from preround.improve.project import BadProject, read_project
from preround.jobs.bring_project import project_without_identifiers

EXAMPLES = Path(__file__).parents[2] / "examples" / "projects"


@pytest.mark.parametrize("folder", sorted(one.parent.name for one in EXAMPLES.glob("*/*.toml")))
def test_published_projects_come_in_word_for_word(folder: str) -> None:
    text = (EXAMPLES / folder / "project.toml").read_text("utf-8")
    assert project_without_identifiers(text, folder) == (read_project(text), 0)


def test_a_record_number_is_reworded_wherever_it_stands() -> None:
    told = {
        "title": "Late labels",
        "problem": "Tube of MRN 4471209 came without a label.",
        "cycles": [{"name": "Labels at the bedside", "do": "Asked the ward, MRN 4471209 again."}],
        "published": {"source": "Smith J, 2019"},
    }
    project, n = project_without_identifiers(json.dumps(told), "p.json")
    assert n == 2
    assert "4471209" not in project.model_dump_json()
    assert project.published is not None
    assert project.published.source == "Smith J, 2019"


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(BadProject):
        project_without_identifiers('{"title": ' + "[" * 200_000, "p.json")
