"""Listed names written out."""

from __future__ import annotations

import re

import pytest

from preround.catalogue.expand import expand_institution
from preround.catalogue.listing import load_listing

KNOWN = [
    ("U Alabama Med Ctr-Birmingham", "University of Alabama Medical Center - Birmingham"),
    ("B I Deaconess Med Ctr", "Beth Israel Deaconess Medical Center"),
    ("Baylor Coll Med-Houston", "Baylor College of Medicine - Houston"),
    ("Cedars-Sinai Med Ctr", "Cedars-Sinai Medical Center"),
    ("CA Pacific Med Center", "California Pacific Medical Center"),
    ("Childrens Hospital-LA", "Children's Hospital - Los Angeles"),
    ("East Tennessee St Univ", "East Tennessee State University"),
    ("Hosp of the Univ of PA", "Hospital of the University of Pennsylvania"),
    ("Hackensack U Med Ctr", "Hackensack University Medical Center"),
    ("Mercy Hospital St Louis", "Mercy Hospital St. Louis"),
    (
        "Prisma Health-U of SC SOM Columbia",
        "Prisma Health - University of South Carolina School of Medicine Columbia",
    ),
    ("UPMC Hamot Med Ctr", "UPMC Hamot Medical Center"),
    ("VA Greater LA Hlth Sys", "VA Greater Los Angeles Health System"),
    ("Yale-New Haven Hosp", "Yale-New Haven Hospital"),
]
LEFT_SHORT = {"Med", "Ctr", "Hosp", "Hosps", "Univ", "U", "Reg", "Mem", "Hlth", "Sys", "SOM"}
LEFT_SHORT |= {"COM", "Coll", "Comm", "Fdn", "Inst", "Rehab", "Affil", "Fam", "Ed", "Sch", "St"}


@pytest.mark.parametrize(("listed", "written"), KNOWN)
def test_writes_out_what_people_say(listed: str, written: str) -> None:
    assert expand_institution(listed) == written


@pytest.mark.parametrize(
    "name", ["UMass Chan Medical School", "NCH Healthcare System", "UPMC Mercy"]
)
def test_keeps_real_short_names(name: str) -> None:
    assert expand_institution(name).startswith(name.split(maxsplit=1)[0])


def left_short(name: str) -> set[str]:
    return LEFT_SHORT & set(re.split(r"[\s/\-,()+]+", name))


def test_no_listed_name_keeps_an_abbreviation() -> None:
    left = {
        sponsor.listed_name: left_short(sponsor.name)
        for sponsor in load_listing().sponsors.values()
        if left_short(sponsor.name)
    }
    assert left == {}


def test_the_check_above_can_fail() -> None:
    assert left_short("Some Med Ctr-West") == {"Med", "Ctr"}


def test_written_names_stay_apart_within_a_state() -> None:
    seen: dict[tuple[str, str], str] = {}
    for sponsor in load_listing().sponsors.values():
        other = seen.setdefault((sponsor.name, sponsor.state), sponsor.code)
        assert other == sponsor.code


def test_writing_out_twice_changes_nothing() -> None:
    for sponsor in load_listing().sponsors.values():
        once = sponsor.name.replace(" - ", "-").partition(" (")[0]
        assert expand_institution(once).replace(" - ", "-") == once
