"""Between equal programs: ties, preferred states, knowledge, then an order of one's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Batch, BatchKind, FactEntry, Overlay
from preround.domain.applicant import Applicant
from preround.domain.program import Program
from preround.domain.program_list import Choices, ListRow
from preround.facts.reader import load_season
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import BuiltList, ListRequest, build_program_list
from preround.jobs.fair_order import equals_note, in_fair_order, person_key

TODAY = date(2026, 11, 22)
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.toml"


@cache
def applicant() -> Applicant:
    return parse_applicant(SAMPLE.read_bytes(), SAMPLE.name, TODAY).applicant


def anyone(**wishes: object) -> Applicant:
    return Applicant.model_validate({"wishes": wishes})


@cache
def programs() -> tuple[Program, ...]:
    every = Overlay().apply(load_listing()).programs
    return tuple(one for one in every if one.specialty == "Neurology")


@cache
def built(*pins: str) -> BuiltList:
    catalogue = Overlay().apply(load_listing())
    request = ListRequest(choices=Choices(pinned=frozenset(pins)))
    return build_program_list(
        applicant(), load_season(2027), catalogue, today=TODAY, request=request
    )


def test_states_of_ties_come_first_then_those_preferred() -> None:
    order = in_fair_order(programs(), anyone(ties=["OH"], states_preferred=["TX", "OH"]))
    states = [one.state for one in order]
    n_ties, n_wished = states.count("OH"), states.count("TX")
    assert set(states[:n_ties]) == {"OH"}
    assert set(states[n_ties : n_ties + n_wished]) == {"TX"}


def test_a_program_something_is_known_of_comes_before_its_equals() -> None:
    code = programs()[-1].nrmp_code
    entry = FactEntry(code, "step2_min", 220, "the program's page", TODAY)
    overlay = Overlay.of([Batch("1", "2026-11-22", "read", BatchKind.CORRECTION, (entry,))])
    known = [one for one in overlay.apply(load_listing()).programs if one.specialty == "Neurology"]
    assert in_fair_order(known, anyone())[0].nrmp_code == code


def test_nobody_s_order_is_the_alphabet_s() -> None:
    first = [one.state for one in in_fair_order(programs(), anyone())][:40]
    assert len(set(first)) > 12
    assert first != sorted(first)


def test_the_order_is_the_person_s_and_outlives_a_new_score() -> None:
    mine = applicant()
    exams = tuple(one.model_copy(update={"score": 260}) for one in mine.exams)
    better = mine.model_copy(update={"exams": exams})
    other = mine.model_copy(
        update={"applicant": mine.applicant.model_copy(update={"school_country": "PH"})}
    )
    assert in_fair_order(programs(), mine) == in_fair_order(programs(), better)
    assert in_fair_order(programs(), mine) != in_fair_order(programs(), other)
    assert in_fair_order(programs(), mine) == in_fair_order(programs(), other, person_key(mine))


def test_specialties_keep_the_order_they_came_in() -> None:
    every = Overlay().apply(load_listing()).programs[:600]
    before = list(dict.fromkeys(one.specialty for one in every))
    after = [one.specialty for one in in_fair_order(every, anyone())]
    assert list(dict.fromkeys(after)) == before
    assert Counter(after) == Counter(one.specialty for one in every)


def standings(listing: BuiltList) -> dict[str, tuple[bool, str | None]]:
    return {row.program.nrmp_code: (row.apply, row.signal) for row in listing.listing.rows}


def test_a_pin_leaves_every_other_signal_where_it_was() -> None:
    before = standings(built())
    rows = built().listing.rows
    pins = [
        next(row for row in rows if row.signal),
        next(row for row in rows if row.apply and not row.signal),
    ]
    for row in pins:
        after = standings(built(row.program.nrmp_code))
        assert after == before


def test_pinning_one_of_the_equals_left_out_costs_one_equal_and_no_signal() -> None:
    rows = built().listing.rows
    last = [row for row in rows if row.apply][-1]
    pin = next(row for row in rows if not row.apply and equal(row, last))
    before = standings(built())
    after = standings(built(pin.program.nrmp_code))
    changed = {code for code in before if before[code] != after[code]}
    assert len(changed) == 2
    assert pin.program.nrmp_code in changed
    (gone,) = changed - {pin.program.nrmp_code}
    assert (before[gone], after[gone]) == ((True, None), (False, None))


def equal(one: ListRow, other: ListRow) -> bool:
    same = round(one.interview_plain.mean, 9) == round(other.interview_plain.mean, 9)
    return same and not one.part_of


def test_the_note_counts_equals_on_either_side() -> None:
    note = equals_note(built().listing.rows)
    assert note in built().listing.notes
    assert note.startswith("Nothing known tells 32 of these applications from 24 programs left out")


def test_a_list_without_equals_says_nothing_of_them() -> None:
    rows = [replace(row, apply=True) for row in built().listing.rows]
    assert equals_note(rows) == ""
