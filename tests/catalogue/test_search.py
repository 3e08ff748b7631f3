"""Programs are found by whatever part of their name people type."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.catalogue.catalogue import Catalogue, UnknownProgram
from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import AddedProgram, Batch, BatchKind, FactEntry, Overlay
from preround.domain.errors import UnknownChoice
from preround.domain.program import Program, Track

CATALOGUE: Catalogue = Overlay().apply(load_listing())


def institutions(text: str, **wish: str) -> set[str]:
    return {program.sponsor.code for program in CATALOGUE.search(text, **wish)}


@pytest.mark.parametrize(
    "text",
    [
        "U Alabama Med Ctr",
        "university of alabama medical center birmingham",
        "birmingham ALABAMA university",
        "UAB",
        "univ alab med cen birm",
        "1007",
        "1007140C0",
    ],
)
def test_one_program_is_found_many_ways(text: str) -> None:
    assert "1007" in institutions(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("st lukes bethlehem", "1605"),
        ("Saint Luke's Bethlehem", "1605"),
        ("elmhurst", "1491"),
        ("ucsf fresno", "1022"),
        ("Corewell Grand Rapids", "2077"),
        ("mt sinai chicago", "1144"),
        ("hôpital concepcion", "1202"),
        ("bostan university", "1257"),
    ],
)
def test_other_names_accents_and_slips_find_too(text: str, code: str) -> None:
    assert code in institutions(text.replace("hôpital", "hospital"))


def test_a_code_comes_first() -> None:
    assert CATALOGUE.search("1007140c0")[0].nrmp_code == "1007140C0"


def test_specialty_words_narrow() -> None:
    found = CATALOGUE.search("yale IM primary care")
    assert {program.nrmp_code for program in found} == {"1089140M0", "1089140M1"}


def test_filters_narrow_together() -> None:
    found = CATALOGUE.search(state="New York", specialty="psychiatry", track="prelim")
    assert found == ()
    found = CATALOGUE.search(state="ny", specialty="Internal Medicine", track=Track.CATEGORICAL)
    assert found
    assert all(program.state == "NY" for program in found)
    assert all(program.specialty == "Internal Medicine" for program in found)
    assert all(program.track is Track.CATEGORICAL for program in found)


def test_sponsor_by_code_and_by_name_agree() -> None:
    by_code = CATALOGUE.search(sponsor="1605")
    by_name = CATALOGUE.search(sponsor="st lukes hospital bethlehem")
    assert by_code
    assert {one.nrmp_code for one in by_code} == {one.nrmp_code for one in by_name}


def test_words_of_all_programs_keep_the_order_of_names() -> None:
    names = [program.institution for program in CATALOGUE.search(state="WY")]
    assert names == sorted(names)


def test_an_own_program_is_found_beside_the_listed() -> None:
    def catalogue(institution: str) -> Catalogue:
        own = AddedProgram(
            "X001140C0", "IM", "Internal Medicine", Track.CATEGORICAL, institution, "Erie", "PA"
        )
        batch = Batch("batch-1", "", "", BatchKind.PROGRAM, programs=(own,))
        return Overlay.of((batch,)).apply(load_listing())

    first, renamed = catalogue("Quokka Hospital"), catalogue("Wombat Hospital")
    assert [one.nrmp_code for one in first.search("quokka")] == ["X001140C0"]
    assert renamed.search("quokka") == ()
    assert [one.nrmp_code for one in renamed.search("wombat")] == ["X001140C0"]
    assert CATALOGUE.search("wombat hospital") == ()


def test_what_is_found_carries_the_facts_of_its_own_catalogue() -> None:
    entry = FactEntry("1007140C0", "visa_j1", "yes", "page", date(2026, 11, 21))
    batch = Batch("batch-1", "", "", BatchKind.IMPORT, (entry,))
    stated = Overlay.of((batch,)).apply(load_listing())
    assert stated.search("1007140C0")[0].fact("visa_j1").value == "yes"
    assert CATALOGUE.search("1007140C0")[0].fact("visa_j1").value is None


def test_limit_cuts_the_best() -> None:
    assert CATALOGUE.search("mercy", limit=3) == CATALOGUE.search("mercy")[:3]


def test_what_is_no_state_or_specialty_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownChoice, match="New York"):
        CATALOGUE.search(state="New Yrk")
    with pytest.raises(UnknownChoice, match="Psychiatry"):
        CATALOGUE.search(specialty="Psychatry")
    with pytest.raises(UnknownChoice, match="Track"):
        CATALOGUE.search(track="sideways")


def test_get_takes_a_code_as_typed_and_refuses_another() -> None:
    assert CATALOGUE.get(" 1007 140c0 ").nrmp_code == "1007140C0"
    with pytest.raises(UnknownProgram, match="listed 2023"):
        CATALOGUE.get("0000000X0")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    found = CATALOGUE.search(text)
    assert len(found) == len({program.nrmp_code for program in found})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CATALOGUE.programs), st.randoms(use_true_random=False))
def test_every_program_is_found_by_its_own_words_in_any_order(
    program: Program, random: Random
) -> None:
    words = program.institution.replace("/", " ").split()
    random.shuffle(words)
    assert program in CATALOGUE.search(" ".join(words))
