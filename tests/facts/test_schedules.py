"""Fee schedules and platforms: which service, which steps, of which season."""

from __future__ import annotations

import pytest

from preround.facts.errors import UnpublishedFact
from preround.facts.reader import load_season
from preround.facts.schedules import FeeStep
from preround.facts.specialties import ALL


def test_the_knee_stands_at_program_31() -> None:
    schedule = load_season(2026).fee_schedule("Internal Medicine")
    assert schedule.platform == "ERAS"
    assert schedule.steps == (FeeStep(1, 30, 11.0), FeeStep(31, None, 30.0))
    assert not schedule.unconfirmed


def test_emergency_medicine_moved_to_residencycas_in_2026() -> None:
    schedule = load_season(2026).fee_schedule("Emergency Medicine")
    assert schedule.platform == "ResidencyCAS"
    assert schedule.steps[0] == FeeStep(1, 18, 99.0, "flat")


def test_obgyn_is_estimated_from_emergency_medicine_and_says_so() -> None:
    schedule = load_season(2026).fee_schedule("Obstetrics and Gynecology")
    assert schedule.estimated_from == "Emergency Medicine"
    assert schedule.unconfirmed


def test_unpublished_fees_raise_and_last_known_ones_are_labelled() -> None:
    with pytest.raises(UnpublishedFact, match="2026"):
        load_season(2027).fee_schedule("Emergency Medicine")
    schedule = load_season(2027).fee_schedule("Emergency Medicine", last_known=True)
    assert schedule.season_of_figures == 2026
    assert schedule.unconfirmed


def test_a_specialty_outside_these_services_has_no_schedule() -> None:
    with pytest.raises(UnpublishedFact, match="SF Match"):
        load_season(2027).fee_schedule("Ophthalmology", last_known=True)


@pytest.mark.parametrize("season", [2026, 2027, 2028])
def test_every_listed_specialty_can_be_priced(season: int) -> None:
    for specialty in ALL:
        assert load_season(season).fee_schedule(specialty, last_known=True).steps
