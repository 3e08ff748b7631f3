"""The end of the season's file: every entry cited, every source used, faults named."""

from __future__ import annotations

from pathlib import Path

import pytest

from preround.facts.errors import BadFact
from preround.plan.match_week import PATH, load_match_week
from preround.writing.answers import theme_of


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = PATH.read_text("utf-8")
    assert old in text
    path = tmp_path / "match_week.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_three_entries_are_those_of_their_sources() -> None:
    week = load_match_week()
    checks = {one.key: one for one in week.checks}
    assert checks["would_go"].by_hand
    assert "nrmp.org/help" in checks["would_go"].citation.url
    assert {one.key: one.days_before for one in week.needs}["status"] == 3
    assert "SOAP communication" in week.rules[0].citation.source


def test_each_call_question_has_a_theme_of_its_own() -> None:
    names = [theme_of(one.question).name for one in load_match_week().calls]
    assert names == [
        "introduction", "why_specialty", "not_matched", "gap", "us_experience", "stress",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = "codes"', 'source = "nowhere"', "source 'nowhere'"),
        ('event = "rank_list_deadline"', 'event = "some_day"', "event 'some_day'"),
        ('source = "codes"', 'source = "own"', r"sources \['codes'\]"),
    ],
)
def test_a_planted_fault_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(BadFact, match=said):
        load_match_week(changed(tmp_path, old, new))
