"""The sample applicants are clean: each is read without a problem, and none is blocked unread."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.domain.program import Track
from preround.facts.reader import load_season
from preround.fit.verdicts import RuleContext, judge_all
from preround.importers.applicant_file import ReadApplicant, parse_applicant, to_toml

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = dt.date(2026, 11, 22)
SAMPLES = sorted(EXAMPLES.glob("*.toml"))


def read(path: Path) -> ReadApplicant:
    return parse_applicant(path.read_bytes(), path.name, TODAY)


def test_there_are_at_least_ten_and_the_table_names_each() -> None:
    table = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert len(SAMPLES) >= 10
    for path in SAMPLES:
        assert f"({path.name})" in table


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_without_a_finding(path: Path) -> None:
    assert read(path).findings == ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_says_at_its_top_that_it_is_no_person(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# A sample, not a person")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_back_from_its_own_toml(path: Path) -> None:
    applicant = read(path).applicant
    assert parse_applicant(to_toml(applicant).encode(), path.name, TODAY).applicant == applicant


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_sample_is_blocked_by_a_program_that_states_nothing(path: Path) -> None:
    applicant = read(path).applicant
    open_tracks = [x for x in load_listing().programs if x.track is not Track.RESERVED]
    context = RuleContext(load_season(2027), TODAY)
    for results in {id(row): row for row in judge_all(applicant, open_tracks, context)}.values():
        assert not [result for result in results if result.blocks]
