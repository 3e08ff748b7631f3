"""The main job on the shipped listing: what every list must hold to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Batch, BatchKind, FactEntry, Overlay
from preround.domain.applicant import Applicant
from preround.domain.errors import UserError
from preround.domain.program_list import Choices, ProgramList, Tier
from preround.facts.reader import load_season
from preround.jobs.build_program_list import (
    BudgetTooSmall,
    ListRequest,
    NothingToRank,
    build_program_list,
)

TODAY = dt.date(2026, 11, 22)
SAMPLE = {
    "applicant": {"type": "non_us_img", "yog": 2023, "visa_need": "j1", "ecfmg_certified": True},
    "exams": [
        {"name": "step_1", "passed": True},
        {"name": "step_2_ck", "passed": True, "score": 245},
    ],
    "wishes": {"specialties": ["Neurology"], "budget_usd": 600, "ties": ["OH"]},
}


def applicant(**wishes: object) -> Applicant:
    return Applicant.model_validate(SAMPLE | {"wishes": SAMPLE["wishes"] | wishes})


def build(
    who: Applicant | None = None,
    request: ListRequest | None = None,
    season: int = 2027,
    overlay: Overlay | None = None,
) -> ProgramList:
    catalogue = (overlay or Overlay()).apply(load_listing())
    who = who or applicant()
    return build_program_list(
        who, load_season(season), catalogue, today=TODAY, request=request
    ).listing


def with_facts(*facts: tuple[str, str, object]) -> Overlay:
    entries = tuple(
        FactEntry(code, fact, value, "program's own page", TODAY) for code, fact, value in facts
    )
    batch = Batch("1", "2026-11-22T09:00:00Z", "read by hand", BatchKind.CORRECTION, entries)
    return Overlay.of([batch])


@pytest.fixture(scope="module")
def sample() -> ProgramList:
    return build()


def test_every_row_has_one_to_five_reasons(sample: ProgramList) -> None:
    assert all(1 <= len(row.reasons) <= 5 for row in sample.rows)


def test_the_budget_buys_what_the_fee_steps_allow(sample: ProgramList) -> None:
    # 2027: 30 at $11 = $330, then $30 each: (600 - 330) / 30 = 9 more.
    assert sample.summary.n_applications == 39
    assert sample.summary.fee_usd == 600
    assert sum(row.marginal_fee_usd for row in sample.rows if row.apply) == 600


def test_signals_stay_within_their_limit_and_go_with_applications(sample: ProgramList) -> None:
    signaled = [row for row in sample.rows if row.signal]
    assert all(row.apply for row in signaled)
    (count,) = sample.summary.signals
    assert (count.specialty, count.tier, count.limit) == ("Neurology", "signal", 8)
    assert count.used == len(signaled) <= 8


def test_ranges_are_ordered_and_hold_probabilities(sample: ProgramList) -> None:
    for row in sample.rows:
        assert 0 <= row.interview.low <= row.interview.mid <= row.interview.high <= 1
    p = sample.summary.p_match
    assert 0 <= p.low <= p.mid <= p.high <= 1


def test_the_same_question_has_the_same_answer(sample: ProgramList) -> None:
    assert build() == sample


def test_tracks_of_one_program_are_one_application(sample: ProgramList) -> None:
    stands_for = {row.part_of for row in sample.rows if row.part_of}
    assert not any(row.apply for row in sample.rows if row.part_of)
    assert stands_for <= {row.program.nrmp_code for row in sample.rows if not row.part_of}


def test_a_stated_rule_that_is_not_met_blocks_with_source_and_date(sample: ProgramList) -> None:
    first = sample.rows[0].program.nrmp_code
    listing = build(overlay=with_facts((first, "visa_j1", "no"), (first, "visa_h1b", "no")))
    row = next(row for row in listing.rows if row.program.nrmp_code == first)
    assert row.tier is Tier.BLOCKED
    assert not row.apply
    (result,) = row.blocked_by
    assert result.rule == "visa"
    assert result.citation is not None
    assert result.citation.source == "program's own page"
    assert result.citation.read == TODAY


def test_a_known_high_rate_lifts_a_program_and_is_said(sample: ProgramList) -> None:
    last = next(row for row in reversed(sample.rows) if not row.part_of)
    code = last.program.nrmp_code
    listing = build(overlay=with_facts((code, "interview_rate_non_us_img", 0.4)))
    row = next(row for row in listing.rows if row.program.nrmp_code == code)
    assert row.apply
    assert row.tier is Tier.STRONG
    assert row.interview.mean > last.interview.mean * 3
    assert any("40%" in reason.text for reason in row.reasons)
    assert not any("Nothing on its own" in reason.text for reason in row.reasons)


def test_pins_and_exclusions_are_kept(sample: ProgramList) -> None:
    chosen = next(row for row in sample.rows if row.apply).program.nrmp_code
    unchosen = next(row for row in sample.rows if not row.apply).program.nrmp_code
    choices = Choices(pinned=frozenset({unchosen}), excluded=frozenset({chosen}))
    rows = {row.program.nrmp_code: row for row in build(request=ListRequest(choices=choices)).rows}
    assert rows[unchosen].apply
    assert rows[unchosen].pinned
    assert not rows[chosen].apply
    assert rows[chosen].excluded


def test_a_signal_placed_by_hand_stays(sample: ProgramList) -> None:
    plain = next(row for row in sample.rows if row.apply and not row.signal).program.nrmp_code
    signaled = next(row for row in sample.rows if row.signal).program.nrmp_code
    choices = Choices(signals={plain: "signal", signaled: "none"})
    rows = {row.program.nrmp_code: row for row in build(request=ListRequest(choices=choices)).rows}
    assert rows[plain].signal == "signal"
    assert rows[signaled].signal is None


def test_excluded_states_get_no_application() -> None:
    listing = build(applicant(states_excluded=["OH", "NY"]))
    assert not {row.program.state for row in listing.rows if row.apply} & {"OH", "NY"}


def test_without_a_specialty_one_is_proposed_and_said() -> None:
    listing = build(applicant(specialties=[]))
    assert {row.program.specialty for row in listing.rows if row.apply} == set(listing.specialties)
    assert "No specialty is named yet" in listing.notes[0]


def test_without_a_budget_the_list_stops_by_itself() -> None:
    listing = build(applicant(budget_usd=None))
    assert 0 < listing.summary.n_applications < len(listing.rows)


def test_an_unpublished_season_uses_the_last_known_figures_under_that_label() -> None:
    notes = " ".join(build(season=2028).notes)
    assert "2028 are not published; season 2027's are used as last known" in notes


@pytest.mark.parametrize("amount", [0, -5])
def test_a_budget_that_buys_nothing_is_refused(amount: float) -> None:
    with pytest.raises(BudgetTooSmall, match="leave the budget out"):
        build(request=ListRequest(budget_usd=amount))


def test_a_track_that_no_program_offers_is_refused() -> None:
    with pytest.raises(NothingToRank, match="Neurology"):
        build(applicant(tracks=["primary_care"]))


def test_a_specialty_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(UserError, match="Neurology"):
        build(applicant(specialties=["Neurologie"]))


def test_undoing_a_fact_gives_the_old_list_back(sample: ProgramList) -> None:
    code = sample.rows[0].program.nrmp_code
    overlay = with_facts((code, "interview_rate_non_us_img", 0.0))
    undone = Overlay.of(
        [*overlay.batches, replace(overlay.undo("1", "2026-11-22T09:01:00Z"), id="2")]
    )
    assert build(overlay=overlay).rows != sample.rows
    assert build(overlay=undone) == sample


def test_only_these_states_means_no_application_elsewhere() -> None:
    listing = build(applicant(states_only=["OH", "NY"]))
    applied = [row for row in listing.rows if row.apply]
    assert applied
    assert {row.program.state for row in applied} <= {"OH", "NY"}


def test_what_a_point_is_worth_decides_where_the_list_stops() -> None:
    frugal = build(applicant(usd_per_point=20.0, budget_usd=3000.0))
    generous = build(applicant(usd_per_point=2000.0, budget_usd=3000.0))
    assert frugal.summary.n_applications < generous.summary.n_applications
    assert frugal.summary.fee_usd < 3000.0
