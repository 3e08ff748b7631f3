"""Small random markets, and the same market as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from preround.match.arrays import Market as Arrays
from preround.match.arrays import as_market
from tests.oracles.matching import Market, Matching


def flat(rows: Sequence[Sequence[Any]]) -> tuple[Any, Any]:
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    return ptr, [x for row in rows for x in row]


def lists(market: Market) -> tuple[Any, Any, Any, Any, list[int]]:
    return (*flat(market.applicants), *flat(market.programs), market.quota)


def couples(market: Market) -> dict[str, Any] | None:
    if not market.couples:
        return None
    ptr, pairs = flat([pairs for _, _, pairs in market.couples])
    return {
        "c_a": [a for a, _, _ in market.couples],
        "c_b": [b for _, b, _ in market.couples],
        "c_ptr": ptr,
        "c_p1": [-1 if p is None else p for p, _ in pairs],
        "c_p2": [-1 if q is None else q for _, q in pairs],
    }


def arrays(market: Market) -> Arrays:
    return as_market(*lists(market), couples(market))


def named(match: Any) -> Matching:
    return [None if p < 0 else int(p) for p in match]


def numbered(match: Matching) -> Any:
    return np.array([-1 if p is None else p for p in match], np.int32)


def _list(rng: np.random.Generator, n: int, most: int) -> list[int]:
    return [int(x) for x in rng.permutation(n)[: rng.integers(0, min(n, most) + 1)]]


def random_market(
    seed: int | list[int], n_singles: int, n_programs: int, n_couples: int = 0
) -> Market:
    """Draw lists of any length, mutual or not, quotas from 0, pairs with unmatched halves."""
    rng = np.random.default_rng(seed)
    n = n_singles + 2 * n_couples
    wishes = [_list(rng, n_programs, 8) if i < n_singles else [] for i in range(n)]
    joint = []
    for c in range(n_couples):
        drawn = rng.integers(-1, n_programs, (rng.integers(1, 6), 2)).tolist()
        pairs = list(dict.fromkeys((None if p < 0 else p, None if q < 0 else q) for p, q in drawn))
        a = n_singles + 2 * c
        joint.append((a, a + 1, pairs))
    return Market(
        wishes,
        [_list(rng, n, n) for _ in range(n_programs)],
        [int(q) for q in rng.integers(0, 4, n_programs)],
        joint,
    )


@st.composite
def markets(draw: st.DrawFn, n_couples: int = 0) -> Market:
    """Let Hypothesis build a market of singles and up to `n_couples` couples, and shrink it."""
    n_programs = draw(st.integers(1, 4))
    n_singles = draw(st.integers(0, 5))
    pairs_of = draw(st.integers(1, n_couples)) if n_couples else 0
    n = n_singles + 2 * pairs_of
    program = st.integers(0, n_programs - 1)
    wish = st.lists(program, unique=True, max_size=n_programs)
    seat = st.none() | program
    joint = []
    for c in range(pairs_of):
        pairs = draw(st.lists(st.tuples(seat, seat), unique=True, min_size=1, max_size=4))
        a = n_singles + 2 * c
        joint.append((a, a + 1, pairs))
    return Market(
        [draw(wish) if i < n_singles else [] for i in range(n)],
        [
            draw(st.lists(st.integers(0, n - 1), unique=True, max_size=n)) if n else []
            for _ in range(n_programs)
        ],
        [draw(st.integers(0, 3)) for _ in range(n_programs)],
        joint,
    )
