"""Draw the people and programs of one season, each stage from a stream of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from preround.facts.states import DIVISIONS
from preround.match.errors import BadSetting
from preround.match.market.parameters import Parameters
from preround.match.market.setting import (
    CATEGORICAL,
    KINDS,
    LEAST_SPECIALTIES,
    NON_US_IMG,
    PRIOR,
    PROGRAMS_EACH,
    RESERVED,
    US_DO,
    US_IMG,
    US_MD,
    Setting,
    slug,
)

if TYPE_CHECKING:
    from preround.match.kernels.market import People, Programs, Weights

Array = np.ndarray[Any, Any]

N_STREAMS = 8
PROGRAMS, PEOPLE, HOMES, LISTS, COUPLES, FIRST_YEARS, SOAP, PAIRS = range(N_STREAMS)
QUALITY_EDGES = np.array([-1.15, -0.67, -0.32, 0.0, 0.32, 0.67, 1.15])
QUALITY_MIDS = np.array([-1.65, -0.90, -0.49, -0.16, 0.16, 0.49, 0.90, 1.65])
NOWHERE = len(DIVISIONS)
NO_BAR = -99.0
MOST_APPLICANTS = 250_000
MOST_PROGRAMS = 30_000


class Size(NamedTuple):
    """How large a market to draw; the nation's own size when left out."""

    n_applicants: int
    n_programs: int
    n_couples: int


class Drawn(NamedTuple):
    """A season's people and programs, with what the stages need.

    `quota`, `track`: by program. `group`: by applicant, the row of `weights.aim`.
    `n_reserved`: positions of reserved tracks, which stand outside the market.
    `scale`: this market's size against the nation's.
    """

    people: People
    programs: Programs
    weights: Weights
    group: Array
    quota: Array
    track: Array
    n_reserved: int
    scale: float


def size_of(
    setting: Setting,
    n_applicants: int | None = None,
    n_programs: int | None = None,
    n_couples: int | None = None,
) -> Size:
    """Fill in what was left out, in proportion to what was given.

    Raises
    ------
    BadSetting
        A market too small to have every kind of applicant, or too large for memory; or
        couples of more than half of the seniors.
    """
    if n_applicants is None:
        n_applicants = setting.n_registered
    scale = n_applicants / setting.n_registered
    if n_programs is None:
        n_programs = max(round(setting.n_tracks * scale), PROGRAMS_EACH * len(setting.specialties))
    if n_couples is None:
        n_couples = round(setting.n_couples * scale)
    seniors = float(setting.registered[[US_MD, US_DO]].sum()) * scale
    for name, value, low, high in (
        ("applicants", n_applicants, 10 * len(KINDS), MOST_APPLICANTS),
        ("programs", n_programs, PROGRAMS_EACH * LEAST_SPECIALTIES, MOST_PROGRAMS),
        ("couples", n_couples, 0, int(seniors / 4)),
    ):
        if not low <= value <= high:
            raise BadSetting(name, value, f"{low:,} to {high:,}")
    return Size(n_applicants, n_programs, n_couples)


def generators(seed: int, replicate: int) -> list[np.random.Generator]:
    """Return one generator a stage, so that a change in one stage leaves the others alone."""
    roots = np.random.SeedSequence([seed, replicate]).spawn(N_STREAMS)
    return [np.random.Generator(np.random.Philox(root)) for root in roots]


def draw(setting: Setting, p: Parameters, size: Size, rngs: list[np.random.Generator]) -> Drawn:
    """Draw programs, then people, then what links them."""
    from preround.match.kernels.market import Programs

    scale = size.n_applicants / setting.n_registered
    rows = _program_rows(setting, p, size, scale, rngs[PROGRAMS])
    programs = Programs(*rows[:-3])
    people = _people(setting, p, scale, programs, rngs)
    weights, group = _weights(setting, p, people, programs, rngs[PAIRS])
    return Drawn(people, programs, weights, group, rows[-3], rows[-2], rows[-1], scale)


def _quotas(
    setting: Setting, p: Parameters, s: int, n: int, total: float, rng: np.random.Generator
) -> tuple[Array, Array, Array, int]:
    """Draw a specialty's tracks, divisions and quotas; reserved tracks are counted out."""
    listed = setting.tracks[s]
    if listed.size:
        pick = rng.choice(listed.size, n, replace=n > listed.size)
        track, place = listed[pick], setting.divisions[s][pick]
    else:
        track, place = np.full(n, CATEGORICAL, np.int8), np.full(n, -1, np.int8)
    track[0] = CATEGORICAL
    factor = np.array([1.0, p["quota_advanced"], p["quota_reserved"]])[track]
    weight = np.exp(p["quota_spread"] * rng.normal(size=n)) * factor
    reserved = total * weight[track == RESERVED].sum() / weight.sum()
    kept = track != RESERVED
    track, place, weight = track[kept], place[kept], weight[kept]
    rest = max(int(kept.sum()), round(total - reserved))
    quota = 1 + rng.multinomial(rest - track.size, weight / weight.sum())
    return quota, track, place, round(reserved)


def _program_rows(
    setting: Setting, p: Parameters, size: Size, scale: float, rng: np.random.Generator
) -> tuple[Any, ...]:
    """Return the columns of `Programs`, then quota, track and the reserved positions."""
    listed = np.array([t.size for t in setting.tracks], float)
    unlisted = listed == 0
    listed[unlisted] = setting.positions[unlisted] / p["program_size_unlisted"]
    first_years = sum(n for _, n in setting.first_years)
    share = size.n_programs / (listed.sum() + first_years)
    columns: list[list[Array]] = [[] for _ in range(5)]
    n_reserved = 0
    for s in range(len(setting.specialties)):
        n = max(2, round(listed[s] * share))
        total = max(float(n), setting.positions[s] * scale)
        quota, track, place, reserved = _quotas(setting, p, s, n, total, rng)
        log_size = np.log(quota)
        known = p["quality_by_size"] * (log_size - log_size.mean())
        quality = known + np.sqrt(1 - p["quality_by_size"]) * rng.normal(size=quota.size)
        for column, values in zip(
            columns, (np.full(quota.size, s), place, quality, quota, track), strict=True
        ):
            column.append(values)
        n_reserved += reserved
    specialty, place, quality, quota, track = (np.concatenate(c) for c in columns)
    start = np.searchsorted(specialty, np.arange(len(setting.specialties) + 1)).astype(np.int64)
    openness = p["openness_spread"] * rng.normal(size=quota.size)
    slots = np.round(p["slots_base"] + p["slots_per_position"] * quota).astype(np.int32)
    extra = _by_specialty(setting, p, "floor_", 0.0)
    floor = p["floor"] + p["floor_by_quality"] * quality + extra[specialty]
    bar = _by_specialty(setting, p, "bar_", NO_BAR)[specialty]
    return (
        start, specialty.astype(np.int16), place.astype(np.int8), quality.astype(np.float32),
        openness.astype(np.float32), slots, floor.astype(np.float32), bar,
        quota.astype(np.int32), track, n_reserved,
    )  # fmt: skip


def _by_specialty(setting: Setting, p: Parameters, prefix: str, default: float) -> Array:
    """Parameters that some specialties have for themselves."""
    names = [prefix + slug(name) for name in setting.specialties]
    return np.array([p[name] if name in p.entries else default for name in names])


def _kinds_and_choices(
    setting: Setting, scale: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    kinds, firsts = [], []
    for k in range(len(KINDS)):
        n = round(float(setting.registered[k]) * scale)
        counts = rng.multinomial(n, setting.first_choice[:, k])
        kinds.append(np.full(n, k, np.int8))
        firsts.append(np.repeat(np.arange(counts.size, dtype=np.int16), counts))
    return np.concatenate(kinds), np.concatenate(firsts)


def _backups(
    setting: Setting, p: Parameters, kind: Array, first: Array, rng: np.random.Generator
) -> Array:
    """Draw second specialties, -1 for none."""
    img = (kind == US_IMG) | (kind == NON_US_IMG)
    crowded = np.minimum(1.0, p["backup_us"] * setting.oversubscribed[first])
    chance = np.where(img, p["backup_img"], crowded)
    backup = np.full(kind.size, -1)
    for of, group in ((img, "img"), (~img, "us")):
        weight = _by_specialty(setting, p, f"backup_{group}_to_", 0.0)
        backup[of] = rng.choice(weight.size, int(of.sum()), p=weight / weight.sum())
    backup[(backup == first) | (rng.random(kind.size) >= chance)] = -1
    return backup.astype(np.int16)


def _applications(
    setting: Setting, p: Parameters, kind: Array, first: Array, rng: np.random.Generator
) -> Array:
    """Draw how many applications each sends in all."""
    us = p["interviews_sought"] / setting.rate_us_md[first]
    middle = np.nanmedian(setting.rate_img, axis=0)
    wider = (middle / np.where(np.isnan(setting.rate_img), middle, setting.rate_img)) ** p[
        "applications_wider"
    ]
    by_kind = np.stack(
        [
            us,
            us * p["applications_us_do"],
            p["applications_us_img"] * wider[first, 0],
            p["applications_non_us_img"] * wider[first, 1],
            us * p["applications_prior"],
        ]
    )
    mean = by_kind[kind, np.arange(kind.size)]
    spread = np.where(
        (kind == US_MD) | (kind == US_DO), p["applications_spread_us"], p["applications_spread_img"]
    )
    drawn: Array = mean * np.exp(spread * rng.normal(size=kind.size) - spread**2 / 2)
    return drawn


def _people(
    setting: Setting, p: Parameters, scale: float, g: Programs, rngs: list[np.random.Generator]
) -> People:
    from preround.match.kernels.market import People

    rng = rngs[PEOPLE]
    kind, first = _kinds_and_choices(setting, scale, rng)
    n = kind.size
    img = (kind == US_IMG) | (kind == NON_US_IMG)
    quality = rng.normal(size=n) + np.where(img, p["exam_in_standing"] * setting.exam[first], 0.0)
    quality[rng.random(n) < p["flagged"]] -= p["flagged_by"] / p["merit"]
    there = np.bincount(g.division[g.division >= 0], minlength=NOWHERE)
    place = rng.choice(NOWHERE, n, p=there / there.sum())
    place[kind == NON_US_IMG] = -2
    backup = _backups(setting, p, kind, first, rng)
    total = _applications(setting, p, kind, first, rng)
    most = p["applications_most"] * np.diff(g.start)
    share = np.where(backup >= 0, p["backup_share"], 0.0)
    n_first = np.clip(total * (1 - share), 1, np.maximum(most[first], 1)).astype(np.int32)
    n_backup = np.minimum(total * share, most[backup]).astype(np.int32)
    cap = np.where(img, p["cap_img"], p["cap_us"]).astype(np.int16)
    home = _homes(p, kind, first, quality, g, rngs[HOMES])
    return People(
        kind, first, backup, quality.astype(np.float32), place.astype(np.int8), home,
        n_first, n_backup, cap,
    )  # fmt: skip


def _homes(
    p: Parameters, kind: Array, first: Array, quality: Array, g: Programs, rng: np.random.Generator
) -> Array:
    """Give some applicants a home or rotation program near their own standing, -1 for none."""
    factor = np.array([1, 1, p["home_share_img"], p["home_share_img"], p["home_share_prior"]])
    has = rng.random(kind.size) < p["home_share_us"] * factor[kind]
    home = np.full(kind.size, -1, np.int32)
    aim = 0.6 * quality + 0.8 * rng.normal(size=kind.size)
    for s in range(g.start.size - 1):
        who = np.flatnonzero(has & (first == s))
        order = np.argsort(g.quality[g.start[s] : g.start[s + 1]], kind="stable")
        ranked = g.quality[g.start[s] : g.start[s + 1]][order]
        at = np.clip(np.searchsorted(ranked, aim[who]), 0, order.size - 1)
        home[who] = g.start[s] + order[at]
    return home


def _shifts(setting: Setting, p: Parameters) -> tuple[Array, Array]:
    """Shifts by specialty and kind when screening, and in the rating after the interview.

    Published rates lie around a level for each kind. They are those of a specialty's own
    applicants, so what these bring along in standing is taken off again.
    """
    by_rate, brought = np.zeros(setting.gap.shape), np.zeros(setting.gap.shape)
    own = np.zeros(setting.gap.shape)
    elsewhere = _by_specialty(setting, p, "backup_img_to_", 0.0) == 0
    for k in (US_IMG, NON_US_IMG):
        gap, weight = setting.gap[:, k], setting.first_choice[:, k]
        known = ~np.isnan(gap)
        mean = np.average(gap[known], weights=weight[known])
        by_rate[:, k] = p["rate_scale"] * np.where(known, gap - mean, 0.0)
        brought[:, k] = p["exam_in_standing"] * setting.exam
        own[:, k] = _by_specialty(setting, p, f"rating_{KINDS[k]}_", 0.0)
        own[elsewhere, k] += p[f"rating_{KINDS[k]}_elsewhere"]
    screening = [0.0, *(p[f"shift_{kind}"] for kind in KINDS[1:])]
    rating = [0.0, *(p[f"rating_{kind}"] for kind in KINDS[1:])]
    return (
        by_rate - p["merit"] * brought + np.array(screening),
        p["carry"] * by_rate - p["merit_rating"] * brought + own + np.array(rating),
    )


def _aim(p: Parameters, x: People, g: Programs) -> tuple[Array, Array]:
    """Likelihood of applying by group and program, and each applicant's group."""
    taste = np.array([0.0, p["openness_us_img"], 1.0])
    openness = np.select([x.kind == NON_US_IMG, x.kind == US_IMG], [2, 1], 0)
    quality = np.searchsorted(QUALITY_EDGES, x.quality)
    place = np.where(x.division >= 0, x.division, NOWHERE)
    n_q, n_d = QUALITY_MIDS.size, NOWHERE + 1
    group = ((openness * n_q + quality) * n_d + place).astype(np.int32)
    near = -0.5 * ((g.quality[None, :] - QUALITY_MIDS[:, None]) / p["aim_quality"]) ** 2
    open_ = p["aim_openness"] * taste[:, None] * g.openness[None, :]
    here = p["aim_division"] * (g.division[None, :] == np.arange(n_d)[:, None])
    aim = np.exp(open_[:, None, None, :] + near[None, :, None, :] + here[None, None, :, :])
    return aim.reshape(-1, g.specialty.size).astype(np.float32), group


def _weights(
    setting: Setting, p: Parameters, x: People, g: Programs, rng: np.random.Generator
) -> tuple[Weights, Array]:
    from preround.match.kernels.market import Weights

    aim, group = _aim(p, x, g)
    cuts = g.start[:-1]
    shift, lasting = _shifts(setting, p)
    open_to = np.zeros(len(KINDS))
    open_to[[US_IMG, NON_US_IMG]] = p["openness_us_img"], 1.0
    home_screen = np.full(len(KINDS), p["home_screen"])
    home_rating = np.full(len(KINDS), p["home_rating"])
    home_screen[PRIOR] = home_rating[PRIOR] = p["home_prior"]
    weights = Weights(
        streams=rng.integers(0, 2**32, N_STREAMS, dtype=np.int64),
        shift=shift,
        lasting=lasting,
        open_to=open_to,
        carry=p["carry"],
        home_screen=home_screen,
        home_rank=home_rating,
        gold=setting.n_gold,
        silver=setting.n_silver,
        boost_gold=p["signal_scale"] * setting.odds_gold,
        boost_silver=p["signal_scale"] * setting.odds_silver,
        aim=aim,
        aim_total=np.add.reduceat(aim, cuts, axis=1, dtype=np.float64),
        aim_top=np.maximum.reduceat(aim, cuts, axis=1),
        prestige=p["prestige"],
        region=p["division_wish"],
        home_taste=p["home_wish"],
        backup_taste=p["backup_wish"],
        merit=p["merit"],
        region_screen=p["division_screen"],
        noise_screen=1.0,
        merit_rank=p["merit_rating"],
        chemistry=p["chemistry"],
        noise_rank=p["noise_rating"],
        chemistry_taste=p["chemistry_wish"],
        noise_taste=p["noise_wish"],
    )
    return weights, group
