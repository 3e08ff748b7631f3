"""What a simulated season says, in the terms of the published figures."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np

from preround.match.market.parameters import Parameters
from preround.match.market.season import Season
from preround.match.market.setting import (
    ADVANCED,
    CATEGORICAL,
    FIRST_YEARS,
    KINDS,
    NON_US_IMG,
    US_IMG,
    US_MD,
    Setting,
    slug,
)

Array = np.ndarray[Any, Any]
Figures = dict[str, float]
N_LEVEL = 12


def _mean(values: Array) -> float:
    return float(values.mean()) if values.size else float("nan")


def matched_to_first_year(season: Season) -> Array:
    """Say who starts a first year: categorical, preliminary, or beside an advanced position."""
    match, d = season.result.match, season.drawn
    categorical = (match >= 0) & (d.track[np.maximum(match, 0)] != ADVANCED)
    started: Array = categorical | (season.first_years.match >= 0)
    return started


def contiguous_ranks(season: Season) -> Array:
    """Ranks in the first-choice specialty at the head of each list."""
    iv, d = season.interviews, season.drawn
    owner = np.repeat(np.arange(d.people.kind.size), np.diff(iv.a_ptr))
    own = d.programs.specialty[iv.a_idx] == d.people.specialty[owner]
    counts: Array = np.bincount(owner[own], minlength=d.people.kind.size)
    return counts


def _position_on_list(season: Season) -> Array:
    """Place of the matched program on each list, -1 where unmatched or in a couple."""
    iv, match = season.interviews, season.result.match
    owner = np.repeat(np.arange(match.size), np.diff(iv.a_ptr))
    hit = np.flatnonzero(iv.a_idx == match[owner])
    place = np.full(match.size, -1)
    place[owner[hit]] = hit - iv.a_ptr[owner[hit]]
    if season.couples is not None:
        place[season.couples.first] = place[season.couples.second] = -1
    return place


def _fill(season: Season, setting: Setting, p: Parameters) -> Figures:
    d, match = season.drawn, season.result.match
    held = np.bincount(match[match >= 0], minlength=d.quota.size)
    years = season.first_years
    years_held = np.bincount(years.match[years.match >= 0], minlength=years.quota.size)
    reserved = p["reserved_filled"] * d.n_reserved
    total = d.quota.sum() + years.quota.sum() + d.n_reserved
    filled = held.sum() + years_held.sum() + reserved
    soap = season.soap
    out = {
        "filled_share": float(filled / total),
        "filled_after_soap": float((filled + soap.filled.sum()) / total),
        "soap_round1_share": float(soap.filled[0] / max(soap.filled.sum(), 1)),
        "names_per_position": float(season.interviews.p_idx.size / d.quota.sum()),
    }
    for s, name in enumerate(setting.specialties):
        of = d.programs.specialty == s
        out[f"filled.{slug(name)}"] = float(held[of].sum() / d.quota[of].sum())
    for kind, (specialty, _) in enumerate(FIRST_YEARS):
        of = years.kind == kind
        key = f"filled_first_year.{slug(specialty)}"
        out[key] = float(years_held[of].sum() / years.quota[of].sum())
    return {**out, **_shares(season, setting)}


def _shares(season: Season, setting: Setting) -> Figures:
    """Share each kind fills of the categorical positions, and of each kind of first year."""
    d, years, match = season.drawn, season.first_years, season.result.match
    names = [slug(specialty) for specialty, _ in FIRST_YEARS]
    first_year = d.track == CATEGORICAL
    categorical = np.where((match >= 0) & first_year[np.maximum(match, 0)], match, -1)
    quota = np.where(first_year, d.quota, 0)
    found = [
        ("share", setting.specialties, d.programs.specialty, quota, categorical),
        ("first_year_share", names, years.kind, years.quota, years.match),
    ]
    out = {}
    for figure, groups, group, quota, match in found:
        on = match >= 0
        held = np.zeros((len(groups), len(KINDS)))
        np.add.at(held, (group[match[on]], d.people.kind[on]), 1)
        shares = held / np.bincount(group, weights=quota, minlength=len(groups))[:, None]
        for s, name in enumerate(groups):
            for k, kind in enumerate(KINDS):
                out[f"{figure}.{kind}.{slug(name)}"] = float(shares[s, k])
    return out


def _interview_rates(season: Season, setting: Setting) -> Figures:
    """Interviews per application, mean over programs, as programs report them."""
    iv, d = season.interviews, season.drawn
    n_p, kind = d.quota.size, d.people.kind.astype(np.int64)
    sent = np.bincount(
        iv.programs.astype(np.int64) * len(KINDS) + np.repeat(kind, np.diff(iv.ptr)),
        minlength=n_p * len(KINDS),
    ).reshape(n_p, -1)
    seats = np.arange(iv.at.shape[1])[None, :] < iv.n_at[:, None]
    held = np.bincount(
        iv.at[seats].astype(np.int64) * len(KINDS) + np.repeat(kind, iv.n_at),
        minlength=n_p * len(KINDS),
    ).reshape(n_p, -1)
    out = {}
    for s, name in enumerate(setting.specialties):
        for k in (US_MD, US_IMG, NON_US_IMG):
            of = (d.programs.specialty == s) & (sent[:, k] > 0)
            out[f"interview_rate.{KINDS[k]}.{slug(name)}"] = _mean(held[of, k] / sent[of, k])
    return out


def _levels(rates: Figures, setting: Setting) -> Figures:
    """How far simulated interview rates of IMGs lie above the published ones, in probits."""
    out = {}
    normal = NormalDist()
    gaps: dict[tuple[int, int], float] = {}
    for s, name in enumerate(setting.specialties):
        for k in (US_IMG, NON_US_IMG):
            known = setting.rate_img[s, k - US_IMG]
            found = rates[f"interview_rate.{KINDS[k]}.{slug(name)}"]
            if known > 0 and 0 < found < 1:
                gaps[s, k] = normal.inv_cdf(found) - normal.inv_cdf(known)
    size = setting.first_choice
    for k in (US_IMG, NON_US_IMG):
        big = [s for s in np.argsort(-size[:, NON_US_IMG])[:N_LEVEL] if (s, k) in gaps]
        out[f"interview_level.{KINDS[k]}"] = _mean(np.array([gaps[s, k] for s in big]))
    s = setting.specialties.index("Family Medicine")
    out["interview_level.family_medicine"] = _mean(
        np.array([gaps[s, k] for k in (US_IMG, NON_US_IMG) if (s, k) in gaps])
    )
    return out


def measure(season: Season, setting: Setting, p: Parameters) -> Figures:
    """Return a season's figures by name.

    Names: `match_rate.KIND`, `match_rate.couples`, `active_share.KIND`, `filled_share`,
    `top1.us_md`, `top3.us_md`, `ranks_matched.KIND`, `ranks_unmatched.KIND`,
    `first_choice_rate.KIND.SPECIALTY`, `interview_rate.KIND.SPECIALTY` and others.
    """
    d, iv = season.drawn, season.interviews
    x, match = d.people, season.result.match
    started = matched_to_first_year(season)
    ranks = contiguous_ranks(season)
    own = (match >= 0) & (d.programs.specialty[np.maximum(match, 0)] == x.specialty)
    out: Figures = {"ranks_mean": _mean(np.diff(iv.a_ptr)[iv.active])}
    for k, kind in enumerate(KINDS):
        of = x.kind == k
        out[f"match_rate.{kind}"] = _mean(started[of & iv.active])
        out[f"active_share.{kind}"] = _mean(iv.active[of])
        out[f"ranks_matched.{kind}"] = _mean(ranks[of & own])
        out[f"ranks_unmatched.{kind}"] = _mean(ranks[of & ~own & (ranks > 0)])
    out["match_rate.all"] = _mean(started[iv.active])
    place = _position_on_list(season)[(x.kind == US_MD) & (match >= 0)]
    place = place[place >= 0]
    out["top1.us_md"], out["top3.us_md"] = _mean(place < 1), _mean(place < 3)
    if season.couples is not None:
        members = np.concatenate([season.couples.first, season.couples.second])
        out["match_rate.couples"] = _mean(started[members])
        first, second = started[season.couples.first], started[season.couples.second]
        out["couples_both"], out["couples_either"] = _mean(first & second), _mean(first | second)
    for s, name in enumerate(setting.specialties):
        of = (x.kind == NON_US_IMG) & (x.specialty == s) & (ranks > 0)
        out[f"first_choice_rate.non_us_img.{slug(name)}"] = _mean(own[of])
    of = (x.kind == NON_US_IMG) & (ranks > 0)
    out["first_choice_rate.non_us_img.all"] = _mean(own[of])
    out["applications_mean"] = float(iv.programs.size / x.kind.size)
    out["stable"] = float(season.result.stable)
    rates = _interview_rates(season, setting)
    return {**out, **_fill(season, setting, p), **rates, **_levels(rates, setting)}
