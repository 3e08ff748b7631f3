"""Other assumptions make another list; what survives all of them is called solid."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.facts.reader import load_season
from preround.fit.odds_assumed import HALF, Assumption, usual_assumptions
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import BuiltList, build_program_list
from preround.jobs.list_health import list_health
from preround.jobs.second_opinion import SecondOpinion, second_opinion

TODAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@cache
def made(sample: str) -> tuple[BuiltList, SecondOpinion]:
    applicant = parse_applicant((EXAMPLES / f"{sample}.toml").read_bytes(), sample, TODAY).applicant
    facts, catalogue = load_season(2027), Overlay().apply(load_listing())
    built = build_program_list(applicant, facts, catalogue, today=TODAY)
    return built, second_opinion(applicant, facts, catalogue, built, today=TODAY)


def test_solid_and_hanging_rows_are_all_the_applications() -> None:
    built, opinion = made("two_specialties")
    applied = {row.program.nrmp_code for row in built.listing.rows if row.apply}
    solid = {row.program.nrmp_code for row in opinion.solid}
    hanging = {row.program.nrmp_code for row, _ in opinion.hanging}
    assert solid | hanging == applied
    assert not solid & hanging
    assert min(one.kept for one in opinion.opinions) >= len(solid)


def test_two_specialties_are_doubted_one_by_one() -> None:
    _, opinion = made("two_specialties")
    assert [one.assumption.name.partition(":")[0] for one in opinion.opinions] == [
        "halved", "no_signals", "low", "low",
    ]  # fmt: skip
    doubted = [one.assumption.specialty for one in opinion.opinions[2:]]
    assert set(doubted) == set(made("two_specialties")[0].portfolio.specialties)


def test_worse_odds_mean_a_lower_chance_and_the_sentence_counts() -> None:
    built, opinion = made("sample")
    halved = opinion.opinions[0]
    assert halved.p_match.mean < built.listing.summary.p_match.mean
    assert opinion.sentence.startswith(f"{len(opinion.solid)} of {opinion.n_applications}")


def test_an_assumption_moves_the_log_odds_it_names_and_no_other() -> None:
    built, _ = made("two_specialties")
    one, other = built.portfolio.specialties
    changed = Assumption("x", "x", HALF, one).apply(built.odds)
    moved = changed.rows.shift - built.odds.rows.shift
    of_one = np.array([view.specialty == one for view in built.odds.programs])
    assert moved[of_one] == pytest.approx(HALF)
    assert (moved[~of_one] == 0.0).all()
    assert (changed.mean[of_one] < built.odds.mean[of_one]).all()
    assert len(usual_assumptions((other,))) == 2


def test_without_signals_every_tier_is_alike() -> None:
    built, _ = made("sample")
    changed = Assumption("x", "x", signals=False).apply(built.odds)
    assert np.ptp(changed.mean, axis=1) == pytest.approx(0.0, abs=1e-12)


def test_each_way_to_slice_the_list_adds_up() -> None:
    built, _ = made("sample")
    health = list_health(built.odds.applicant, built.listing)
    for parts in (health.tiers, health.states, health.specialties, health.visa):
        assert sum(part.n for part in parts) == health.n_applications
    total = sum(row.interview.mean for row in built.listing.rows if row.apply)
    assert sum(part.interviews for part in health.states) == pytest.approx(total)
    assert {finding.code for finding in health.findings} == {"visa-unknown", "rates-unknown"}
