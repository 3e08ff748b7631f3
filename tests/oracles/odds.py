"""Slow, obvious twins of the odds kernels: sampling, enumeration, bisection."""

from __future__ import annotations

import itertools
import math

import numpy as np

from preround.fit.odds_draws import SeasonList


def chance(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))


def intercept_by_bisection(rate, tau, use, effects, n=4001) -> float:
    """Where the average over a fine grid of strengths and the tiers' use meets the rate."""
    z = np.linspace(-7.0, 7.0, n)
    density = np.exp(-0.5 * z * z)
    density /= density.sum()
    low, high = -25.0, 20.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        reached = sum(
            u * float(density @ (1.0 / (1.0 + np.exp(-(middle + e + tau * z)))))
            for u, e in zip(use, effects, strict=True)
        )
        low, high = (middle, high) if reached < rate else (low, middle)
    return 0.5 * (low + high)


def invited_by_coin(points, weights, log_odds, n, rng) -> float:
    """Share of `n` seasons with an invitation: a level of the program, then a coin."""
    level = rng.choice(points, size=n, p=np.asarray(weights) / np.sum(weights))
    return float((rng.random(n) < 1.0 / (1.0 + np.exp(-(level + log_odds)))).mean())


def log_odds_drawn(points, weights, sd, n, rng):
    """Draws of a program's level with normal noise."""
    level = rng.choice(points, size=n, p=np.asarray(weights) / np.sum(weights))
    return level + sd * rng.standard_normal(n)


def match_by_enumeration(invited, per_interview, cap) -> float:
    """P(match) over every pattern of invitations; the best chances are attended first."""
    n = len(invited)
    order = sorted(range(n), key=lambda i: -per_interview[i])
    total = 0.0
    for pattern in itertools.product((False, True), repeat=n):
        weight = math.prod(invited[i] if pattern[i] else 1.0 - invited[i] for i in range(n))
        attended = [i for i in order if pattern[i]][:cap]
        total += weight * (1.0 - math.prod(1.0 - per_interview[i] for i in attended))
    return total


def seasons_by_coin_flips(season: SeasonList, n_draws, rng, cap=None):
    """Whole seasons one by one: interview counts, and whether each ended in a match."""
    n = len(season.shift)
    counts, matches = [], []
    for _ in range(n_draws):
        z, signal, pair, match = rng.standard_normal(4)
        attended = []
        for i in range(n):
            level = rng.choice(season.points[i], p=season.weights[i] / season.weights[i].sum())
            own = season.tau[i] * z
            log_odds = level + season.shift[i] + own
            log_odds += season.effect_sd[i] * signal + season.row_sd[i] * pair
            if rng.random() < chance(log_odds):
                center = season.alpha[i] + season.match_sd[i] * match
                attended.append(chance(center + season.beta[i] * (season.strength[i] + own)))
        attended = sorted(attended, reverse=True)[:cap]
        counts.append(len(attended))
        matches.append(any(rng.random() < p for p in attended))
    return np.array(counts), np.array(matches)


def rate_given_report(draw_rates, reported, n_applications, drift, rng) -> tuple[float, int]:
    """Mean rate of programs whose next count of invitations rounds to the reported rate."""
    log_odds = np.log(draw_rates / (1.0 - draw_rates)) + drift * rng.standard_normal(
        len(draw_rates)
    )
    counts = rng.binomial(n_applications, 1.0 / (1.0 + np.exp(-log_odds)))
    kept = draw_rates[np.round(counts / n_applications, 2) == reported]
    return float(kept.mean()), len(kept)


def pool_by_simulation(ranks_rate, tau, alpha, beta, n, rng):
    """Ranks and matches of drawn applicants, those without a rank left out."""
    x = tau * rng.standard_normal(n)
    ranks = rng.poisson(ranks_rate * np.exp(x))
    x, ranks = x[ranks > 0], ranks[ranks > 0]
    miss = (1.0 - 1.0 / (1.0 + np.exp(-(alpha + beta * x)))) ** ranks
    return ranks, rng.random(len(ranks)) > miss


def seasons_that_fit(season: SeasonList, heard, n_draws, rng):
    """Seasons drawn blindly, those kept in which exactly the news came: the obvious Bayes.

    Returns the strengths, interview counts and matches of the seasons that fit.
    """
    n = len(season.shift)
    z, signal, pair, match = rng.standard_normal((4, n_draws))
    invited = np.empty((n_draws, n), dtype=bool)
    success = np.empty((n_draws, n))
    for i in range(n):
        p = season.weights[i] / season.weights[i].sum()
        level = rng.choice(season.points[i], p=p, size=n_draws)
        own = season.tau[i] * z
        log_odds = level + season.shift[i] + own
        log_odds = log_odds + season.effect_sd[i] * signal + season.row_sd[i] * pair
        invited[:, i] = rng.random(n_draws) < 1.0 / (1.0 + np.exp(-log_odds))
        center = season.alpha[i] + season.match_sd[i] * match
        center = center + season.beta[i] * (season.strength[i] + own)
        success[:, i] = 1.0 / (1.0 + np.exp(-center))
    told = invited & (rng.random((n_draws, n)) < heard.sent_share)
    silent = ~(heard.invited | heard.rejected)
    fits = invited[:, heard.invited].all(axis=1) & ~invited[:, heard.rejected].any(axis=1)
    fits &= ~told[:, silent].any(axis=1)
    matched = (invited & (rng.random((n_draws, n)) < success)).any(axis=1)
    return z[fits], invited[fits].sum(axis=1), matched[fits]
