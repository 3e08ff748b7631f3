"""Compile the kernels before they are needed, and say so.

Machine code is kept on disk, so this costs half a minute once after an installation and
a moment from then on. Without numba there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from preround.match.solve import solve_match

Say = Callable[[str], None]

# one kernel of each group, whose machine code is written last
LAST = {"deferred": "programs_propose", "couples": "blocking", "market": "offer_rounds"}
STEPS = {
    "deferred": "matching single applicants",
    "couples": "matching couples",
    "market": "simulating a season",
}


def missing(groups: tuple[str, ...] = ("deferred", "couples", "market")) -> tuple[str, ...]:
    """Return the groups of kernels that have no machine code on disk yet.

    Notes
    -----
    Looks where numba puts it by default; with `NUMBA_CACHE_DIR` set every group counts as
    missing, and the message shows once more than needed.
    """
    from preround.match.kernels import jit

    if not jit.COMPILES:
        return ()
    kept = Path(jit.__file__).parent / "__pycache__"
    return tuple(g for g in groups if not any(kept.glob(f"{g}.{LAST[g]}-*.nbi")))


def _small_deferred() -> None:
    for side in ("applicants", "programs"):
        solve_match([0, 1], [0], [0, 1], [0], [1], proposing=side)


def _small_couples() -> None:
    couples = {"c_a": [0], "c_b": [1], "c_ptr": [0, 1], "c_p1": [0], "c_p2": [1]}
    solve_match([0, 1, 2], [0, 1], [0, 1, 2], [0, 1], [1, 1], couples)


def _small_market() -> None:
    from preround.match.market.simulate import simulate

    simulate(n_applicants=500)


def prepare(say: Say, groups: tuple[str, ...] = ("deferred", "couples", "market")) -> None:
    """Compile what is missing, one line to `say` before each group.

    Parameters
    ----------
    say : callable
        Told, before each group: what is compiled and that it happens once.
    groups : tuple of str
        What the caller is going to need.
    """
    work = {"deferred": _small_deferred, "couples": _small_couples, "market": _small_market}
    todo = missing(groups)
    for n, group in enumerate(todo, start=1):
        say(f"Compiling once, {n} of {len(todo)}: {STEPS[group]}. Later starts skip this.")
        work[group]()
