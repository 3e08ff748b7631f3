"""After the main match: first years for advanced positions, fallbacks, and SOAP.

First-year programs stand below every specialty program on the lists drawn here, so that
solving them second gives what one common match would give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from preround.match.arrays import as_market
from preround.match.market.parameters import Parameters
from preround.match.market.setting import (
    ADVANCED,
    FIRST_YEARS,
    KINDS,
    MEDICINE,
    NON_US_IMG,
    SURGERY,
    TRANSITIONAL,
    US_IMG,
    Setting,
)
from preround.match.solve import solve_singles

if TYPE_CHECKING:
    from preround.match.kernels.market import People
    from preround.match.market.draw import Drawn

Array = np.ndarray[Any, Any]


class FirstYears(NamedTuple):
    """First-year programs' quotas and kinds, and who holds which (-1: nobody)."""

    quota: Array
    kind: Array
    match: Array


class Soap(NamedTuple):
    """Positions open, and how many were filled in each round."""

    n_open: int
    filled: Array


def _pool(setting: Setting, scale: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw the first-year programs: quota and kind of each."""
    quotas, kinds = [], []
    for kind, (positions, programs) in enumerate(setting.first_years):
        n = max(1, round(programs * scale))
        extra = max(0, round(positions * scale) - n)
        quotas.append(1 + rng.multinomial(extra, np.full(n, 1 / n)))
        kinds.append(np.full(n, kind))
    return np.concatenate(quotas).astype(np.int32), np.concatenate(kinds)


def _lists(who: Array, length: int, weight: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw `length` programs for each of `who`, repeats dropped; return owners and programs."""
    if not who.size or not weight.sum():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    edges = np.cumsum(weight)
    edges = edges / edges[-1]
    drawn = np.searchsorted(edges, rng.random((who.size, length)), side="right")
    drawn.sort(axis=1)
    fresh = np.ones(drawn.shape, bool)
    fresh[:, 1:] = drawn[:, 1:] != drawn[:, :-1]
    return np.repeat(who, length)[fresh.ravel()], drawn.ravel()[fresh.ravel()]


def _wanting(
    p: Parameters, d: Drawn, match: Array, active: Array, rng: np.random.Generator
) -> list[tuple[Array, int, Array]]:
    """Who ranks first years: groups with list length, and weights of the kinds they rank."""
    x = d.people
    advanced = np.flatnonzero((match >= 0) & (d.track[np.maximum(match, 0)] == ADVANCED))
    chance = np.array([p[f"fallback_{kind}"] for kind in KINDS])
    falls = (match < 0) & active & (rng.random(match.size) < chance[x.kind])
    linked, alone = np.zeros(len(FIRST_YEARS)), np.zeros(len(FIRST_YEARS))
    linked[[MEDICINE, TRANSITIONAL]] = 1.0
    alone[[SURGERY, MEDICINE]] = 1.0, p["fallback_medicine"]
    return [
        (advanced, int(p["first_year_list"]), linked),
        (np.flatnonzero(falls), int(p["fallback_list"]), alone),
    ]


def match_first_years(
    setting: Setting,
    p: Parameters,
    d: Drawn,
    match: Array,
    active: Array,
    rng: np.random.Generator,
) -> FirstYears:
    """Match supplemental lists and fallbacks to first-year programs."""
    x = d.people
    quota, kind = _pool(setting, d.scale, rng)
    owners, wished = [], []
    for who, length, by_kind in _wanting(p, d, match, active, rng):
        owner, program = _lists(who, length, quota * by_kind[kind], rng)
        owners.append(owner)
        wished.append(program)
    who, program = np.concatenate(owners), np.concatenate(wished)
    wish = rng.random(who.size)
    rating = _standing(p, x, who) + rng.normal(size=who.size)
    n, n_p = x.kind.size, quota.size
    by_person = np.lexsort((wish, who))
    by_program = np.lexsort((-rating, program))
    a_ptr = np.concatenate([[0], np.cumsum(np.bincount(who, minlength=n))])
    p_ptr = np.concatenate([[0], np.cumsum(np.bincount(program, minlength=n_p))])
    market = as_market(a_ptr, program[by_person], p_ptr, who[by_program], quota, None)
    return FirstYears(quota, kind, solve_singles(market).match)


def _standing(p: Parameters, x: People, who: Array) -> Array:
    img = (x.kind[who] == US_IMG) | (x.kind[who] == NON_US_IMG)
    standing: Array = p["merit_rating"] * x.quality[who] + np.where(
        img, p["first_year_shift_img"], 0.0
    )
    return standing


def run_soap(
    p: Parameters, d: Drawn, match: Array, years: FirstYears, rng: np.random.Generator
) -> Soap:
    """Offer unfilled positions in rounds to those without one; an acceptance binds."""
    from preround.match.kernels.lists import offer_rounds

    x = d.people
    held = np.bincount(match[match >= 0], minlength=d.quota.size)
    held_years = np.bincount(years.match[years.match >= 0], minlength=years.quota.size)
    free = np.concatenate([d.quota - held, years.quota - held_years])
    seekers = np.flatnonzero((match < 0) & (years.match < 0))
    who, program = _lists(seekers, int(p["soap_applications"]), free.astype(float), rng)
    score = _standing(p, x, who) + p["soap_noise"] * rng.normal(size=who.size)
    fits = score >= p["soap_floor"]
    who, program, score = who[fits], program[fits], score[fits]
    order = _by_program(program, score)
    ptr = np.searchsorted(program[order], np.arange(free.size + 1))
    n_open = int(free.sum())
    filled = offer_rounds(
        ptr, who[order], rng.random(who.size), free, x.kind.size, int(p["soap_rounds"])
    )
    return Soap(n_open, filled)


def _by_program(program: Array, score: Array) -> Array:
    """Return the order by program, best score first; one sort of packed integers."""
    steps = 2**24
    low, high = score.min(initial=0.0), score.max(initial=1.0)
    place = ((high - score) / (high - low) * (steps - 1)).astype(np.int64)
    order: Array = np.argsort(program.astype(np.int64) * steps + place, kind="stable")
    return order
