"""The workbench: rows, changes of the sheet, the list as a table."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.program_list import ReasonKind
from preround.domain.rank_sheet import Impression, RankSheet
from preround.jobs.rank_checks import CheckState
from preround.jobs.rank_list import (
    RankBench,
    build_rank_list,
    by_scores,
    fit_score,
    moved,
    rank_list_csv,
    ranked_last,
    reordered,
    taken_off,
)
from tests.jobs.season_cases import (
    FIRST_YEAR,
    MEDICINE,
    RADIOLOGY,
    TODAY,
    TRANSITIONAL,
    Stated,
    applicant,
    catalogue,
    facts,
    interviewed,
)

A, B, C, D, E = MEDICINE


def bench(
    sheet: RankSheet,
    codes: tuple[str, ...] = MEDICINE,
    stated: Stated | None = None,
    season: int = 2027,
    today: dt.date = TODAY,
) -> RankBench:
    invitations = [interviewed(code) for code in codes]
    return build_rank_list(applicant(), invitations, sheet, catalogue(stated), facts(season), today)


def state(found: RankBench, key: str) -> CheckState:
    return next(one.state for one in found.checks if one.rule.key == key)


def scored(**scores: int) -> Impression:
    return Impression(scores)


def test_rows_stand_in_the_order_of_the_sheet_with_chances_that_grow() -> None:
    found = bench(RankSheet(order=(C, A)))
    assert found.codes == (C, A)
    assert [row.place for row in found.rows] == [1, 2]
    assert found.rows[0].by_here.mean < found.rows[1].by_here.mean
    assert {one.program.nrmp_code for one in found.waiting} == {B, D, E}
    assert all(one.adds.mean > 0 for one in found.waiting)


def test_a_declined_interview_leaves_the_list_and_comes_back_where_it_was() -> None:
    sheet = RankSheet(order=(A, B, C))
    declined = [interviewed(A), replace(interviewed(B), status=InvitationStatus.DECLINED),
                interviewed(C)]  # fmt: skip
    found = build_rank_list(applicant(), declined, sheet, catalogue(), facts(), TODAY)
    assert found.codes == (A, C)
    assert bench(sheet, (A, B, C)).codes == (A, B, C)


def test_what_binds_there_is_told_with_its_source() -> None:
    stated = {A: {"visa_j1": "no", "visa_h1b": "no"}, B: {"visa_j1": "yes"}}
    found = bench(RankSheet(order=(A, B, C)), stated=stated)
    kinds = [{one.kind for one in row.reality} for row in found.rows]
    assert ReasonKind.BLOCKED in kinds[0]
    assert ReasonKind.MET in kinds[1]
    assert ReasonKind.UNKNOWN in kinds[2]
    assert any(one.text == "You have a tie to NJ" for one in found.rows[2].reality)
    assert state(found, "no_block") is CheckState.LOOK
    assert state(bench(RankSheet(order=(B, C)), stated=stated), "no_block") is CheckState.MET


# ------------------------------------------------------------------ scores


def test_a_score_is_the_weighted_mean_of_what_was_scored() -> None:
    # training weighs 4, family 2: (4 x 5 + 2 x 2) / 6 = 4
    sheet = RankSheet(impressions={A: scored(training=5, family=2)})
    assert fit_score(sheet, A) == pytest.approx(4.0)
    assert fit_score(sheet, B) is None


def test_scores_that_contradict_the_order_are_told() -> None:
    sheet = RankSheet(
        order=(A, B, C),
        impressions={A: scored(training=3), B: scored(training=4), C: scored(training=3)},
    )
    assert [row.above_by_score for row in bench(sheet).rows] == [0, 1, 0]


def test_by_scores_puts_unscored_ones_last_in_their_order() -> None:
    sheet = RankSheet(impressions={B: scored(training=2), D: scored(training=5)})
    assert by_scores(sheet, (A, B, C, D)) == (D, B, A, C)


# ------------------------------------------------------------------ changes


@given(order=st.permutations(MEDICINE), at=st.integers(0, 4), by=st.sampled_from([-1, 1]))
def test_a_move_changes_two_places_and_a_move_back_undoes_it(
    order: list[str], at: int, by: int
) -> None:
    sheet = RankSheet(order=tuple(order))
    once = moved(sheet, order[at], by, sheet.order)
    assert sorted(once.order) == sorted(order)
    if 0 <= at + by < 5:
        assert once.order.index(order[at]) == at + by
        assert moved(once, order[at], -by, once.order) == sheet
    else:
        assert once == sheet


def test_a_reorder_keeps_ranks_that_are_not_shown() -> None:
    assert reordered(RankSheet(order=(A, B, C)), (C, A)).order == (C, A, B)


def test_left_off_and_ranked_again() -> None:
    off = taken_off(RankSheet(order=(A, B)), A)
    assert (off.order, off.left_off) == ((B,), (A,))
    again = ranked_last(off, [A], off.order)
    assert (again.order, again.left_off) == ((B, A), ())
    assert ranked_last(again, [A], again.order) == again


# ------------------------------------------------------------------ first years


def test_an_advanced_position_is_paired_with_its_first_years() -> None:
    codes = (RADIOLOGY, FIRST_YEAR, TRANSITIONAL, A)
    alone = bench(RankSheet(order=(RADIOLOGY, A)), codes)
    years = alone.rows[0].first_years
    assert years is not None
    assert {one.nrmp_code for one in years.open} == {FIRST_YEAR, TRANSITIONAL}
    assert alone.rows[1].first_years is None
    assert state(alone, "first_years") is CheckState.LOOK
    sheet = RankSheet(order=(RADIOLOGY, A), first_years={RADIOLOGY: (FIRST_YEAR, TRANSITIONAL)})
    paired = bench(sheet, codes)
    years = paired.rows[0].first_years
    assert years is not None
    assert [one.nrmp_code for one in years.ranked] == [FIRST_YEAR, TRANSITIONAL]
    assert 0 < years.p_match.low <= years.p_match.high < 1
    assert state(paired, "first_years") is CheckState.MET
    assert state(paired, "all_named") is CheckState.MET
    assert all(one.is_first_year for one in paired.waiting)


def test_a_first_year_above_full_training_is_told() -> None:
    codes = (RADIOLOGY, FIRST_YEAR, A)
    above = bench(RankSheet(order=(FIRST_YEAR, A)), codes)
    assert [row.ends_with_one_year for row in above.rows] == [True, False]
    assert state(above, "years_below") is CheckState.LOOK
    below = bench(RankSheet(order=(A, FIRST_YEAR)), codes)
    assert not any(row.ends_with_one_year for row in below.rows)
    assert state(below, "years_below") is CheckState.MET
    assert state(bench(RankSheet(order=(A,))), "years_below") is CheckState.ASIDE


# ------------------------------------------------------------------ certify


def test_checks_wait_for_interviews_decisions_and_ticks() -> None:
    ahead = Invitation(A, TODAY, TODAY + dt.timedelta(days=3))
    sheet = RankSheet(order=(A,), ticked=("would_go",))
    found = build_rank_list(
        applicant(), [ahead, interviewed(B)], sheet, catalogue(), facts(), TODAY
    )
    assert state(found, "went") is CheckState.OPEN
    assert state(found, "all_named") is CheckState.OPEN
    assert state(found, "would_go") is CheckState.MET
    assert state(found, "true_order") is CheckState.OPEN
    assert state(found, "ecfmg") is CheckState.MET


def test_ranks_beyond_those_included_name_their_price() -> None:
    listed = [one.nrmp_code for one in catalogue().search(specialty="Internal Medicine")[:23]]
    found = bench(RankSheet(order=tuple(listed)), tuple(listed))
    price = next(one for one in found.checks if one.rule.key == "price")
    # 23 ranks, 20 included, 30 dollars each
    assert (price.state, price.said) == (
        CheckState.LOOK, "3 beyond the 20 included: about $90.",
    )  # fmt: skip


def test_a_change_after_certifying_is_told() -> None:
    sheet = RankSheet(order=(A, B), certified=(A, B), certified_on=TODAY)
    assert not bench(sheet).changed_since_certified
    assert bench(replace(sheet, order=(B, A))).changed_since_certified
    assert not bench(RankSheet(order=(B, A))).changed_since_certified


def test_the_deadline_is_the_season_s_or_says_that_it_is_expected() -> None:
    published = bench(RankSheet()).deadline
    assert (published.moment.day, published.time) == (dt.date(2027, 3, 3), dt.time(21))
    assert published.days_left == 11
    expected = bench(RankSheet(), season=2028).deadline
    assert expected.moment.is_expected
    assert expected.time is None


def test_the_table_holds_every_rank_and_first_year() -> None:
    codes = (RADIOLOGY, FIRST_YEAR, A)
    sheet = RankSheet(order=(A, RADIOLOGY), first_years={RADIOLOGY: (FIRST_YEAR,)})
    rows = list(csv.DictReader(io.StringIO(rank_list_csv(bench(sheet, codes)))))
    assert [(row["list"], row["rank"], row["nrmp_code"]) for row in rows] == [
        ("primary", "1", A),
        ("primary", "2", RADIOLOGY),
        (f"first year for {RADIOLOGY}", "1", FIRST_YEAR),
    ]
