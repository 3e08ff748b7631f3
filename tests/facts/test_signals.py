"""Signals by specialty: tiers, pools, dissent, and what is not known."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from preround.facts.errors import UnpublishedFact
from preround.facts.reader import load_season
from preround.facts.specialties import ALL


def test_sources_that_disagree_on_obgyn_are_both_kept() -> None:
    rule = load_season(2027).signals("Obstetrics and Gynecology")
    assert rule.tiers == (("gold", 3), ("silver", 15))
    assert [other.tiers for other in rule.disagree] == [(("signal", 5),)]
    assert rule.unconfirmed
    assert rule.platform == "ResidencyCAS"


def test_diagnostic_and_interventional_radiology_share_one_pool() -> None:
    season = load_season(2027)
    diagnostic = season.signals("Radiology-Diagnostic")
    interventional = season.signals("Interventional Radiology (Integrated)")
    assert diagnostic.pool == interventional.pool
    assert diagnostic.tiers == interventional.tiers == (("gold", 6), ("silver", 9))
    assert season.signals("Internal Medicine").pool == "Internal Medicine"


def test_a_specialty_without_signals_is_known_to_have_none() -> None:
    rule = load_season(2027).signals("Nuclear Medicine")
    assert (rule.tiers, rule.total, rule.known) == ((), 0, True)


def test_the_last_known_number_carries_its_season() -> None:
    with pytest.raises(UnpublishedFact, match="2025"):
        load_season(2026).signals("Psychiatry")
    rule = load_season(2026).signals("Psychiatry", last_known=True)
    assert (rule.total, rule.season) == (10, 2025)
    assert load_season(2028).signals("Internal Medicine", last_known=True).season == 2027


def test_a_specialty_no_source_names_gets_none_and_says_so() -> None:
    rule = load_season(2027).signals("Psychiatry/Neurology", last_known=True)
    assert (rule.tiers, rule.known, rule.season) == ((), False, None)
    assert rule.unconfirmed
    with pytest.raises(UnpublishedFact):
        load_season(2027).signals("Psychiatry/Neurology")


@pytest.mark.parametrize("season", [2026, 2027, 2028])
def test_every_listed_specialty_has_an_answer(season: int) -> None:
    for specialty in ALL:
        rule = load_season(season).signals(specialty, last_known=True)
        assert rule.total == sum(count for _, count in rule.tiers)
        assert rule.season is None or rule.season <= season


def test_every_collected_number_was_carried_over(collected: Path) -> None:
    store = load_season(2027).store
    kept = {
        (season, count)
        for (season, _), rule in store.signals.items()
        for count in (rule.total, *(other.total for other in rule.disagree))
    }
    with (collected / "program_signals.csv").open(encoding="utf-8") as file:
        assert {(int(r["season"]), int(r["total"])) for r in csv.DictReader(file)} == kept
