"""Fees are what the services' own examples say, and behave as fees must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import UnknownChoice
from preround.facts.errors import UnpublishedFact
from preround.facts.reader import load_season
from preround.facts.schedules import FeeStep
from preround.portfolio.fees import (
    BadProgramCount,
    FeeQuote,
    fee_usd,
    fixed_costs,
    marginal_fee_usd,
    quote,
)


def price(season: int, /, *, last_known: bool = False, **counts: int) -> FeeQuote:
    named = [(name.replace("_", " "), n) for name, n in counts.items()]
    return quote(load_season(season), named, last_known=last_known)


@pytest.mark.parametrize("season", [2026, 2027])
def test_one_hundred_internal_medicine_programs(season: int) -> None:
    # 30 x 11 + 70 x 30 = 330 + 2,100
    assert price(season, Internal_Medicine=100).total_usd == 2430


@pytest.mark.parametrize("season", [2026, 2027])
def test_pricing_starts_again_with_each_specialty(season: int) -> None:
    # 30 x 11 + 30 x 11
    answer = price(season, Internal_Medicine=30, Family_Medicine=30)
    assert answer.total_usd == 660
    assert answer.by_specialty == {"Internal Medicine": 330, "Family Medicine": 330}
    assert price(season, Internal_Medicine=30).total_usd == 330


def test_the_official_page_s_own_examples() -> None:
    # AAMC, Fees for 2026 ERAS Season.
    # Example 1: 30 x 11 = 330.
    assert price(2026, Family_Medicine=30).total_usd == 330
    # Example 2: 30 x 11 + 13 x 30 = 720, and 7 x 11 = 77: together 797.
    assert price(2026, Internal_Medicine=43, Radiology=7).total_usd == 797
    # Example 3: twice (30 x 11 + 2 x 30) = 780.
    assert price(2026, Internal_Medicine=32, Pediatrics=32).total_usd == 780


def test_emergency_medicine_pays_residencycas() -> None:
    # 99 flat for the first 18, 12 x 18 = 216, 16 x 23 = 368: 683 for 46 programs.
    assert price(2026, Emergency_Medicine=46).total_usd == 683
    assert price(2026, Emergency_Medicine=1).total_usd == 99
    assert price(2026, Emergency_Medicine=18).total_usd == 99
    assert price(2026, Emergency_Medicine=19).total_usd == 117


def test_the_old_schedule_of_2024_still_adds_up() -> None:
    steps = load_season(2026).store.fee_steps[2024, "eras_residency"].steps
    # AAMC, 2024 season, example 1: 99 + 10 x 19 + 10 x 23 = 519.
    assert fee_usd(steps, 30) == 519


def test_2026_is_confirmed_and_2027_is_not() -> None:
    assert not price(2026, Internal_Medicine=100).unconfirmed
    answer = price(2027, Internal_Medicine=100)
    assert answer.unconfirmed
    assert any("unconfirmed" in note for note in answer.notes)


def test_2028_is_not_published_and_the_last_known_is_labelled() -> None:
    with pytest.raises(UnpublishedFact, match=r"not published for season 2028.*2027"):
        price(2028, Internal_Medicine=100)
    answer = price(2028, last_known=True, Internal_Medicine=100)
    assert answer.total_usd == 2430
    assert [line.season for line in answer.lines] == [2027]
    assert any("season 2027's, the last known" in note for note in answer.notes)


def test_obgyn_says_that_it_is_estimated() -> None:
    answer = price(2026, OBGYN=46)
    assert answer.total_usd == 683
    assert answer.unconfirmed
    assert any("estimated from Emergency Medicine" in note for note in answer.notes)


def test_two_spellings_of_one_specialty_are_billed_together() -> None:
    assert price(2026, IM=20, Internal_Medicine=20).total_usd == 630  # 330 + 10 x 30


def test_an_impossible_count_or_specialty_is_refused() -> None:
    with pytest.raises(BadProgramCount, match="from 0 to"):
        price(2026, Internal_Medicine=-1)
    with pytest.raises(BadProgramCount):
        price(2026, Internal_Medicine=10**9)
    with pytest.raises(UnknownChoice, match="Did you mean"):
        price(2026, Internl_Medicne=3)


def test_nothing_costs_nothing() -> None:
    assert price(2026, Internal_Medicine=0).total_usd == 0
    assert price(2026).total_usd == 0


def test_fixed_costs_are_lines_of_their_own() -> None:
    answer = price(2026, Internal_Medicine=100)
    # token 165, transcript 80, NRMP registration 70
    assert [cost.usd for cost in answer.fixed] == [165, 80, 70]
    assert answer.fixed_usd == 315
    assert answer.total_usd == 2430


def test_a_fixed_cost_keeps_what_other_sources_say() -> None:
    transcript = fixed_costs(load_season(2027))[1]
    assert (transcript.key, transcript.label) == ("fees.usmle_transcript", "USMLE transcript")
    assert (transcript.usd, transcript.others_usd) == (80, (70,))
    assert transcript.unconfirmed


def test_fixed_costs_of_another_season_say_so() -> None:
    assert fixed_costs(load_season(2028)) == ()
    older = fixed_costs(load_season(2028), last_known=True)
    assert {cost.season for cost in older} == {2027}
    assert all(cost.unconfirmed for cost in older)


def test_exam_certification_and_visa_costs_have_groups() -> None:
    exams = {cost.key: cost.usd for cost in fixed_costs(load_season(2027), "exam")}
    # Step 1 outside the U.S. and Canada: 695 + 210 = 905.
    assert exams["fees.step_1"] + exams["fees.step_1_region"] == 905
    assert fixed_costs(load_season(2027), "certification")
    assert fixed_costs(load_season(2026), "visa")


def test_the_json_carries_sources_and_labels() -> None:
    document = price(2028, last_known=True, Internal_Medicine=100).as_json()
    assert document["total_usd"] == 2430
    assert document["by_specialty"] == {"Internal Medicine": 2430}
    lines = document["lines"]
    assert isinstance(lines, list)
    assert lines[0]["season_of_figures"] == 2027
    assert lines[0]["sources"]


@st.composite
def schedules(draw: st.DrawFn) -> tuple[FeeStep, ...]:
    ends = sorted(draw(st.sets(st.integers(1, 120), max_size=4)))
    starts = [1, *(end + 1 for end in ends)]
    return tuple(
        FeeStep(
            start,
            end,
            float(draw(st.integers(0, 200))),
            draw(st.sampled_from(["per_program", "flat"])),
        )
        for start, end in zip(starts, [*ends, None], strict=True)
    )


def obvious_fee(steps: tuple[FeeStep, ...], n: int) -> float:
    """Program by program: the step it falls in, flat ones on their first program only."""
    total = 0.0
    for program in range(1, n + 1):
        for step in steps:
            if step.from_program <= program <= (step.to_program or program):
                first = program == step.from_program
                total += step.fee_usd if step.kind == "per_program" or first else 0.0
    return total


@given(schedules(), st.integers(0, 150))
def test_fees_equal_the_obvious_sum(steps: tuple[FeeStep, ...], n: int) -> None:
    assert fee_usd(steps, n) == obvious_fee(steps, n)


@given(schedules(), st.integers(0, 150))
def test_one_more_application_never_costs_less(steps: tuple[FeeStep, ...], n: int) -> None:
    assert marginal_fee_usd(steps, n) >= 0


@given(schedules(), st.integers(0, 60))
def test_marginal_fees_sum_to_the_total(steps: tuple[FeeStep, ...], n: int) -> None:
    assert sum(marginal_fee_usd(steps, k) for k in range(n)) == fee_usd(steps, n)
