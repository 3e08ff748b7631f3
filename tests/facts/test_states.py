"""States, their divisions, and the limits their boards set, with dissent kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from preround.domain.citation import Confidence
from preround.domain.errors import UnknownChoice
from preround.facts.errors import BadFact
from preround.facts.outcomes import load_outcomes
from preround.facts.states import (
    DIVISIONS,
    division,
    limit,
    load_limits,
    load_states,
    state_code,
)


def test_there_are_fifty_states_the_district_and_puerto_rico() -> None:
    states = load_states()
    assert len(states) == 52
    assert {"DC", "PR"} < set(states)
    assert {state.division for state in states.values()} == {"", *DIVISIONS}
    assert [code for code, state in states.items() if not state.division] == ["PR"]


def test_division_sizes_are_the_census_bureaus() -> None:
    sizes = [sum(s.division == name for s in load_states().values()) for name in DIVISIONS]
    # New England 6, Middle Atlantic 3, E N Central 5, W N Central 7, South Atlantic 9 with
    # DC, E S Central 4, W S Central 4, Mountain 8, Pacific 5: 50 states and DC.
    assert sizes == [6, 3, 5, 7, 9, 4, 4, 8, 5]


def test_states_are_found_by_code_and_by_name() -> None:
    assert state_code("New York") == state_code("ny") == "NY"
    assert division("NY") == "Middle Atlantic"
    assert division("PR") == division("??") == ""
    with pytest.raises(UnknownChoice, match="New York"):
        state_code("New Yrok")


def test_published_rates_name_divisions_and_states_known_here() -> None:
    rates = load_outcomes().interview_rates
    assert {rate.division for rate in rates} <= {"", *DIVISIONS}
    assert {rate.state for rate in rates} <= {"", *load_states()}


def test_numbers_are_given_per_step_only_where_the_source_says_so() -> None:
    oklahoma, oregon, ohio = limit("OK"), limit("OR"), limit("OH")
    assert oklahoma is not None
    assert [oklahoma.attempts(step) for step in (1, 2, 3)] == [3, 3, 3]
    assert oregon is not None
    assert [oregon.attempts(step) for step in (1, 2, 3)] == [None, None, 4]
    assert oregon.confidence is Confidence.HIGH
    assert ohio is not None
    assert (ohio.attempts(3), ohio.unspecified) == (None, 5)


def test_dissent_between_sources_is_kept() -> None:
    montana = limit("MT")
    assert montana is not None
    assert montana.step_3 == 6
    assert [other.unspecified for other in montana.disagree] == [3]
    assert montana.unconfirmed


def test_one_source_may_fill_what_another_leaves_out() -> None:
    maryland = limit("MD")
    assert maryland is not None
    assert (maryland.step_1, maryland.years) == (4, 10)
    assert len(maryland.citations) == 2


def test_no_limit_is_told_apart_from_nothing_read() -> None:
    new_york, pennsylvania = limit("NY"), limit("PA")
    assert new_york is not None
    assert new_york.unlimited
    assert new_york.no_time_limit
    assert pennsylvania is not None
    assert not pennsylvania.unlimited
    assert limit("NV") is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\nOK,3,", "\nXX,3,", "column state"),
        ("\nOK,3,", "\nOK,three,", "column step_1"),
        (",main,oregon_rule", ",agrees,oregon_rule", "one main row first"),
        (",oregon_rule,", ",,", "no citation"),
        ("\nOK,3,3,3,,,,", "\nOK,3,3,3,,,yes,", "column unlimited"),
    ],
)
def test_spoiled_limits_are_refused(data_copy: Path, old: str, new: str, message: str) -> None:
    path = data_copy / "state_limits.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFact, match=message):
        load_limits(data_copy)


def test_every_collected_state_was_carried_over(collected: Path) -> None:
    names = {state.name: code for code, state in load_states().items()}
    with (collected / "state_usmle_limits.csv").open(encoding="utf-8") as file:
        rows = [row["state"].split(" (")[0] for row in csv.DictReader(file)]
    assert {names[row] for row in rows if row != "USMLE itself"} == set(load_limits())
