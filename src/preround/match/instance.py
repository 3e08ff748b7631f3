"""A market as a match file: names in, names out.

The format is that of the conformance cases: `applicants` (name to list, best first;
empty for members of a couple), `couples` (`members`, `pairs`, null for unmatched),
`programs` (name to `quota` and `list`). Two keys may be added: `supplemental`
(applicant to advanced program to first-year list) and `reversions` (`from`, `to`,
`most`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from preround.match.arrays import IntArray, Market, as_market, check_market
from preround.match.errors import (
    BadCouple,
    BadInstance,
    DuplicateRank,
    NegativeQuota,
    UnknownId,
    UnsupportedMarket,
)
from preround.match.stability import BlockingPair, blocking_pairs
from preround.match.supplemental import Reversion, SupplementalLists, solve_season

LARGEST_QUOTA = 2**31 - 1


class Instance(NamedTuple):
    """A match file read: names by number, and the market of those numbers."""

    applicants: tuple[str, ...]
    programs: tuple[str, ...]
    market: Market
    supplemental: SupplementalLists
    reversions: tuple[Reversion, ...]


def _mapping(where: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadInstance(where, f"got {type(value).__name__}", "an object")
    return value


def _sequence(where: str, value: object) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise BadInstance(where, f"got {type(value).__name__}", "a list")
    return value


def _numbers(where: str, names: object, index: Mapping[str, int], what: str) -> list[int]:
    """Turn a rank list of names into numbers; each name known, each once."""
    numbers: list[int] = []
    seen: set[str] = set()
    for name in _sequence(where, names):
        if not isinstance(name, str) or name not in index:
            raise UnknownId(where, name, f"one of the {len(index)} {what}")
        if name in seen:
            raise DuplicateRank(where, name)
        seen.add(name)
        numbers.append(index[name])
    return numbers


def _flat(rows: Sequence[Sequence[int]]) -> tuple[IntArray, IntArray]:
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    return ptr.astype(np.int64), np.array([x for row in rows for x in row], np.int32)


def _quota(name: str, row: Mapping[str, Any]) -> int:
    quota = row.get("quota")
    if not isinstance(quota, int) or isinstance(quota, bool):
        raise BadInstance(f"program {name!r}, quota", f"got {quota!r}", "a whole number")
    if quota < 0:
        raise NegativeQuota(name, quota)
    if quota > LARGEST_QUOTA:
        raise BadInstance(f"program {name!r}, quota", f"got {quota}", f"at most {LARGEST_QUOTA:,}")
    return quota


def _pair(
    where: str, pair: object, index: Mapping[str, int], seen: set[tuple[int, int]]
) -> tuple[int, int]:
    values = _sequence(where, pair)
    if len(values) != 2:
        raise BadInstance(where, f"a pair of {len(values)}", "two programs, null for none")
    numbers = []
    for name in values:
        if name is not None and (not isinstance(name, str) or name not in index):
            raise UnknownId(where, name, f"one of the {len(index)} programs, or null")
        numbers.append(-1 if name is None else index[name])
    found = (numbers[0], numbers[1])
    if found in seen:
        raise DuplicateRank(where, tuple(values))
    seen.add(found)
    return found


def _couples(
    rows: object, people: Mapping[str, int], programs: Mapping[str, int]
) -> dict[str, IntArray] | None:
    members: list[tuple[int, int]] = []
    joint: list[list[tuple[int, int]]] = []
    taken: set[str] = set()
    for n, row in enumerate(_sequence("couples", rows)):
        couple = _mapping(f"couple {n}", row)
        names = tuple(_sequence(f"couple {n}, members", couple.get("members")))
        if len(names) != 2 or names[0] == names[1]:
            raise BadCouple(n, f"members {names}", "two different applicants")
        for name in names:
            if not isinstance(name, str) or name not in people:
                raise UnknownId(f"couple {n}", name, f"one of the {len(people)} applicants")
            if name in taken:
                raise BadCouple(n, f"{name!r} is already in a couple", "each person in one couple")
            taken.add(name)
        members.append((people[names[0]], people[names[1]]))
        seen: set[tuple[int, int]] = set()
        where = f"couple {n}, pairs"
        pairs = _sequence(where, couple.get("pairs"))
        joint.append([_pair(where, pair, programs, seen) for pair in pairs])
    if not members:
        return None
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in joint])]).astype(np.int64)
    flat = np.array([x for row in joint for x in row], np.int32).reshape(-1, 2)
    who = np.array(members, np.int32)
    return {
        "c_a": who[:, 0], "c_b": who[:, 1], "c_ptr": ptr, "c_p1": flat[:, 0], "c_p2": flat[:, 1],
    }  # fmt: skip


def _supplemental(
    rows: object, people: Mapping[str, int], programs: Mapping[str, int]
) -> SupplementalLists:
    lists = {}
    for name, by_program in _mapping("supplemental", rows).items():
        where = f"supplemental of {name!r}"
        if name not in people:
            raise UnknownId(where, name, f"one of the {len(people)} applicants")
        for advanced, chosen in _mapping(where, by_program).items():
            if advanced not in programs:
                raise UnknownId(where, advanced, f"one of the {len(programs)} programs")
            first_years = _numbers(f"{where} for {advanced!r}", chosen, programs, "programs")
            lists[people[name], programs[advanced]] = first_years
    return lists


def _reversions(rows: object, programs: Mapping[str, int]) -> tuple[Reversion, ...]:
    found = []
    for n, row in enumerate(_sequence("reversions", rows)):
        where = f"reversion {n}"
        entry = _mapping(where, row)
        for key in ("from", "to"):
            name = entry.get(key)
            if not isinstance(name, str) or name not in programs:
                raise UnknownId(where, name, f"one of the {len(programs)} programs")
        most = entry.get("most", -1)
        if not isinstance(most, int) or isinstance(most, bool):
            raise BadInstance(f"{where}, most", f"got {most!r}", "a whole number")
        found.append(Reversion(programs[entry["from"]], programs[entry["to"]], most))
    return tuple(found)


def read_instance(data: Mapping[str, Any]) -> Instance:
    """Turn a match file into arrays, refusing what is not in its form.

    Keys other than the documented ones are left alone, so that a file may carry its
    source or a note. Own lists of members of couples are ignored.
    """
    data = _mapping("the file", data)
    for key in ("applicants", "programs"):
        if key not in data:
            raise BadInstance("the file", f"no {key!r}", f"the key {key!r}")
    lists = _mapping("applicants", data["applicants"])
    rows = {
        name: _mapping(f"program {name!r}", row)
        for name, row in _mapping("programs", data["programs"]).items()
    }
    people = {name: i for i, name in enumerate(lists)}
    programs = {name: p for p, name in enumerate(rows)}
    a_ptr, a_idx = _flat(
        [_numbers(f"list of {name!r}", row, programs, "programs") for name, row in lists.items()]
    )
    p_ptr, p_idx = _flat(
        [
            _numbers(f"list of program {name!r}", row.get("list"), people, "applicants")
            for name, row in rows.items()
        ]
    )
    quota = np.array([_quota(name, row) for name, row in rows.items()], np.int32)
    couples = _couples(data.get("couples", []), people, programs)
    market = as_market(a_ptr, a_idx, p_ptr, p_idx, quota, couples)
    check_market(market)
    return Instance(
        tuple(people),
        tuple(programs),
        market,
        _supplemental(data.get("supplemental", {}), people, programs),
        _reversions(data.get("reversions", []), programs),
    )


def _named(instance: Instance, pair: BlockingPair) -> dict[str, list[str | None]]:
    """Name a blocking pair; a second role carries its owner's name."""
    owners = [*range(len(instance.applicants)), *sorted({i for i, _ in instance.supplemental})]
    who = dict.fromkeys(instance.applicants[owners[i]] for i in pair.applicants)
    programs = [None if p < 0 else instance.programs[p] for p in pair.programs]
    return {"applicants": list(who), "programs": programs}


def solve_instance(
    data: Mapping[str, Any],
    *,
    exact: bool = False,
    seed: int = 0,
    max_restarts: int | None = None,
) -> dict[str, Any]:
    """Solve a match file; the answer is ready to be written as JSON.

    Parameters
    ----------
    data : mapping
        The match file, read.
    exact : bool
        Whether to settle a small market completely: a stable matching if there is
        one, else the fewest blocking pairs. Needs python-sat.
    seed, max_restarts
        As in `solve_match`.

    Returns
    -------
    dict
        `matches` (applicant to program or None), `stable`, `blocking` (objects with
        `applicants` and `programs`), `converged`, `exists` (None: not decided),
        `n_matched`, `n_restarts`, `seconds`; with supplemental lists `first_year`, with
        reversions `quotas`.
    """
    instance = read_instance(data)
    begun = time.perf_counter()
    answer = _exactly(instance) if exact else _quickly(instance, seed, max_restarts)
    answer["seconds"] = time.perf_counter() - begun
    return answer


def _names(instance: Instance, match: IntArray) -> dict[str, str | None]:
    return {
        name: None if p < 0 else instance.programs[p]
        for name, p in zip(instance.applicants, match.tolist(), strict=True)
    }


def _quickly(instance: Instance, seed: int, max_restarts: int | None) -> dict[str, Any]:
    season = solve_season(
        instance.market, instance.supplemental, instance.reversions,
        seed=seed, max_restarts=max_restarts,
    )  # fmt: skip
    result = season.result
    answer: dict[str, Any] = {
        "matches": _names(instance, season.match),
        "stable": result.stable,
        "blocking": [_named(instance, pair) for pair in result.blocking],
        "converged": result.converged,
        "exists": result.exists,
        "n_matched": int((season.match >= 0).sum()),
        "n_restarts": result.n_restarts,
    }
    if instance.supplemental:
        answer["first_year"] = _names(instance, season.first_year)
    if instance.reversions:
        answer["quotas"] = dict(zip(instance.programs, season.quota.tolist(), strict=True))
    return answer


def _exactly(instance: Instance) -> dict[str, Any]:
    from preround.match.exact import solve_exact

    if instance.supplemental or instance.reversions:
        raise UnsupportedMarket(
            "exact", "supplemental lists or reversions", "Leave exact off for this file."
        )
    found = solve_exact(instance.market)
    pairs = blocking_pairs(instance.market, found.match)
    return {
        "matches": _names(instance, found.match),
        "stable": found.exists,
        "blocking": [_named(instance, pair) for pair in pairs],
        "converged": found.exists,
        "exists": found.exists,
        "n_matched": int((found.match >= 0).sum()),
        "n_restarts": 0,
    }
