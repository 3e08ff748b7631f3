"""The ten samples reckoned by hand, and the rules of programs held against them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.domain.program import FactReading, Program, ProgramFact
from preround.facts.reader import load_season
from preround.jobs.prove_usce import UsceProof, prove_usce
from preround.jobs.read_applicant import read_applicant

EXAMPLES = Path(__file__).parents[2] / "examples" / "logbook"
TODAY = dt.date(2026, 11, 22)

# file: clinical, planned, hands-on, last day, gaps in months; the arithmetic stands in each file
BY_HAND = {
    "eight_weeks": (2.0, 0.0, 2.0, "2026-03-27", []),
    "overlap": (3.0, 0.0, 3.0, "2026-04-24", []),
    "part_time": (1.0, 0.0, 0.0, "2026-03-27", []),
    "two_halves": (2.0, 0.0, 1.0, "2026-03-27", []),
    "gap": (2.0, 0.0, 2.0, "2026-06-26", [3.32]),
    "ends_after": (0.75, 1.75, 0.75, "2026-11-22", []),
    "all_planned": (0.0, 1.0, 0.0, None, []),
    "job_beside": (1.0, 0.0, 0.0, "2026-08-28", [14.32]),
    "by_video": (0.0, 0.0, 0.0, None, []),
    "length_only": (1.5, 0.0, 1.5, None, []),
}


def prove(name: str, *programs: Program) -> UsceProof:
    applicant = read_applicant(EXAMPLES / f"{name}.toml", TODAY).applicant
    return prove_usce(applicant, programs, load_season(2027), TODAY)


@pytest.mark.parametrize("name", BY_HAND)
def test_ten_samples_agree_with_the_hand(name: str) -> None:
    clinical, planned, hands_on, last, gaps = BY_HAND[name]
    found = prove(name)
    assert found.summary.clinical.months == pytest.approx(clinical)
    assert found.summary.clinical.planned == pytest.approx(planned)
    assert found.summary.hands_on.months == pytest.approx(hands_on)
    assert found.summary.last_end == (dt.date.fromisoformat(last) if last else None)
    assert [round(gap.months, 2) for gap in found.gaps] == gaps


def test_every_sample_is_reckoned() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == set(BY_HAND)


def stating(**facts: bool | int | str) -> Program:
    known = {
        name: ProgramFact(name, (FactReading(value, "its page", TODAY),))
        for name, value in facts.items()
    }
    return replace(load_listing().programs[0], facts=known)


def test_a_rule_is_met_not_met_or_unclear() -> None:
    two = stating(usce_required="yes", usce_months=2, usce_hands_on_required=True)
    three = stating(usce_required="yes", usce_months=3, usce_hands_on_required=True)
    assert prove("eight_weeks", two).programs[0].words == "met"
    assert prove("eight_weeks", three).programs[0].words == "not met"
    watched = stating(usce_required="yes")
    assert prove("part_time", watched).programs[0].words == "unclear"
    shown = prove("eight_weeks", three).programs[0].deciding
    assert "3 months" in shown.message
    assert shown.citation is not None


def test_a_program_that_states_nothing_is_passed_over() -> None:
    assert prove("eight_weeks", stating(visa_j1="yes")).programs == ()
