"""Programs as rows of numbers: priors, shifts and effects put together for the kernels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.program import Track
from preround.domain.ranges import Support
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_evidence import RateEvidence, posterior_masses
from preround.fit.odds_kernels import (
    FloatArray,
    invite_chances,
    mixture_quantiles,
    sigmoid,
    solve_intercepts,
    strength_nodes,
)
from preround.fit.odds_match import MatchTerms, match_terms
from preround.fit.odds_pair import (
    ApplicantView,
    ProgramView,
    combine,
    evidence_of,
    pair_terms,
    place_shift,
    signal_rates,
    view_applicant,
)
from preround.fit.odds_prior import N_POINTS, PriorChoice, choose_prior, compress
from preround.fit.odds_signals import TIERS, SignalEffects, program_signal_shift, signal_effects
from preround.fit.odds_terms import Strength, strength

LEVELS = (0.1, 0.5, 0.9)
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """What programs of one specialty and track share for one applicant.

    `reference` is the mean rate per application of the average applicant over programs,
    signals used as usual; `reference_by_tier` the same with each tier.
    """

    specialty: str
    track: Track
    choice: PriorChoice
    strength: Strength
    signals: SignalEffects
    match: MatchTerms
    reference: float
    reference_by_tier: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OddsRows:
    """One row a program; letters as in `odds_kernels`.

    `points` [N, K] are log odds of the average applicant at each level of the program,
    `shift` [N] everything of applicant, pair, place and program, `effects` [N, T] the
    signal tiers. `tau` [N] is the spread of the applicant's strength, `row_sd` [N] that
    of pair, program and assumption terms, `effect_sd` [N, T] that of the signals.
    """

    groups: tuple[Group, ...]
    group: IntArray
    points: FloatArray
    weights: FloatArray
    shift: FloatArray
    effects: FloatArray
    effect_sd: FloatArray
    tau: FloatArray
    row_sd: FloatArray
    own_rate_known: NDArray[np.bool_]

    def group_of(self, row: int) -> Group:
        """The group a row belongs to."""
        return self.groups[int(self.group[row])]


def build_rows(
    applicant: Applicant, programs: Sequence[ProgramView], season: int, today: dt.date
) -> OddsRows:
    """Put every program's numbers together, group by group."""
    view = view_applicant(applicant)
    members: dict[tuple[str, Track], list[int]] = {}
    for row, program in enumerate(programs):
        members.setdefault((program.specialty, program.track), []).append(row)
    rows = _empty(len(programs), len(members))
    strengths: dict[str, Strength] = {}
    groups = []
    for number, ((specialty, track), which) in enumerate(members.items()):
        if specialty not in strengths:
            strengths[specialty] = strength(applicant, specialty, season, today)
        group = _group(specialty, track, view, strengths[specialty])
        groups.append(group)
        _fill(rows, number, group, view, [programs[row] for row in which], np.array(which))
    return OddsRows(
        groups=tuple(groups),
        group=rows.group,
        points=rows.points,
        weights=rows.weights,
        shift=rows.shift,
        effects=rows.effects,
        effect_sd=rows.effect_sd,
        tau=rows.tau,
        row_sd=rows.row_sd,
        own_rate_known=rows.own_rate_known,
    )


def _empty(n: int, n_groups: int) -> OddsRows:
    return OddsRows(
        groups=(),
        group=np.full(n, n_groups, dtype=np.int64),
        points=np.zeros((n, N_POINTS)),
        weights=np.zeros((n, N_POINTS)),
        shift=np.zeros(n),
        effects=np.zeros((n, len(TIERS))),
        effect_sd=np.zeros((n, len(TIERS))),
        tau=np.zeros(n),
        row_sd=np.zeros(n),
        own_rate_known=np.zeros(n, dtype=np.bool_),
    )


def _group(specialty: str, track: Track, view: ApplicantView, own: Strength) -> Group:
    choice = choose_prior(specialty, view.kind, track)
    signals = signal_effects(specialty, view.kind)
    points, weights = point_sets(choice, view, signals, own.tau, [RateEvidence()])
    chances = invite_chances(
        points, weights, np.array([choice.shift]), signals.effect[None, :], own.tau
    )
    by_tier = chances[0] @ strength_nodes()[1]
    match = match_terms(specialty, view.kind, track)
    reference = float(by_tier @ signals.use)
    return Group(specialty, track, choice, own, signals, match, reference, tuple(by_tier))


def point_sets(
    choice: PriorChoice,
    view: ApplicantView,
    signals: SignalEffects,
    tau: float,
    evidence: Sequence[RateEvidence],
) -> tuple[FloatArray, FloatArray]:
    """[U, K] log odds and weights of a program's level for each kind of evidence."""
    rates, weights = compress(evidence_masses(choice, view.kind, evidence))
    flat = solve_intercepts(rates.ravel(), tau, signals.use, signals.effect)
    return flat.reshape(rates.shape), weights


def evidence_masses(
    choice: PriorChoice, kind: ApplicantType, evidence: Sequence[RateEvidence]
) -> FloatArray:
    """[U, 1 + cells] spread of a program's rate for each kind of evidence."""
    coefficients = load_coefficients()
    n = coefficients["evidence.applications"].by[kind.value]
    return posterior_masses(choice.prior, evidence, n, coefficients["evidence.drift"].value)


def _fill(
    rows: OddsRows,
    number: int,
    group: Group,
    view: ApplicantView,
    programs: list[ProgramView],
    which: NDArray[np.int64],
) -> None:
    """Write one group's rows in place."""
    evidence = [evidence_of(program, view.kind) for program in programs]
    kinds = {each: place for place, each in enumerate(dict.fromkeys(evidence))}
    points, weights = point_sets(group.choice, view, group.signals, group.strength.tau, list(kinds))
    places = np.array([kinds[each] for each in evidence])
    known = np.array([each.own >= 0.0 for each in evidence])
    shifts, variances = _pair_shifts(group, view, programs, known)
    rows.group[which] = number
    rows.points[which] = points[places]
    rows.weights[which] = weights[places]
    rows.shift[which] = shifts + group.strength.shift
    rows.row_sd[which] = np.sqrt(variances)
    rows.tau[which] = group.strength.tau
    rows.effect_sd[which] = group.signals.spread
    rows.effects[which] = group.signals.effect
    rows.own_rate_known[which] = known
    for row, program in zip(which, programs, strict=True):
        reported = signal_rates(program)
        if len(reported) > 1:
            rows.effects[row] += program_signal_shift(group.signals, reported)


def _pair_shifts(
    group: Group, view: ApplicantView, programs: list[ProgramView], known: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """Place, assumption, program and pair terms of each program: sum and variance.

    Programs of which nothing is known differ only by state and by whether the sponsor
    has an H-1B record, so each such kind is worked out once.
    """
    seen: dict[tuple[str, bool], tuple[float, float]] = {}
    shifts, variances = np.zeros(len(programs)), np.zeros(len(programs))
    for i, program in enumerate(programs):
        key = (program.state, bool(program.h1b_approvals))
        found = None if program.facts else seen.get(key)
        if found is None:
            terms = pair_terms(view, program, own_rate_known=bool(known[i]))
            found = combine(terms)
            if not known[i]:
                place = place_shift(group.choice.prior, program.state)
                found = (
                    found[0] + place + group.choice.shift,
                    found[1] + group.choice.spread**2,
                )
            if not program.facts:
                seen[key] = found
        shifts[i], variances[i] = found
    return shifts, variances


def row_supports(rows: OddsRows) -> tuple[Support, ...]:
    """Published where the program's own rate is known, else what the prior rests on."""
    return tuple(
        Support.PUBLISHED if rows.own_rate_known[row] else rows.group_of(row).choice.support
        for row in range(len(rows.group))
    )


def chances_of(rows: OddsRows) -> FloatArray:
    """[N, T, Q] chance of an invitation at each node of the applicant's strength."""
    chances = np.empty((len(rows.group), len(TIERS), len(strength_nodes()[0])))
    for number, group in enumerate(rows.groups):
        which = np.flatnonzero(rows.group == number)
        table = np.column_stack(
            (rows.points[which], rows.weights[which], rows.shift[which], rows.effects[which])
        )
        first, back = _distinct(table)
        one = which[first]
        found = invite_chances(
            rows.points[one], rows.weights[one], rows.shift[one], rows.effects[one],
            group.strength.tau,
        )  # fmt: skip
        chances[which] = found[back]
    return chances


def level_chances_of(rows: OddsRows) -> FloatArray:
    """[N, K] chance of an invitation without a signal, at each level a program may have."""
    nodes, weights = strength_nodes()
    levels = rows.points + rows.shift[:, None]
    first, back = _distinct(np.column_stack((levels, rows.tau)))
    strength = rows.tau[first][:, None, None] * nodes
    chances = sigmoid(levels[first][:, :, None] + strength) @ weights
    return np.asarray(chances[back])


def quantiles_of(rows: OddsRows) -> FloatArray:
    """[N, T, 3] 10th, 50th and 90th percentile of the chance of an invitation."""
    n, n_tiers = rows.effects.shape
    sd = np.sqrt(rows.tau[:, None] ** 2 + rows.row_sd[:, None] ** 2 + rows.effect_sd**2)
    found = np.empty((n, n_tiers, len(LEVELS)))
    for number in range(len(rows.groups)):
        which = np.flatnonzero(rows.group == number)
        points = np.repeat(rows.points[which], n_tiers, axis=0)
        weights = np.repeat(rows.weights[which], n_tiers, axis=0)
        spread = sd[which].ravel()
        first, back = _distinct(np.column_stack((points, weights, spread)))
        centered = mixture_quantiles(points[first], weights[first], spread[first], LEVELS)
        moved = centered[back].reshape(len(which), n_tiers, len(LEVELS))
        moved = moved + rows.shift[which][:, None, None] + rows.effects[which][:, :, None]
        found[which] = sigmoid(moved)
    return found


def _distinct(table: FloatArray) -> tuple[IntArray, IntArray]:
    """First row of each distinct kind, and for every row the place of its kind."""
    rounded = np.ascontiguousarray(np.round(table, 9))
    keys = rounded.view(np.dtype((np.void, rounded.dtype.itemsize * rounded.shape[1]))).ravel()
    _, first, back = np.unique(keys, return_index=True, return_inverse=True)
    return first.astype(np.int64), back.astype(np.int64).ravel()
