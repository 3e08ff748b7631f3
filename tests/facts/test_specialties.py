"""Every way of writing a specialty leads to the listing's name, or to a suggestion."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import UnknownChoice
from preround.facts.errors import BadFact
from preround.facts.outcomes import load_outcomes
from preround.facts.reader import load_season
from preround.facts.specialties import (
    ALL,
    UnlistedSpecialty,
    canonical,
    display,
    fold,
    load_specialties,
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("IM", "Internal Medicine"),
        ("internal medicine", "Internal Medicine"),
        ("FM", "Family Medicine"),
        ("Peds", "Pediatrics"),
        ("OBGYN", "Obstetrics and Gynecology"),
        ("ob/gyn", "Obstetrics and Gynecology"),
        ("Gen Surg", "Surgery-General"),
        ("General Surgery", "Surgery-General"),
        ("Surgery - General", "Surgery-General"),
        ("Diagnostic Radiology", "Radiology-Diagnostic"),
        ("Orthopedic Surgery", "Orthopaedic Surgery"),
        ("Pathology-Anatomic and Clinical", "Pathology"),
        ("Med-Peds", "Internal Medicine/Pediatrics"),
        ("Interventional Radiology - Integrated", "Interventional Radiology (Integrated)"),
        ("PM&R", "Physical Medicine and Rehabilitation"),
        ("Thoracic Surgery", "Thoracic Surgery (Integrated)"),
        ("Medicine-Preliminary", "Internal Medicine"),
        ("TY", "Transitional Year"),
    ],
)
def test_people_and_tables_write_specialties_many_ways(written: str, name: str) -> None:
    assert canonical(written) == name


def test_display_names_are_the_kinder_ones() -> None:
    assert display("Surgery-General") == "General Surgery"
    assert display("Internal Medicine") == "Internal Medicine"
    assert canonical(display("Radiology-Diagnostic")) == "Radiology-Diagnostic"


def test_an_unknown_name_brings_the_nearest() -> None:
    with pytest.raises(UnknownChoice, match="Did you mean Internal Medicine"):
        canonical("Intrnal Medcine")
    with pytest.raises(UnknownChoice, match="'Basket Weaving' is not known"):
        canonical("Basket Weaving")
    with pytest.raises(UnknownChoice):
        canonical("")


def test_a_real_specialty_outside_the_listing_is_not_called_unknown() -> None:
    with pytest.raises(UnlistedSpecialty, match="none in Urology"):
        canonical("urology")


def test_all_is_the_listing_in_order() -> None:
    assert list(ALL) == sorted(ALL)
    assert all(canonical(name) == name for name in ALL)


def test_all_tables_use_names_known_here() -> None:
    known = {item.name for item in load_specialties()} | {""}
    outcomes = load_outcomes()
    named = {rate.specialty for rate in outcomes.interview_rates}
    named |= {match.specialty for match in outcomes.match_outcomes}
    named |= {figure.specialty for figure in outcomes.positions}
    named |= {study.specialty for study in outcomes.studies}
    store = load_season(2027).store
    named |= {name for _, name in store.signals} | set(store.platforms)
    assert named <= known


def test_two_specialties_cannot_share_a_spelling(data_copy: Path) -> None:
    path = data_copy / "specialties.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Neuro|", "Neuro|IM|", 1), encoding="utf-8")
    with pytest.raises(BadFact, match="and Internal Medicine"):
        load_specialties(data_copy)


def test_the_listings_names_are_all_here(collected: Path) -> None:
    with (collected / "programs.csv").open(encoding="utf-8") as file:
        assert {row["specialty"] for row in csv.DictReader(file)} == set(ALL)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.sampled_from(ALL), st.booleans())
def test_case_and_hyphens_do_not_matter(name: str, upper: bool) -> None:
    written = name.upper() if upper else name.lower()
    assert canonical(f"  {written.replace('-', ' - ')} ") == name
