"""The short list: no more than allowed, no blocked program, what was left first."""

from __future__ import annotations

from collections import Counter

import pytest

from preround.domain.program import Track
from preround.fit.verdicts import RuleContext
from preround.jobs.soap_list import (
    TRACKS,
    SoapList,
    SoapType,
    SoapWish,
    TooManySoapApplications,
    left_over_positions,
    soap_list,
)
from tests.jobs.season_cases import MEDICINE, TODAY, Stated, applicant, catalogue, facts

CATEGORICAL, PRELIMINARY, ADVANCED = SoapType


def made(wish: SoapWish | None = None, stated: Stated | None = None) -> SoapList:
    context = RuleContext(facts(), TODAY)
    return soap_list(applicant(), catalogue(stated), facts(), context, wish or SoapWish())


def numbers(categorical: int, preliminary: int, advanced: int) -> dict[SoapType, int]:
    return {CATEGORICAL: categorical, PRELIMINARY: preliminary, ADVANCED: advanced}


def test_the_proposal_fills_the_season_s_limit_by_type() -> None:
    found = made()
    assert found.n == found.limit == 45
    for kind, rows in found.rows.items():
        assert len(rows) == found.numbers[kind]
        assert all(TRACKS[row.program.track] is kind for row in rows)
    codes = [row.program.nrmp_code for rows in found.rows.values() for row in rows]
    assert len(set(codes)) == 45


def test_specialties_share_by_what_they_left_the_wished_one_double() -> None:
    # 2025: Family Medicine left 805, Internal Medicine 368 (with primary care; doubled, 736),
    # Pediatrics 147. By highest average the 33rd of 33 places goes at 49.07 = 736 / 15,
    # just before 49.00 = 147 / 3; Family Medicine has 16 with 805 / 16 = 50.3
    found = made()
    counts = Counter(row.program.specialty for row in found.rows[CATEGORICAL])
    assert counts == {"Family Medicine": 16, "Internal Medicine": 15, "Pediatrics": 2}


def test_left_over_positions_are_offered_less_filled() -> None:
    left = {(one.specialty, one.type): one.n_left for one in left_over_positions()}
    assert left["Family Medicine", CATEGORICAL] == 5357 - 4552
    assert left["Internal Medicine", CATEGORICAL] == (10941 - 10584) + (411 - 400)
    assert left["Surgery-General", PRELIMINARY] == 1194 - 673
    assert left["Transitional Year", PRELIMINARY] == 1860 - 1617


def test_programs_that_left_positions_when_last_known_come_first() -> None:
    stated = {
        MEDICINE[3]: {"quota_2025": 10, "filled_2025": 8, "quota_2026": 10, "filled_2026": 5},
        MEDICINE[4]: {"quota_2026": 12, "filled_2026": 11},
        MEDICINE[0]: {"quota_2026": 12, "filled_2026": 12},
    }
    found = made(stated=stated)
    first, second, *rest = found.rows[CATEGORICAL]
    assert (first.program.nrmp_code, first.left, first.left_year) == (MEDICINE[3], 5, 2026)
    assert (second.program.nrmp_code, second.left) == (MEDICINE[4], 1)
    assert first.citation is not None
    assert found.n_known == 3
    # one that filled all its positions is not taken while others of its kind are there
    assert MEDICINE[0] not in {row.program.nrmp_code for row in rest}


def test_a_program_with_a_rule_that_blocks_is_left_out() -> None:
    stated = {code: {"visa_j1": "no", "visa_h1b": "no"} for code in MEDICINE}
    found = made(stated=stated)
    assert found.n_blocked == len(MEDICINE)
    listed = {row.program.nrmp_code for rows in found.rows.values() for row in rows}
    assert not listed & set(MEDICINE)


def test_numbers_and_specialties_can_be_chosen() -> None:
    wish = SoapWish(numbers(5, 2, 4), ("Radiology-Diagnostic", "Pathology"))
    found = made(wish)
    assert [len(found.rows[kind]) for kind in SoapType] == [5, 2, 4]
    assert {row.program.specialty for row in found.rows[CATEGORICAL]} <= set(wish.specialties)
    assert all(row.program.track is Track.ADVANCED for row in found.rows[ADVANCED])


def test_more_than_the_limit_is_refused_with_how_many_too_many() -> None:
    with pytest.raises(TooManySoapApplications, match="Lower the numbers by 5"):
        made(SoapWish(numbers(40, 10, 0)))
