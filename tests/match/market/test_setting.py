from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.match.market.parameters import load_parameters
from preround.match.market.setting import (
    KINDS,
    NON_US_IMG,
    RESERVED,
    US_MD,
    Setting,
    fit_margins,
    load_setting,
    slug,
    with_largest,
)


@pytest.fixture(scope="module")
def setting() -> Setting:
    return load_setting(load_parameters())


def test_the_frame_holds_the_published_counts(setting: Setting) -> None:
    # 20,934 active MD seniors; 0.973 of all placed over 0.978 of those active
    assert setting.registered[US_MD] == pytest.approx(20_934 / (0.973 / 0.978))
    # 11,944 active; 0.523 over 0.603
    assert setting.registered[NON_US_IMG] == pytest.approx(11_944 / (0.523 / 0.603))
    assert setting.n_couples == 1258
    assert setting.n_tracks == 6809


def test_positions_add_up_to_all_that_were_offered(setting: Setting) -> None:
    first_years = sum(positions for positions, _ in setting.first_years)
    assert setting.positions.sum() + first_years == pytest.approx(44_344)
    # preliminary medicine: 1,600 in 2025, grown as all positions did
    assert setting.first_years[0] == (round(1600 * 44_344 / 43_237), round(329 * 44_344 / 43_237))


def test_first_choices_of_non_us_imgs_are_as_published(setting: Setting) -> None:
    k = setting.specialties.index("Internal Medicine")
    total = 11_649  # of the 24 specialties with a chapter
    assert setting.first_choice[k, NON_US_IMG] == pytest.approx((3392 + 3600) / total)
    assert np.allclose(setting.first_choice.sum(axis=0), 1)
    assert setting.first_choice.shape == (len(setting.specialties), len(KINDS))


def test_rates_are_set_against_those_of_md_seniors(setting: Setting) -> None:
    assert (setting.gap[:, US_MD] == 0).all()
    known = setting.gap[:, NON_US_IMG]
    assert (known[~np.isnan(known)] < 0).all()


def test_listed_tracks_include_advanced_and_reserved_ones(setting: Setting) -> None:
    k = setting.specialties.index("Anesthesiology")
    assert (setting.tracks[k] == RESERVED).sum() == 58
    assert setting.tracks[k].size == setting.divisions[k].size


def test_a_slug_is_a_bare_word() -> None:
    assert slug("Plastic Surgery (Integrated)") == "plastic_surgery_integrated"
    assert slug("Internal Medicine/Pediatrics") == "internal_medicine_pediatrics"


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 1000))
def test_fitted_margins_add_up_and_keep_odds_ratios(n: int, m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    first = rng.uniform(0.5, 2, (n, m))
    rows, columns = rng.uniform(1, 5, n), rng.uniform(1, 5, m)
    table = fit_margins(first, rows, columns)
    assert np.allclose(table.sum(axis=1), rows, rtol=1e-6)
    assert np.allclose(table.sum(axis=0), columns * rows.sum() / columns.sum())
    if n > 1 and m > 1:
        before = first[0, 0] * first[1, 1] / (first[0, 1] * first[1, 0])
        after = table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0])
        assert np.isclose(before, after)


def test_few_programs_keep_the_largest_specialties_and_everybody(setting: Setting) -> None:
    small = with_largest(setting, 12)
    assert set(small.specialties) == {
        "Emergency Medicine", "Family Medicine", "Internal Medicine", "Pediatrics",
    }  # fmt: skip
    assert small.positions.sum() == pytest.approx(setting.positions.sum())
    assert np.allclose(small.first_choice.sum(axis=0), 1)
    assert small.gap.shape == (4, len(KINDS))
    assert with_largest(setting, 72) is setting


def test_scores_stand_above_the_average_where_they_are_published(setting: Setting) -> None:
    # internal medicine: halfway between 249 and 242, family medicine between 231 and 232
    gap = (249 + 242 - 231 - 232) / 2
    at = setting.specialties.index
    above = setting.exam[at("Internal Medicine")] - setting.exam[at("Family Medicine")]
    assert gap / 15 < above < gap / 11  # SDs are published between 9 and 18
    assert setting.exam[at("Thoracic Surgery (Integrated)")] == 0
