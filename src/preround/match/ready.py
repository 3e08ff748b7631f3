"""Compile the kernels before they are needed, and say so.

Machine code is kept on disk, so this costs half a minute once after an installation and
a moment from then on. Without numba there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from preround.match.solve import solve_match

Say = Callable[[str], None]

# the module and the kernel of each group whose machine code is written last
LAST = {
    "deferred": ("deferred", "programs_propose"),
    "couples": ("couples", "blocking"),
    "market": ("lists", "offer_rounds"),
}
STEPS = {
    "deferred": "matching single applicants",
    "couples": "matching couples",
    "market": "simulating a season",
}
ALL = tuple(LAST)


def missing(groups: tuple[str, ...] = ALL) -> tuple[str, ...]:
    """Return the groups of kernels that have no machine code on disk, or only outdated."""
    from preround.match.kernels import jit

    if not jit.COMPILES:
        return ()
    return tuple(g for g in groups if not (_loaded(g) or _kept(g)))


def _last(group: str) -> Any:
    module, name = LAST[group]
    return getattr(import_module(f"preround.match.kernels.{module}"), name)


def _loaded(group: str) -> bool:
    """Say whether the group's kernels are in memory; always, where nothing is compiled."""
    return bool(getattr(_last(group), "signatures", True))


def _kept(group: str) -> bool:
    """Say whether numba's cache holds the group's kernels as they stand now."""
    try:
        return bool(_last(group)._cache._cache_file._load_index())  # noqa: SLF001
    except (AttributeError, OSError):  # another numba: rather announce once too often
        return False


def _small_deferred() -> None:
    for side in ("applicants", "programs"):
        solve_match([0, 1], [0], [0, 1], [0], [1], proposing=side)


def _small_couples() -> None:
    couples = {"c_a": [0], "c_b": [1], "c_ptr": [0, 1], "c_p1": [0], "c_p2": [1]}
    solve_match([0, 1, 2], [0, 1], [0, 1, 2], [0, 1], [1, 1], couples)


def _small_market() -> None:
    from preround.match.market.draw import size_of
    from preround.match.market.parameters import load_parameters
    from preround.match.market.season import simulate_season
    from preround.match.market.setting import load_setting

    p = load_parameters()
    setting = load_setting(p)
    simulate_season(setting, p, size_of(setting, 500), seed=0)


def prepare(say: Say = lambda _: None, groups: tuple[str, ...] = ALL) -> None:
    """Load the kernels, so that nothing timed afterwards waits for it; compile what is missing.

    Parameters
    ----------
    say : callable
        Told, before each group that has to be compiled: what it is and that it happens once.
    groups : tuple of str
        What the caller is going to need.
    """
    from preround.match.kernels import jit

    if not jit.COMPILES and "market" in groups:
        say("numba is not there: seasons run in plain Python, some hundred times slower.")
    work = {"deferred": _small_deferred, "couples": _small_couples, "market": _small_market}
    todo = missing(groups)
    for group in groups:
        if group in todo:
            n = todo.index(group) + 1
            say(f"Compiling once, {n} of {len(todo)}: {STEPS[group]}. Later starts skip this.")
        if not _loaded(group):
            work[group]()
