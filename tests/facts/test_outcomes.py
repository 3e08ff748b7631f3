"""The outcome reader gives published figures as published, and refuses spoiled tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from preround.domain.applicant import ApplicantType
from preround.domain.errors import UnknownChoice
from preround.facts.errors import BadFact
from preround.facts.outcomes import load_outcomes

NON_US_IMG = ApplicantType.NON_US_IMG


def test_internal_medicine_rates_are_the_published_ones() -> None:
    rate = load_outcomes().interview_rate("Internal Medicine", NON_US_IMG)
    assert rate is not None
    assert (rate.mean, rate.q1, rate.q3) == (0.0216, 0.01, 0.03)
    assert (rate.zero_share, rate.n_programs) == (0.207, 576)


def test_rates_by_division_and_state_are_found_by_place() -> None:
    outcomes = load_outcomes()
    division = outcomes.interview_rate("Anesthesiology", NON_US_IMG, division="East North Central")
    state = outcomes.interview_rate("Internal Medicine", NON_US_IMG, state="NY")
    assert division is not None
    assert division.mean == 0.0219
    assert state is not None
    assert state.mean == 0.0244
    assert outcomes.interview_rate("Internal Medicine", NON_US_IMG, state="WY") is None


def test_signal_rates_rise_with_the_tier() -> None:
    rates = load_outcomes().signal_rates("Dermatology")
    assert {name: rate.mean for name, rate in rates.items()} == {
        "none": 0.0097,
        "silver": 0.1551,
        "gold": 0.5427,
    }


def test_match_outcome_counts_give_the_published_rate() -> None:
    # Internal medicine 2026, non-U.S. IMGs: 3,392 matched, 3,600 not: 3392 / 6992 = 0.485.
    outcome = load_outcomes().match_outcome("Internal Medicine")
    assert outcome is not None
    assert round(outcome.match_rate, 3) == 0.485
    assert outcome.step2_matched is not None
    assert outcome.step2_matched.mean == 249
    assert outcome.ranks_not_matched is not None
    assert outcome.ranks_not_matched.mean == 2.5


def test_withheld_means_are_none_and_never_zero() -> None:
    outcome = load_outcomes().match_outcome("Dermatology")
    assert outcome is not None
    assert outcome.step2_matched is None
    assert outcome.step2_not_matched is not None


def test_totals_positions_and_studies_carry_their_citation() -> None:
    outcomes = load_outcomes()
    total = outcomes.total(2026, "pgy1_match_rate_non_us_img")
    offered = outcomes.position("positions_offered", "Internal Medicine", "categorical")
    group = outcomes.position("pgy1_match_rate", applicant_group="us_img")
    visa = outcomes.study("tiako.also_h1b")
    assert total is not None
    assert total.value == 0.564
    assert total.citation.source
    assert offered is not None
    assert offered.value == 10941
    assert group is not None
    assert group.value == 0.678
    assert (visa.value, visa.n, visa.citation.confidence) == (0.345, 267, "high")


def test_unknown_study_and_missing_totals_are_told_apart() -> None:
    with pytest.raises(UnknownChoice, match="no_such_study"):
        load_outcomes().study("no_such_study")
    assert load_outcomes().total(1999, "positions_offered_total") is None


def test_small_community_samples_are_left_out() -> None:
    sheets = [study for study in load_outcomes().studies if study.id.startswith("sheet.")]
    assert sheets
    assert all(study.n is not None and study.n >= 5 for study in sheets)


def test_every_interval_holds_its_value() -> None:
    for study in load_outcomes().studies:
        if study.low is not None and study.high is not None:
            assert study.low <= study.value <= study.high, study.id


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("studies.csv", ",odds_ratio,", ",oddly_ratio,", "column unit"),
        ("studies.csv", ",computed_here,", ",nobody,", "source 'nobody'"),
        ("studies.csv", ",computed_here,", ",,", "no citation"),
        ("interview_rates.csv", ",0.0216,", ",2.16,", "between 0 and 1"),
        ("interview_rates.csv", ",us_img,", ",non_us_img,", "twice"),
        ("match_outcomes.csv", ",non_us_img,", ",martian,", "column applicant_type"),
        ("match_totals.csv", "53373", "many", "column value"),
        ("positions.csv", "measure", "meassure", "columns"),
    ],
)
def test_spoiled_tables_are_refused(
    data_copy: Path, name: str, old: str, new: str, message: str
) -> None:
    path = data_copy / "outcomes" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFact, match=message):
        load_outcomes(data_copy)


def test_every_collected_interview_rate_was_carried_over(collected: Path) -> None:
    with (collected / "published_outcomes.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["study"].startswith("Programme-rep")]
    rates = load_outcomes().interview_rates
    means = sorted(float(r["value"]) for r in rows if "rounds to zero" not in r["outcome"])
    zeros = sorted(float(r["value"]) for r in rows if "rounds to zero" in r["outcome"])
    assert sorted(round(100 * rate.mean, 4) for rate in rates) == means
    assert [
        round(100 * z, 4) for z in sorted(r.zero_share for r in rates if r.zero_share is not None)
    ] == zeros


def test_every_collected_match_outcome_was_carried_over(collected: Path) -> None:
    with (collected / "match_outcomes_by_specialty_2026.csv").open(encoding="utf-8") as file:
        rows = [(int(r["matched"]), int(r["not_matched"])) for r in csv.DictReader(file)]
    kept = [(m.n_matched, m.n_not_matched) for m in load_outcomes().match_outcomes]
    assert sorted(kept) == sorted(rows)
