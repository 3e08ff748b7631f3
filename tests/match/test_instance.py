from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from preround.domain.errors import UserError
from preround.match.errors import (
    BadCouple,
    BadInstance,
    DuplicateRank,
    NegativeQuota,
    UnknownId,
    UnsupportedMarket,
)
from preround.match.instance import read_instance, solve_instance

FILE: dict[str, Any] = {
    "applicants": {"s": ["h1", "h2"], "t": ["h1"], "a": [], "b": []},
    "couples": [{"members": ["a", "b"], "pairs": [["h1", "h2"], [None, "h2"]]}],
    "programs": {
        "h1": {"quota": 1, "list": ["a", "s", "t"]},
        "h2": {"quota": 1, "list": ["b", "s"]},
    },
}
UNSTABLE: dict[str, Any] = {
    "applicants": {"s": ["h1", "h2"], "a": [], "b": []},
    "couples": [{"members": ["a", "b"], "pairs": [["h1", "h2"]]}],
    "programs": {
        "h1": {"quota": 1, "list": ["a", "s"]},
        "h2": {"quota": 1, "list": ["s", "b"]},
    },
}


def test_names_come_back_with_what_is_known_of_the_answer() -> None:
    answer = solve_instance(FILE)
    assert answer["matches"] == {"s": None, "t": None, "a": "h1", "b": "h2"}
    assert answer["stable"] is answer["converged"] is answer["exists"] is True
    assert answer["blocking"] == []
    assert answer["n_matched"] == 2
    assert answer["seconds"] >= 0
    json.dumps(answer)


@pytest.mark.parametrize("exact", [False, True])
def test_no_stable_matching_is_flagged_with_its_blocking_pairs(exact: bool) -> None:
    answer = solve_instance(UNSTABLE, exact=exact)
    assert answer["stable"] is answer["converged"] is False
    assert answer["exists"] is (False if exact else None)
    assert len(answer["blocking"]) == 1
    pair = answer["blocking"][0]
    assert pair in (
        {"applicants": ["a", "b"], "programs": ["h1", "h2"]},
        {"applicants": ["s"], "programs": ["h1"]},
        {"applicants": ["s"], "programs": ["h2"]},
    )
    json.dumps(answer)


def test_first_years_and_reversions_can_be_added_to_a_file() -> None:
    answer = solve_instance(
        {
            "applicants": {"x": ["adv"], "y": ["first"], "z": ["first"]},
            "programs": {
                "adv": {"quota": 1, "list": ["x"]},
                "first": {"quota": 1, "list": ["x", "y", "z"]},
                "idle": {"quota": 1, "list": []},
            },
            "supplemental": {"x": {"adv": ["first"]}},
            "reversions": [{"from": "idle", "to": "first", "most": 3}],
        }
    )
    assert answer["matches"] == {"x": "adv", "y": "first", "z": None}
    assert answer["first_year"] == {"x": "first", "y": None, "z": None}
    assert answer["quotas"] == {"adv": 1, "first": 2, "idle": 0}


def test_other_keys_are_left_alone() -> None:
    assert read_instance({**FILE, "source": {}, "expected": 1}).applicants == ("s", "t", "a", "b")


def with_program(**changes: Any) -> dict[str, Any]:
    return {"programs": {**FILE["programs"], "h2": {**FILE["programs"]["h2"], **changes}}}


def with_couple(**changes: Any) -> dict[str, Any]:
    return {"couples": [{**FILE["couples"][0], **changes}]}


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"applicants": []}, BadInstance, "applicants: got list; expected an object"),
        ({"applicants": {"s": "h1"}}, BadInstance, "list of 's': got str"),
        ({"applicants": {**FILE["applicants"], "s": ["h9"]}}, UnknownId, "'h9'"),
        ({"applicants": {**FILE["applicants"], "s": [["h1"]]}}, UnknownId, "list of 's'"),
        ({"applicants": {**FILE["applicants"], "s": ["h1", "h1"]}}, DuplicateRank, "'h1'"),
        (with_program(quota=-1), NegativeQuota, "'h2': quota -1"),
        (with_program(quota=1.5), BadInstance, "quota: got 1.5"),
        (with_program(quota=True), BadInstance, "quota: got True"),
        (with_program(list=None), BadInstance, "list of program 'h2'"),
        (with_program(list=["q"]), UnknownId, "'q'"),
        (with_couple(members=["a"]), BadCouple, "two different applicants"),
        (with_couple(members=["a", "a"]), BadCouple, "two different applicants"),
        (with_couple(members=["a", "q"]), UnknownId, "'q'"),
        (with_couple(pairs=[["h1"]]), BadInstance, "a pair of 1"),
        (with_couple(pairs=[["h1", "h9"]]), UnknownId, "'h9'"),
        (with_couple(pairs=[["h1", None], ["h1", None]]), DuplicateRank, "pairs"),
        ({"couples": FILE["couples"] * 2}, BadCouple, "already in a couple"),
        ({"couples": {}}, BadInstance, "couples: got dict"),
        ({"supplemental": {"q": {}}}, UnknownId, "supplemental of 'q'"),
        ({"supplemental": {"s": {"h9": []}}}, UnknownId, "'h9'"),
        ({"reversions": [{"from": "h1", "to": "h9"}]}, UnknownId, "reversion 0"),
        ({"reversions": [{"from": "h1", "to": "h2", "most": "all"}]}, BadInstance, "'all'"),
    ],
)
def test_each_fault_of_a_file_has_its_own_error(
    changes: dict[str, Any], error: type[UserError], words: str
) -> None:
    with pytest.raises(error) as caught:
        solve_instance({**FILE, **changes})
    assert words in str(caught.value)


def test_a_file_without_its_keys_is_refused() -> None:
    with pytest.raises(BadInstance, match="no 'programs'"):
        solve_instance({"applicants": {}})
    with pytest.raises(BadInstance, match="the file: got list"):
        solve_instance([])  # type: ignore[arg-type]


def test_exact_does_not_guess_about_linked_years() -> None:
    with pytest.raises(UnsupportedMarket):
        solve_instance({**FILE, "supplemental": {"s": {"h1": ["h2"]}}}, exact=True)


JUNK: list[Any] = [
    *(None, 1, -1, 2.5, True, "", "h1", "nobody", float("nan"), 10**30, -(10**30)),
    *([], ["h1"], [["h1"]], ["s", "s"], [None, None], {}, {"a": 1}, {"quota": 1}),
]
WHOLE = {
    **FILE,
    "supplemental": {"s": {"h1": ["h2"]}},
    "reversions": [{"from": "h1", "to": "h2", "most": 1}],
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, outermost first."""
    yield path
    keys = value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0)
    for key in keys:
        yield from places(value[key], (*path, key))


def test_junk_anywhere_in_a_file_is_answered_or_refused_by_name() -> None:
    rng = random.Random(1)
    refused: set[str] = set()
    for path in list(places(WHOLE))[1:]:
        for junk in rng.sample(JUNK, 8):
            data = copy.deepcopy(WHOLE)
            inner: Any = data
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = junk
            try:
                json.dumps(solve_instance(data))
            except UserError as error:
                refused.add(str(error))
    assert len(refused) > 100
    assert all("expected" in words or "only once" in words for words in refused)
