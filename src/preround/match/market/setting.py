"""What a season starts from: specialties, positions, tracks, first choices, rates, signals.

Everything here is published or worked out from published figures; nothing is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np

from preround.catalogue.listing import load_listing
from preround.domain.applicant import ApplicantType
from preround.domain.errors import InternalError
from preround.domain.program import Program, Track
from preround.facts.outcomes import Outcomes, load_outcomes
from preround.facts.reader import load_season
from preround.facts.states import DIVISIONS, division
from preround.match.market.parameters import Parameters

Array = np.ndarray[Any, Any]

KINDS = ("us_md", "us_do", "us_img", "non_us_img", "prior")
US_MD, US_DO, US_IMG, NON_US_IMG, PRIOR = range(len(KINDS))
GROUPS = ("us_md_senior", "us_do_senior", "us_img", "non_us_img", "us_md_prior")
CATEGORICAL, ADVANCED, RESERVED = 0, 1, 2
TRACKS = ("categorical", "pgy1", "")
FIRST_YEARS = (
    ("Internal Medicine", "preliminary"),
    ("Surgery-General", "preliminary"),
    ("Transitional Year", ""),
)
MEDICINE, SURGERY, TRANSITIONAL = range(len(FIRST_YEARS))
SMALLEST_RATE = 0.005
PROGRAMS_EACH = 3  # programs a specialty of a small market has, on average, at least
LEAST_SPECIALTIES = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """A season's frame; rows by specialty in `specialties`, columns by kind in `KINDS`.

    `registered`: people by kind; `first_choice`: how they spread over specialties;
    `positions`: by specialty; `tracks`, `divisions`: one entry a listed program, by
    specialty; `gap`: published interview rates against those of MD seniors, in probits,
    nan where none; `rate_us_md`: the latter; `rate_img`: those of both IMG kinds;
    `exam`: how far the Step 2 CK scores of non-U.S. IMGs who choose it stand above those
    of all, in SD;
    `signals`: counts and log odds by tier; `first_years`: positions and programs of
    preliminary medicine, preliminary surgery and transitional years.
    """

    specialties: tuple[str, ...]
    registered: Array
    first_choice: Array
    oversubscribed: Array
    positions: Array
    tracks: tuple[Array, ...]
    divisions: tuple[Array, ...]
    gap: Array
    rate_us_md: Array
    rate_img: Array
    exam: Array
    n_gold: Array
    n_silver: Array
    odds_gold: Array
    odds_silver: Array
    first_years: tuple[tuple[int, int], ...]
    n_couples: int
    n_tracks: int

    @property
    def n_registered(self) -> int:
        """People who take part: registered and not withdrawn."""
        return round(float(self.registered.sum()))


def slug(specialty: str) -> str:
    """A specialty's name as it stands in parameter names."""
    return re.sub(r"[^a-z0-9]+", "_", specialty.lower()).strip("_")


def _total(outcomes: Outcomes, measure: str, year: int) -> float:
    figure = outcomes.total(year, measure)
    if figure is None:
        raise InternalError(f"no total {measure} of {year}")
    return figure.value


def _group(outcomes: Outcomes, measure: str, group: str) -> float:
    figure = outcomes.position(measure, applicant_group=group)
    if figure is None:
        raise InternalError(f"no {measure} of {group}")
    return figure.value


def _active(outcomes: Outcomes, year: int) -> Array:
    """Active applicants by kind; the published notes carry the counts by type."""
    counts = []
    for measure in ("us_md_senior", "us_do_senior", "us_img", "non_us_img"):
        figure = outcomes.total(year, f"pgy1_match_rate_{measure}")
        found = re.match(r"([\d,]+) active", figure.note) if figure else None
        if found is None:
            raise InternalError(f"no count of active applicants for {measure} in {year}")
        counts.append(float(found[1].replace(",", "")))
    rest = _total(outcomes, "active_applicants", year) - sum(counts)
    return np.array([*counts, rest])


def _registered(outcomes: Outcomes, active: Array) -> Array:
    """Those who certified a list, over the published share who do: placed of active by of all."""
    shares = [
        _group(outcomes, "pgy1_placement_all", g) / _group(outcomes, "pgy1_placement_active", g)
        for g in GROUPS
    ]
    everyone: Array = active / np.array(shares)
    return everyone


def _share(outcomes: Outcomes, specialty: str, measure: str) -> float | None:
    for track in TRACKS:
        figure = outcomes.position(measure, specialty, track)
        if figure is not None:
            return figure.value
    return None


def _seed_row(outcomes: Outcomes, specialty: str, p: Parameters) -> list[float]:
    """How U.S. kinds share a specialty's applicants, before the margins are fitted."""
    names = ("us_md", "us_do", "us_img")
    measures = ("us_md_senior", "us_do_senior", "us_img")
    shares = [_share(outcomes, specialty, f"{m}_share_of_positions") for m in measures]
    known = [s for s in shares if s is not None]
    filled = _share(outcomes, specialty, "fill_rate")
    foreign = _share(outcomes, specialty, "non_us_img_share_of_positions")
    if len(known) < len(names) or filled is None or foreign is None:
        known = [p[f"share_{name}"] for name in names]
        prior = p["share_prior"]
    else:
        prior = max(p["share_prior"], filled - sum(known) - foreign)
    rates = [_rate_of(outcomes, m, p.season) for m in measures]
    return [*(s / r for s, r in zip(known, rates, strict=True)), prior / p["rate_prior"]]


def _rate_of(outcomes: Outcomes, measure: str, season: int) -> float:
    return _total(outcomes, f"pgy1_match_rate_{measure}", season)


def fit_margins(seed: Array, rows: Array, columns: Array, n_rounds: int = 200) -> Array:
    """Scale a table until its rows and columns add up (iterative proportional fitting).

    Source: Deming and Stephan 1940, Annals of Mathematical Statistics 11:427.
    """
    table = seed.astype(float).copy()
    columns = columns * rows.sum() / columns.sum()
    for _ in range(n_rounds):
        table *= (rows / table.sum(axis=1))[:, None]
        table *= columns / table.sum(axis=0)
    return table


def _first_choice(
    outcomes: Outcomes, names: tuple[str, ...], active: Array, p: Parameters
) -> Array:
    """Active applicants by first-choice specialty and kind."""
    found = [outcomes.match_outcome(name) for name in names]
    rows = np.array([m.applicants_ranking_first for m in found if m], float)
    foreign = np.array([m.n_matched + m.n_not_matched for m in found if m], float)
    us = [US_MD, US_DO, US_IMG, PRIOR]
    seed = np.array([_seed_row(outcomes, name, p) for name in names])
    table = np.zeros((len(names), len(KINDS)))
    table[:, us] = fit_margins(seed, rows - foreign, active[us])
    table[:, NON_US_IMG] = foreign
    return table


def _track(program: Program) -> int:
    if program.track is Track.RESERVED:
        return RESERVED
    return ADVANCED if program.track is Track.ADVANCED else CATEGORICAL


def _programs(names: tuple[str, ...]) -> tuple[list[Array], list[Array]]:
    """Track and division of every listed program, by specialty; preliminary ones left out."""
    places = [d for d in DIVISIONS if d]
    tracks: dict[str, list[int]] = {name: [] for name in names}
    where: dict[str, list[int]] = {name: [] for name in names}
    for program in load_listing().programs:
        if program.specialty in tracks and program.track is not Track.PRELIMINARY:
            place = division(program.sponsor.state)
            tracks[program.specialty].append(_track(program))
            where[program.specialty].append(places.index(place) if place else -1)
    return (
        [np.array(tracks[name], np.int8) for name in names],
        [np.array(where[name], np.int8) for name in names],
    )


def _probit(share: float) -> float:
    return NormalDist().inv_cdf(max(share, SMALLEST_RATE))


def _rates(outcomes: Outcomes, names: tuple[str, ...], p: Parameters) -> tuple[Array, Array, Array]:
    kinds = (ApplicantType.US_IMG, ApplicantType.NON_US_IMG)
    gap = np.full((len(names), len(KINDS)), np.nan)
    gap[:, [US_MD, US_DO, PRIOR]] = 0.0
    us_md = np.full(len(names), p["rate_us_md_unknown"])
    img = np.full((len(names), 2), np.nan)
    for s, name in enumerate(names):
        base = outcomes.interview_rate(name, ApplicantType.US_MD)
        if base is None:
            continue
        us_md[s] = base.mean
        for k, kind in enumerate(kinds):
            rate = outcomes.interview_rate(name, kind)
            if rate is not None:
                gap[s, US_IMG + k] = _probit(rate.mean) - _probit(base.mean)
                img[s, k] = max(rate.mean, SMALLEST_RATE)
    return gap, us_md, img


def _exam(outcomes: Outcomes, names: tuple[str, ...], foreign: Array) -> Array:
    """How far scores in a specialty stand above the average, 0 where not published.

    Halfway between those matched and those not, so that who matched plays no part.
    """
    middle, spread = np.full(len(names), np.nan), []
    for s, name in enumerate(names):
        found = outcomes.match_outcome(name)
        if found and found.step2_matched and found.step2_not_matched:
            middle[s] = (found.step2_matched.mean + found.step2_not_matched.mean) / 2
            spread += [found.step2_matched.sd, found.step2_not_matched.sd]
    known = ~np.isnan(middle)
    average = np.average(middle[known], weights=foreign[known])
    above: Array = np.where(known, middle - average, 0.0) / np.mean(spread)
    return above


def _signals(
    outcomes: Outcomes, names: tuple[str, ...], p: Parameters
) -> tuple[Array, Array, Array, Array]:
    """Signals a specialty gives (gold; others), and what each adds, in log odds."""
    facts = load_season(p.season)
    out = np.zeros((4, len(names)))
    for s, name in enumerate(names):
        tiers = dict(facts.signals(name, last_known=True).tiers)
        out[0, s] = tiers.get("gold", 0)
        out[1, s] = tiers.get("silver", 0) + tiers.get("signal", 0)
        rates = {tier: rate.mean for tier, rate in outcomes.signal_rates(name).items()}
        other = "silver" if "silver" in rates else "signal"
        for row, tier, default in ((2, "gold", "signal_gold"), (3, other, "signal_other")):
            known = tier in rates and "none" in rates
            out[row, s] = _odds(rates[tier]) - _odds(rates["none"]) if known else p[default]
    return out[0].astype(np.int64), out[1].astype(np.int64), out[2], out[3]


def _odds(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _first_years(outcomes: Outcomes, season: int) -> tuple[tuple[int, int], ...]:
    """Positions and programs of first years, last year's table brought to this season."""
    growth = _total(outcomes, "positions_offered_total", season) / _total(
        outcomes, "positions_offered_total", season - 1
    )
    found = []
    for specialty, track in FIRST_YEARS:
        offered = outcomes.position("positions_offered", specialty, track) or outcomes.position(
            "positions_offered", specialty, "pgy1"
        )
        programs = outcomes.position("programs", specialty, track) or outcomes.position(
            "programs", specialty, "pgy1"
        )
        if offered is None or programs is None:
            raise InternalError(f"no first-year positions of {specialty}")
        found.append((round(offered.value * growth), round(programs.value * growth)))
    return tuple(found)


def with_largest(setting: Setting, n_programs: int) -> Setting:
    """Keep so many specialties, the largest, that few programs give each some.

    All positions and people are spread over those kept.
    """
    n = max(LEAST_SPECIALTIES, n_programs // PROGRAMS_EACH)
    if n >= len(setting.specialties):
        return setting
    kept = np.sort(np.argsort(-setting.positions, kind="stable")[:n])
    rows = {
        name: getattr(setting, name)[kept]
        for name in (
            *("oversubscribed", "gap", "rate_us_md", "rate_img", "exam"),
            *("n_gold", "n_silver", "odds_gold", "odds_silver"),
        )
    }
    choice, positions = setting.first_choice[kept], setting.positions[kept]
    return replace(
        setting,
        specialties=tuple(setting.specialties[s] for s in kept),
        first_choice=choice / choice.sum(axis=0),
        positions=positions * setting.positions.sum() / positions.sum(),
        tracks=tuple(setting.tracks[s] for s in kept),
        divisions=tuple(setting.divisions[s] for s in kept),
        **rows,
    )


@cache
def _frame(p_season: int) -> tuple[Outcomes, tuple[str, ...]]:
    outcomes = load_outcomes()
    names = sorted({m.specialty for m in outcomes.match_outcomes if m.year == p_season})
    return outcomes, tuple(names)


def load_setting(p: Parameters) -> Setting:
    """Work out a season's frame from the published figures."""
    outcomes, names = _frame(p.season)
    active = _active(outcomes, p.season)
    table = _first_choice(outcomes, names, active, p)
    found = [outcomes.match_outcome(name) for name in names]
    offered = np.array([m.positions_offered for m in found if m], float)
    years = _first_years(outcomes, p.season)
    total = _total(outcomes, "positions_offered_total", p.season)
    tracks, where = _programs(names)
    gap, us_md, img = _rates(outcomes, names, p)
    us = table[:, [US_MD, US_DO, PRIOR]].sum(axis=1)
    n_gold, n_silver, gold, silver = _signals(outcomes, names, p)
    return Setting(
        specialties=names,
        registered=_registered(outcomes, active),
        first_choice=table / table.sum(axis=0),
        oversubscribed=np.maximum(0.0, 1 - offered / us),
        # specialties without a chapter of their own are spread over the others
        positions=offered * (total - sum(n for n, _ in years)) / offered.sum(),
        tracks=tuple(tracks),
        divisions=tuple(where),
        gap=gap,
        rate_us_md=us_md,
        rate_img=img,
        exam=_exam(outcomes, names, table[:, NON_US_IMG]),
        n_gold=n_gold,
        n_silver=n_silver,
        odds_gold=gold,
        odds_silver=silver,
        first_years=years,
        n_couples=round(_total(outcomes, "couples", p.season)),
        n_tracks=round(_total(outcomes, "program_tracks", p.season)),
    )
