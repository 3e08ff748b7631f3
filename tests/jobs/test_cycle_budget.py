"""The money of a cycle adds up, leaves out what is done, and never guesses."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.domain.applicant import Applicant
from preround.domain.program_list import ListSummary
from preround.facts.reader import load_season
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import build_program_list
from preround.jobs.cycle_budget import BadAmount, CycleBudget, OwnAmounts, cycle_budget

TODAY = date(2026, 11, 22)
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.toml"


@cache
def summary() -> ListSummary:
    applicant = parse_applicant(SAMPLE.read_bytes(), SAMPLE.name, TODAY).applicant
    catalogue = Overlay().apply(load_listing())
    built = build_program_list(applicant, load_season(2027), catalogue, today=TODAY)
    return built.listing.summary


def budget(text: str, own: OwnAmounts | None = None, season: int = 2027) -> CycleBudget:
    applicant: Applicant = parse_applicant(text.encode(), "a.toml", TODAY).applicant
    return cycle_budget(applicant, load_season(season), summary(), own)


def total_of(found: CycleBudget, part: str) -> float:
    return next(total for name, total, _ in found.parts if name == part)


def test_the_sum_is_that_of_its_lines() -> None:
    found = budget(SAMPLE.read_text("utf-8"), OwnAmounts(200.0, 3000.0, 100.0))
    assert found.total_usd == pytest.approx(sum(total for _, total, _ in found.parts))
    assert total_of(found, "Interviews") == 200.0 * round(summary().interviews.mean)
    assert total_of(found, "Applications") == summary().fee_usd + 185 + 80


def test_what_is_behind_the_person_is_not_counted() -> None:
    done = budget(SAMPLE.read_text("utf-8"))
    fresh = budget('[applicant]\ntype = "non_us_img"\n')
    assert total_of(done, "Certification") == 0.0
    assert total_of(fresh, "Certification") == 455 + 110 + 580 + 2 * 110 + 945
    assert total_of(fresh, "Exams") > total_of(done, "Exams") > 0


def test_a_us_graduate_pays_for_no_certification_and_no_token() -> None:
    found = budget('[applicant]\ntype = "us_md"\n')
    assert "Certification" not in {name for name, _, _ in found.parts}
    assert not any("token" in line.label for line in found.lines)


def test_an_amount_nobody_told_is_left_out_and_named() -> None:
    found = budget('[applicant]\ntype = "us_img"\nvisa_need = "none"\n')
    assert {line.part for line in found.unknown} == {"Interviews", "Experience", "Anything else"}
    assert "Visa" not in {name for name, _, _ in found.parts}


def test_an_older_seasons_figure_says_so() -> None:
    found = budget('[applicant]\nvisa_need = "j1"\n')
    visa = [line for line in found.lines if line.part == "Visa"]
    assert {line.season for line in visa} == {2026}
    assert all(line.citations for line in visa)


@pytest.mark.parametrize("amount", [-1.0, 2e6, float("nan")])
def test_an_amount_that_cannot_be_one_is_refused(amount: float) -> None:
    with pytest.raises(BadAmount):
        OwnAmounts(travel_per_interview=amount)
