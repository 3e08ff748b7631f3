"""Advice against habit at equal budget, in worlds drawn and hidden from the list.

Run `python -m benchmarks.advice [worlds] [sample]...`. For each sample applicant and
world the list is made as shipped, once knowing nothing of programs and once from a table of
last season's rates, and valued with the programs' true levels: the chance of a match in
points of a hundred. Habits spend the same money (or as much of it as whole applications allow):

- by odds: down the list by odds, signals on the first ones;
- popular: states whose positions IMGs fill most, large sponsors first, signals likewise;
- random: any program that does not rule the applicant out;
- our list, signals on favorites: a random choice among the programs applied to.

A difference is ours minus theirs, with a 95 % interval over worlds.
"""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np

from benchmarks.worlds import (
    IntArray,
    World,
    build,
    draw_world,
    mean_and_error,
    open_rows,
    programs_of,
    samples,
    season_facts,
    type_of,
)
from preround.domain.applicant import Applicant
from preround.fit.odds_pair import place_shift
from preround.fit.odds_prior import choose_prior
from preround.jobs.build_program_list import BuiltList
from preround.portfolio.fees import fee_usd

SEED, N_DRAWS = 20261123, 400
HABITS = ("by odds", "popular", "random", "signals on favorites")


def main() -> None:
    """Print one table for each state of knowledge."""
    n_worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    named = sys.argv[2:] or list(samples())
    for known in (False, True):
        what = "a table of last season's rates" if known else "nothing known of programs"
        print(f"\n{what}; {n_worlds} worlds; P(match) in %, and ours minus theirs in points")
        print(f"{'applicant':<32}{'ours':>6}" + "".join(f"{name:>26}" for name in HABITS))
        for who in named:
            applicant = samples()[who]
            runs = [one_world(applicant, known, [SEED, i]) for i in range(n_worlds)]
            line = f"{who:<32}{100 * np.mean([run['ours'] for run in runs]):6.1f}"
            for name in HABITS:
                mean, error = mean_and_error([100 * (run["ours"] - run[name]) for run in runs])
                line += f"{mean:14.2f} ± {1.96 * error:<9.2f}"
            print(line, flush=True)


def one_world(applicant: Applicant, known: bool, seed: list[int]) -> dict[str, float]:
    """P(match) of our list and of each habit's, in one world."""
    rng = np.random.default_rng(seed)
    built, chosen, tiers = build(applicant, {})
    world = draw_world(applicant, programs_of(built), rng)
    if known:
        built, chosen, tiers = build(applicant, world.table(open_rows(built)))
    lists = {"ours": (chosen, tiers)}
    for name, ranking in rankings(applicant, built, rng).items():
        lists[name] = bought(built, ranking, tiers)
    lists["signals on favorites"] = (chosen, shuffled_signals(built, chosen, tiers, rng))
    return {name: value(world, *one, seed[-1]) for name, one in lists.items()}


def value(world: World, chosen: IntArray, tiers: IntArray, seed: int) -> float:
    """The list's chance of a match in this world."""
    return world.p_match(chosen, tiers, N_DRAWS, seed)


def rankings(
    applicant: Applicant, built: BuiltList, rng: np.random.Generator
) -> dict[str, IntArray]:
    """Programs in each habit's order, best first."""
    among = open_rows(built)
    wished = set(built.portfolio.specialties) | set(built.listing.specialties)
    programs = programs_of(built)
    among = np.array([i for i in among if programs[i].specialty in wished])
    kind = type_of(applicant)
    sizes = Counter(program.sponsor.name for program in programs)
    place = np.array(
        [
            place_shift(
                choose_prior(programs[i].specialty, kind, programs[i].track).prior,
                programs[i].state,
            )
            for i in among
        ]
    )
    size = np.array([sizes[programs[i].sponsor.name] for i in among])
    return {
        "by odds": among[np.argsort(-built.odds.mean[among, 0], kind="stable")],
        "popular": among[np.lexsort((-size, -place))],
        "random": rng.permutation(among),
    }


def bought(built: BuiltList, ranking: IntArray, tiers: IntArray) -> tuple[IntArray, IntArray]:
    """Down a ranking until the money of our own list is spent; signals on the first ones."""
    budget = built.listing.summary.fee_usd
    programs = programs_of(built)
    counts: Counter[str] = Counter()
    spent: dict[str, float] = {}
    taken = []
    for row in ranking:
        specialty = programs[row].specialty
        steps = season_facts().fee_schedule(specialty, last_known=True).steps
        price = fee_usd(steps, counts[specialty] + 1)
        if sum(spent.values()) - spent.get(specialty, 0.0) + price > budget + 1e-6:
            break
        counts[specialty] += 1
        spent[specialty] = price
        taken.append(row)
    return np.array(taken), signals_down(built, taken, tiers)


def shuffled_signals(
    built: BuiltList, chosen: IntArray, tiers: IntArray, rng: np.random.Generator
) -> IntArray:
    """The same signals on any programs of their specialty, as its limits allow."""
    names = np.array([program.specialty for program in programs_of(built)])[chosen]
    given = tiers.copy()
    for name in dict.fromkeys(names.tolist()):
        given[names == name] = rng.permutation(tiers[names == name])
    return given


def signals_down(built: BuiltList, taken: list[int], tiers: IntArray) -> IntArray:
    """Each specialty's signals, as many of each tier as ours has, on its first programs."""
    programs = programs_of(built)
    ours = np.flatnonzero(built.portfolio.order)
    left: dict[str, list[int]] = {}
    for row, tier in zip(ours, tiers, strict=True):
        left.setdefault(programs[row].specialty, []).append(int(tier))
    left = {name: sorted(each, reverse=True) for name, each in left.items()}
    given = []
    for one in taken:
        mine = left.get(programs[one].specialty, [])
        given.append(mine.pop(0) if mine else 0)
    return np.array(given, dtype=np.int64)


if __name__ == "__main__":
    main()
