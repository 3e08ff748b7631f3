"""The shipped listing is whole, typed, and says where it comes from."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.domain.program import Track

SHARED = Path(os.environ.get("PREROUND_SHARED", Path(__file__).parents[3] / "shared"))


def test_holds_every_sponsor_and_track() -> None:
    listing = load_listing()
    assert len(listing.sponsors) == 854
    assert len(listing.programs) == 6263
    assert len(listing.by_code) == 6263


def test_is_read_once() -> None:
    assert load_listing() is load_listing()


def test_counts_of_tracks_agree_with_the_source() -> None:
    counts = Counter(program.track for program in load_listing().programs)
    assert counts == {
        Track.CATEGORICAL: 4536,
        Track.PRELIMINARY: 840,
        Track.ADVANCED: 628,
        Track.RESERVED: 155,
        Track.PRIMARY_CARE: 104,
    }


def test_three_programs_checked_by_hand() -> None:
    by_code = load_listing().by_code
    birmingham = by_code["1007140C0"]
    assert birmingham.institution == "University of Alabama Medical Center - Birmingham"
    assert (birmingham.sponsor.city, birmingham.state) == ("Birmingham", "AL")
    assert birmingham.sponsor.h1b_approvals == 197
    kendall = by_code["2232440P0"]
    assert kendall.name == "Surgery-Preliminary/Kendall"
    assert kendall.track is Track.PRELIMINARY
    assert by_code["1708120C0"].teaching_health_center


def test_every_column_names_its_source_and_the_day_it_was_read() -> None:
    provenance = load_listing().provenance
    assert provenance.listed_in == "2023"
    assert provenance.label == "listed 2023"
    assert {"tracks", "city", "h1b_approvals", "ownership"} <= set(provenance.columns)
    assert all(citation.source and citation.read for citation in provenance.columns.values())


def test_agrees_with_the_collected_facts_row_by_row() -> None:
    source = SHARED / "facts" / "programs.csv"
    if not source.exists():
        pytest.skip("the collected facts are not on this machine")
    tracks = {"Physician/Reserved": "reserved", "Primary care": "primary_care"}
    listed = load_listing().by_code
    with source.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            program = listed[row["nrmp_code"]]
            assert program.specialty == row["specialty"]
            assert program.name == row["program_name"]
            assert program.track == tracks.get(row["track"], row["track"].lower())
            assert program.teaching_health_center == (row["thcgme_2025_26"] == "yes")
