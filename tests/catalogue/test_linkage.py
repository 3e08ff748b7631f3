"""Rows that name programs are linked right, asked, or left; never guessed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.linkage import judge, make_table
from preround.catalogue.linkage import (
    Doubtful,
    Linked,
    Linker,
    NamedRow,
    Outcome,
    Unmatched,
    split_aspect,
)
from preround.catalogue.listing import load_listing
from preround.domain.program import Track

LINKER = Linker(load_listing().programs)


def link(*rows: str, specialty: str = "Internal Medicine") -> list[Outcome]:
    return LINKER.link(
        [NamedRow(i, *row.split("|"), specialty) for i, row in enumerate(rows, start=2)]
    )


def code(outcome: Outcome) -> str:
    assert isinstance(outcome, Linked), outcome
    return outcome.group.main.nrmp_code


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("University of Alabama Hospital Program|Birmingham|AL", "1007140C0"),
        ("University of Alabama Hospital Program|Huntsville|AL", "2947140C0"),
        ("Rutgers New Jersey Medical School Program|Newark|NJ", "1398140C0"),
        ("HCA Florida Healthcare/Kendall Hospital Program|Miami|FL", "2232140C2"),
        ("Icahn School of Medicine at Mount Sinai (Elmhurst) Program|Elmhurst|NY", "1491140C0"),
        ("Mass General Brigham/Brigham and Women's Hospital Program|Boston|MA", "1265140C0"),
        ("Massachusets General Hospital Program|Boston|MA", "1261140C0"),
        ("St Mary Medical Center Program|Long Beach|CA", "1025140C0"),
        ("St Mary Medical Center Program|Langhorne|PA", "2139140C0"),
        ("UNIVERSITY OF CALIFORNIA (IRVINE) PROGRAM|ORANGE|CA", "1043140C0"),
        ("Saint Lukes Hosp - Bethlehem|Bethlehem|PA", "1605140C0"),
        ("Univ of Kentucky COM (Bowling Green) Program|Bowling Green|KY", "1848140C1"),
    ],
)
def test_names_as_programs_spell_them(row: str, expected: str) -> None:
    assert code(link(row)[0]) == expected


@pytest.mark.parametrize(
    "row",
    [
        "Corry Memorial Hospital Program|Corry|PA",
        "Augusta Health, Inc Program|Fishersville|VA",
        "Prime South GME Consortium Program|Harlingen|TX",
        "HCA Florida Healthcare/USF Morsani College of Medicine GME Trinity Program||FL",
        "||",
        "Program||",
        "???|??|",
    ],
)
def test_what_the_listing_lacks_is_not_linked(row: str) -> None:
    assert not isinstance(link(row, specialty="Family Medicine")[0], Linked)


def test_a_name_that_fits_several_is_asked_with_candidates() -> None:
    outcome = link("McLaren Health Care Corporation Program||MI")[0]
    assert isinstance(outcome, Doubtful)
    assert len(outcome.choices) >= 3
    shares = [choice.confidence for choice in outcome.choices]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.0


def test_two_names_for_one_program_do_not_both_get_it() -> None:
    rows = ["Kendall Hospital Program|Miami|FL", "HCA Florida Kendall Hospital|Miami|FL"]
    linked = [outcome for outcome in link(*rows) if isinstance(outcome, Linked)]
    assert len(linked) <= 1


def test_one_name_in_two_spellings_is_one_program() -> None:
    rows = ["Univ of Rochester Program|Rochester|NY", "University of Rochester Med Ctr||NY"]
    first, second = link(*rows)
    assert code(first) == code(second)


def test_the_same_name_twice_is_one_program() -> None:
    row = "University of Rochester Program|Rochester|NY"
    first, second = link(row, row)
    assert code(first) == code(second)


def test_a_primary_care_program_is_its_own_tracks() -> None:
    rows = [
        "Yale-New Haven Medical Center (Primary Care) Program|New Haven|CT",
        "Yale-New Haven Medical Center Program|New Haven|CT",
    ]
    primary, whole = link(*rows)
    assert isinstance(primary, Linked)
    assert {program.track for program in primary.group.tracks} == {Track.PRIMARY_CARE}
    assert code(whole) == "1089140C0"


def test_tracks_the_listing_lacks_are_asked() -> None:
    outcome = link("Albany Medical Center (Rural) Program|Albany|NY")[0]
    assert isinstance(outcome, Doubtful)
    assert split_aspect("X (Rural) Program") == ("X Program", "rural")


def test_another_state_is_never_linked() -> None:
    assert isinstance(link("Johns Hopkins Hospital Program|Baltimore|TX")[0], Unmatched)


def test_no_program_of_the_specialty_means_no_match() -> None:
    outcome = link("Johns Hopkins Hospital|Baltimore|MD", specialty="Nuclear Medicine")[0]
    assert isinstance(outcome, Unmatched)
    assert isinstance(link("Johns Hopkins|Baltimore|MD", specialty="Astrology")[0], Unmatched)


@pytest.mark.parametrize("specialty", ["Internal Medicine", "Family Medicine", None])
def test_generated_tables_are_linked_as_promised(specialty: str | None) -> None:
    counts: Counter[str] = Counter()
    for seed in range(2):
        made = make_table(specialty, 600, np.random.default_rng([2026, seed]))
        counts += judge(made, LINKER)[0]
    listed = sum(count for kind, count in counts.items() if kind.startswith("listed"))
    wrong = counts["listed:wrong"] + counts["stranger:wrong"]
    assert counts["listed:right"] >= 0.90 * listed
    assert wrong <= 0.01 * counts.total()


def test_the_judge_above_can_find_fault() -> None:
    made = make_table("Psychiatry", 100, np.random.default_rng(1))
    shifted = [
        type(one)(one.row, other.truth, one.kind)
        for one, other in zip(made, [*made[1:], made[0]], strict=True)
    ]
    assert judge(shifted, LINKER)[0]["listed:wrong"] > 50


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=12)), max_size=4))
def test_any_text_gets_an_outcome(rows: list[tuple[str, str]]) -> None:
    named = [NamedRow(i, name, city, "", "Psychiatry") for i, (name, city) in enumerate(rows)]
    outcomes = LINKER.link(named)
    assert [outcome.row for outcome in outcomes] == named


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    rows = [
        "University of Rochester Program|Rochester|NY",
        "Rochester General Hospital Program|Rochester|NY",
        "Unity Hospital Program|Rochester|NY",
        "Albany Medical Center Program|Albany|NY",
        "Kendall Hospital Program|Miami|FL",
        "HCA Florida Kendall Hospital|Miami|FL",
    ]
    usual = dict(zip(rows, map(_seen, link(*rows)), strict=True))
    shuffled = [rows[i] for i in order]
    assert dict(zip(shuffled, map(_seen, link(*shuffled)), strict=True)) == usual


def _seen(outcome: Outcome) -> tuple[str, ...]:
    if isinstance(outcome, Linked):
        return ("linked", outcome.group.main.nrmp_code)
    return (type(outcome).__name__, *(choice.group.main.nrmp_code for choice in outcome.choices))
