"""What looking programs up brings, in worlds where their rates are drawn and hidden.

Run `python -m benchmarks.look_ups [worlds] [sample]...`. In each world every program has
a rate from the published spread of its specialty. The list is built knowing nothing; programs
are then looked up ten at a time, in the queue's order (the list and its queue made anew each time)
or in random order among those not blocked, each telling its rate as a source would: one
season's, in whole percents. Figures are expected interviews of the list, with their
Monte-Carlo error, without state preferences (which cost interviews where a match is nearly
sure), beside lists from a table of all programs' rates (as reported of last
season, and as they truly are to the percent) and the best list possible.
"""

from __future__ import annotations

import sys

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
)
from preround.domain.applicant import Applicant
from preround.jobs.build_program_list import BuiltList

WHO = ("sample", "us_citizen_caribbean", "psychiatry", "no_us_experience")
STEPS = (0, 20, 50, 100)
AT_ONCE, N, SEED = 10, 60, 20261122


def main() -> None:
    """Print a table for each applicant."""
    n_worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"{N} applications, {n_worlds} worlds; expected interviews (standard error)")
    for who in sys.argv[2:] or WHO:
        applicant = without_preferences(samples()[who])
        found = [one_world(applicant, np.random.default_rng([SEED, i])) for i in range(n_worlds)]
        print(f"\n{who} ({', '.join(applicant.wishes.specialties)})")
        for name in found[0]:
            mean, error = mean_and_error([one[name] for one in found])
            print(f"  {name:<28}{mean:7.2f} ({error:.2f})")


def without_preferences(applicant: Applicant) -> Applicant:
    """The applicant with no state preferred, so that no interview is given away for a place."""
    wishes = applicant.wishes.model_copy(update={"states_preferred": ()})
    return applicant.model_copy(update={"wishes": wishes})


def one_world(applicant: Applicant, rng: np.random.Generator) -> dict[str, float]:
    """Expected interviews of each way of knowing, in one world."""
    blind, chosen, tiers = build(applicant, {}, n=N)
    world = draw_world(applicant, programs_of(blind), rng)
    found = {"nothing known": world.interviews(chosen, tiers)}
    found |= {f"queue, {n}": value for n, value in by_queue(applicant, world, blind).items()}
    shuffled = rng.permutation(open_rows(blind))
    for n in STEPS[1:]:
        _, chosen, tiers = build(applicant, world.table(shuffled[:n]), n=N)
        found[f"random, {n}"] = world.interviews(chosen, tiers)
    _, chosen, tiers = build(applicant, world.table(shuffled), n=N)
    found["table of last season's rates"] = world.interviews(chosen, tiers)
    _, chosen, tiers = build(applicant, world.table(shuffled, exact=True), n=N)
    found["table of true rates"] = world.interviews(chosen, tiers)
    found["best possible"] = world.interviews(*knowing_all(world, shuffled, tiers))
    return found


def by_queue(applicant: Applicant, world: World, blind: BuiltList) -> dict[int, float]:
    """Look up in the queue's order; the list and the queue are made anew every ten."""
    known: dict[str, float] = {}
    place = {code: i for i, code in enumerate(world.codes)}
    built, found = blind, {}
    while len(known) < max(STEPS):
        queue = [one.nrmp_code for one in built.listing.summary.look_ups]
        new = [code for code in queue if code not in known][:AT_ONCE]
        if not new:
            break
        known |= world.table([place[code] for code in new])
        built, chosen, tiers = build(applicant, known, n=N)
        if len(known) in STEPS:
            found[len(known)] = world.interviews(chosen, tiers)
    return found


def knowing_all(world: World, among: IntArray, tiers: IntArray) -> tuple[IntArray, IntArray]:
    """As many applications and signals of each tier, given to the truly best programs."""
    chances = world.odds.mean[among]
    best = np.argsort(-chances[:, 0])[: len(tiers)]
    gain = chances[best].max(axis=1) - chances[best, 0]
    given = np.zeros(len(best), dtype=np.int64)
    given[np.argsort(-gain)] = np.sort(tiers)[::-1]
    return among[best], given


if __name__ == "__main__":
    main()
