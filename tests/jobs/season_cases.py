"""A few programs of the shipped listing, and an applicant to rank them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.listing import load_listing
from preround.domain.applicant import Applicant
from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.program import FactReading, FactScalar, Program, ProgramFact
from preround.facts.reader import SeasonFacts, load_season
from preround.importers.applicant_file import parse_applicant

TODAY = dt.date(2027, 2, 20)
#: Categorical, advanced and first-year positions that the listing has.
MEDICINE = ("1378140C0", "1380140C0", "1386140C0", "1387140C0", "1390140C0")
RADIOLOGY, FIRST_YEAR, TRANSITIONAL = "1414420A0", "1414140P0", "2002999P0"
SAMPLE = b"""
[applicant]
type = "non_us_img"
yog = 2021
visa_need = "j1"
ecfmg_certified = true
[[exams]]
name = "step_2_ck"
passed = true
score = 243
[[us_experience]]
kind = "observership"
specialty = "Internal Medicine"
start = 2026-02-02
end = 2026-03-27
state = "NY"
[wishes]
specialties = ["Internal Medicine"]
ties = ["NJ"]
"""
Stated = Mapping[str, Mapping[str, FactScalar]]


def applicant() -> Applicant:
    return parse_applicant(SAMPLE, "sample.toml", TODAY).applicant


@cache
def plain_catalogue() -> Catalogue:
    listing = load_listing()
    return Catalogue.of(listing.programs, listing)


def catalogue(stated: Stated | None = None) -> Catalogue:
    """The listing, with facts laid over a few of its programs."""
    if not stated:
        return plain_catalogue()
    listing = load_listing()
    return Catalogue.of(
        (
            replace(one, facts={name: fact(name, v) for name, v in stated[one.nrmp_code].items()})
            if one.nrmp_code in stated
            else one
            for one in listing.programs
        ),
        listing,
    )


def fact(name: str, value: FactScalar) -> ProgramFact:
    return ProgramFact(name, (FactReading(value, "its page", dt.date(2026, 11, 1)),))


def programs(codes: Sequence[str]) -> list[Program]:
    return [plain_catalogue().get(code) for code in codes]


def facts(season: int = 2027) -> SeasonFacts:
    return load_season(season)


def interviewed(code: str, day: dt.date | None = dt.date(2027, 1, 10)) -> Invitation:
    return Invitation(code, dt.date(2026, 11, 20), day, InvitationStatus.ATTENDED)
