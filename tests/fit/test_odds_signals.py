from __future__ import annotations

import math

import numpy as np
import pytest

from preround.domain.applicant import ApplicantType
from preround.domain.ranges import Support
from preround.facts import specialties
from preround.fit.odds_signals import TIERS, program_signal_shift, signal_effects

IMG, MD = ApplicantType.NON_US_IMG, ApplicantType.US_MD


def test_a_published_specialty_by_hand() -> None:
    # anesthesiology: gold 53.42 %, silver 30.87 %, none 3.11 %
    # logits 0.137, -0.806, -3.439; raw 3.576 and 2.633; times 0.7: 2.503 and 1.843
    found = signal_effects("Anesthesiology", IMG)
    assert found.effect[TIERS.index("gold")] == pytest.approx(2.503, abs=2e-3)
    assert found.effect[TIERS.index("silver")] == pytest.approx(1.843, abs=2e-3)
    # 5 gold and 10 silver: a plain signal stands for (5 x 2.503 + 10 x 1.843) / 15 = 2.063
    assert found.effect[TIERS.index("signal")] == pytest.approx(2.063, abs=2e-3)
    # 5 and 10 of 80 applications
    assert found.use == pytest.approx([0.8125, 0.0, 0.125, 0.0625])
    assert found.support is Support.ESTIMATED


def test_internal_medicine_rests_on_adjusted_studies() -> None:
    found = signal_effects("Internal Medicine", IMG)
    assert math.exp(found.effect[1]) == pytest.approx(3.0, abs=0.1)
    assert "2.95" in found.why
    # 7 signals in 77 applications of an IMG, in 34.8 of a U.S. graduate
    assert found.use[1] == pytest.approx(7 / 77)
    assert signal_effects("Internal Medicine", MD).use[1] == pytest.approx(7 / 34.8)


@pytest.mark.parametrize("name", specialties.ALL)
def test_every_signal_helps_and_gold_helps_most(name: str) -> None:
    for kind in ApplicantType:
        found = signal_effects(name, kind)
        _, signal, silver, gold = found.effect
        assert 0.0 < silver <= gold
        assert 0.0 < signal <= gold
        assert found.use.sum() == pytest.approx(1.0)
        assert (found.use >= 0.0).all()
        assert (found.spread[1:] > 0.2).all()


def test_specialties_without_any_figure_are_guesses() -> None:
    assert signal_effects("Emergency Medicine", IMG).support is Support.GUESS
    assert signal_effects("Psychiatry", IMG).support is Support.ESTIMATED  # one of the nine


def test_effects_are_wider_for_imgs_whom_the_studies_left_out() -> None:
    assert signal_effects("Psychiatry", IMG).spread[1] > signal_effects("Psychiatry", MD).spread[1]


def test_a_programs_own_rates_by_signal_move_its_effect_half_way() -> None:
    effects = signal_effects("Internal Medicine", IMG)
    # gold 0.60, none 0.02: raw 0.405 + 3.892 = 4.297, shrunk 3.008; half of 3.008 - 1.5
    gold = float(effects.effect[3])
    found = program_signal_shift(effects, {"none": 0.02, "gold": 0.60})
    assert found == pytest.approx((0.0, 0.0, 0.0, 0.5 * (3.008 - gold)), abs=1e-3)


def test_a_program_that_turns_signals_around_only_takes_their_effect_away() -> None:
    effects = signal_effects("Pathology", IMG)
    found = program_signal_shift(effects, {"none": 0.9, "signal": 0.01})
    assert float(effects.effect[1]) + found[1] >= 0.0


def test_without_a_no_signal_rate_nothing_can_be_compared() -> None:
    effects = signal_effects("Pathology", IMG)
    assert np.array_equal(program_signal_shift(effects, {"signal": 0.5}), np.zeros(4))
