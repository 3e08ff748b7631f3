"""Tracks gathered into programs as an application service lists them."""

from __future__ import annotations

import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.program_groups import ProgramGroup, group_programs, site_of
from preround.domain.program import Track

GROUPS = group_programs(load_listing().programs)
OF_CODE = {code: group for group in GROUPS for code in group.codes}


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("Internal Medicine", ""),
        ("Internal Medicine/Research", ""),
        ("Psychiatry/Child & Adolescent", ""),
        ("Internal Medicine/3-yr MD Path", ""),
        ("General Surgery/Kendall", "Kendall"),
        ("Family Med/Rural-Ahoskie", "Ahoskie"),
        ("Surg-Prelim/Anesthesiology-Kendall", "Kendall"),
        ("Derm/Farm Hills/Osteopathic", "Farm Hills"),
    ],
)
def test_a_site_is_told_from_a_pathway(name: str, site: str) -> None:
    assert site_of(name) == site


def test_every_track_is_in_one_program() -> None:
    codes = [code for group in GROUPS for code in group.codes]
    assert sorted(codes) == sorted(load_listing().by_code)


def test_research_and_preliminary_tracks_belong_to_their_program() -> None:
    yale = OF_CODE["1089140C0"]
    assert yale.main.nrmp_code == "1089140C0"
    assert {"1089140M0", "1089140P0"} <= set(yale.codes)


def test_sites_are_programs_of_their_own() -> None:
    kendall, westside = OF_CODE["2232440C1"], OF_CODE["2232440C0"]
    assert kendall is not westside
    # the preliminary years at Kendall, one of them for anesthesiology, are Kendall's
    assert kendall.codes == ("2232440C1", "2232440P0", "2232440P1")


def test_a_preliminary_year_named_after_where_it_leads_is_no_site() -> None:
    groups = [group for group in GROUPS if group.institution == "1251"]
    assert {group.site for group in groups if group.specialty == "Internal Medicine"} == {""}


def test_the_plain_categorical_track_stands_for_the_program() -> None:
    for group in GROUPS:
        tracks = {program.track for program in group.tracks}
        if Track.CATEGORICAL in tracks:
            assert group.main.track is Track.CATEGORICAL


def test_a_part_of_a_program_knows_it_is_one() -> None:
    yale = OF_CODE["1089140C0"]
    assert not yale.is_part
    assert yale.only(yale.main).is_part
    alone = next(group for group in GROUPS if len(group.tracks) == 1)
    assert isinstance(alone, ProgramGroup)
    assert not alone.only(alone.main).is_part
