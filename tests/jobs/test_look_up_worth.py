"""A look-up's worth is said in interviews, never negative, and the same each time it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.facts.reader import load_season
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import BuiltList, build_program_list
from preround.jobs.look_up_worth import LookUpWorth, look_up_worth

TODAY = date(2026, 11, 22)
APPLICANT = b"""
[applicant]
type = "non_us_img"
visa_need = "j1"
yog = 2021
[wishes]
specialties = ["Internal Medicine/Psychiatry", "Pediatrics/Medical Genetics"]
budget_usd = 150
"""


@cache
def built() -> BuiltList:
    applicant = parse_applicant(APPLICANT, "a.toml", TODAY).applicant
    catalogue = Overlay().apply(load_listing())
    return build_program_list(applicant, load_season(2027), catalogue, today=TODAY)


def worth(seed: int = 1, steps: tuple[int, ...] = (1, 5, 10)) -> tuple[LookUpWorth, ...]:
    return look_up_worth(built(), np.random.default_rng(seed), steps=steps)


def test_more_look_ups_are_worth_more_and_take_longer() -> None:
    found = worth()
    assert [one.n for one in found] == [1, 5, 10]
    assert all(one.before == built().listing.summary.interviews.mean for one in found)
    assert 0.0 <= found[0].gain <= found[-1].gain
    assert found[-1].gain > 0.0
    assert found[0].minutes < found[1].minutes < found[2].minutes


def test_the_same_seed_gives_the_same_answer() -> None:
    assert worth(3) == worth(3)


def test_knowing_everything_is_worth_what_the_obvious_sum_says() -> None:
    """With one application: the mean of the best of all, drawn anew and added up slowly."""
    from preround.fit.odds_prior import cell_rates, choose_prior

    listing = built().listing
    queue = {one.nrmp_code for one in listing.summary.look_ups}
    rows = [row for row in listing.rows if row.program.nrmp_code in queue and not row.part_of]
    first = max(rows, key=lambda row: row.interview.mean)
    alone = [replace(row, apply=row is first) for row in rows]
    one_kept = replace(built(), listing=replace(listing, rows=tuple(alone)))
    found = look_up_worth(one_kept, np.random.default_rng(5), steps=(len(queue),))[0]
    rng = np.random.default_rng(6)
    kind = built().odds.applicant.applicant.type
    assert kind is not None
    total = 0.0
    n_worlds = 400
    for _ in range(n_worlds):
        best = 0.0
        for row in rows:
            masses = choose_prior(row.program.specialty, kind, row.program.track).prior.masses()
            rate = rng.choice(cell_rates(), p=masses / masses.sum())
            best = max(best, min(0.95, row.interview.mean * rate / (masses @ cell_rates())))
        total += best
    assert found.gain == pytest.approx(total / n_worlds - first.interview.mean, abs=0.04)


def test_a_list_without_applications_has_nothing_to_gain() -> None:
    rows = tuple(replace(row, apply=False) for row in built().listing.rows)
    empty = replace(built(), listing=replace(built().listing, rows=rows))
    assert look_up_worth(empty, np.random.default_rng(1)) == ()
