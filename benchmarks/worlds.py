"""Worlds drawn from the model's own uncertainty: what programs' levels might really be.

Shared by the checks of look-ups, of advice and of the ranges' calibration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Batch, BatchKind, FactEntry, Overlay
from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.program import Program
from preround.domain.program_list import Tier
from preround.facts.reader import SeasonFacts, load_season
from preround.fit.odds import InterviewOdds, interview_odds
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_kernels import sigmoid, strength_nodes
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import BuiltList, ListRequest, build_program_list
from preround.jobs.list_reasons import RATE_FACT

TODAY = dt.date(2026, 11, 22)
SEASON = 2027
SAMPLES = Path(__file__).resolve().parent.parent / "examples"
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@cache
def samples() -> dict[str, Applicant]:
    """The shipped sample applicants by file name."""
    found = {}
    for path in sorted(SAMPLES.glob("*.toml")):
        found[path.stem] = parse_applicant(path.read_bytes(), path.name, TODAY).applicant
    return found


@cache
def season_facts() -> SeasonFacts:
    """The season the checks are run in."""
    return load_season(SEASON)


def catalogue_with(rates: dict[str, float], fact: str) -> Catalogue:
    """The shipped programs, with these interview rates known."""
    entries = tuple(FactEntry(code, fact, rate, "drawn", TODAY) for code, rate in rates.items())
    batch = Batch("1", TODAY.isoformat(), "drawn", BatchKind.IMPORT, entries)
    return Overlay.of([batch] if entries else []).apply(load_listing())


def build(
    applicant: Applicant, rates: dict[str, float], *, n: int | None = None
) -> tuple[BuiltList, IntArray, IntArray]:
    """The shipped list, and the rows it applies to with an index of their signals' tiers."""
    fact = RATE_FACT[type_of(applicant)]
    request = ListRequest(n_applications=n)
    built = build_program_list(
        applicant, season_facts(), catalogue_with(rates, fact), today=TODAY, request=request
    )
    chosen = np.flatnonzero(built.portfolio.order)
    return built, chosen, built.portfolio.tier[chosen]


def type_of(applicant: Applicant) -> ApplicantType:
    """The applicant's type, which every sample states."""
    kind = applicant.applicant.type
    assert kind is not None
    return kind


@dataclass(frozen=True, slots=True)
class World:
    """One way the programs may really be, for one applicant.

    `odds` are the odds with every program's level known; `rates` [N] each program's true
    rate over all applicants of the type, `reported` [N] what a source would show of it.
    """

    odds: InterviewOdds
    codes: tuple[str, ...]
    rates: FloatArray
    reported: FloatArray

    def interviews(self, chosen: IntArray, tiers: IntArray) -> float:
        """Expected invitations of a list."""
        return float(self.odds.mean[chosen, tiers].sum())

    def p_match(self, chosen: IntArray, tiers: IntArray, n_draws: int, seed: int) -> float:
        """Chance of a match; the same seed draws the same strengths and coefficients."""
        rng = np.random.default_rng(seed)
        return self.odds.season_draws(chosen, tiers, n_draws, rng).p_match.mean

    def table(self, which: Sequence[int] | IntArray, *, exact: bool = False) -> dict[str, float]:
        """What looking these rows up would bring; `exact` without drift and small counts."""
        shown = np.round(self.rates, 2) if exact else self.reported
        return {self.codes[i]: float(shown[i]) for i in which}


def draw_world(
    applicant: Applicant, programs: Sequence[Program], rng: np.random.Generator
) -> World:
    """Draw every program's level and what its source reports of it.

    Notes
    -----
    A level is drawn from the published spread of the specialty, moved by the state's
    term. The report is that of one season: its rate drifted and counted over as many
    applications as the model assumes, in whole percents.
    """
    odds, ties = _odds_with_and_without(applicant, programs)
    rows = odds.rows
    level = _drawn_levels(odds, rng) + (rows.shift - ties)
    nodes, weights = strength_nodes()
    tau = rows.tau[:, None, None] * nodes
    rates = np.zeros(len(level))
    for tier in range(rows.effects.shape[1]):
        use = np.array([rows.group_of(i).signals.use[tier] for i in range(len(level))])
        rates += use * (
            sigmoid(level[:, None] + rows.effects[:, tier, None] + tau[:, 0, :]) @ weights
        )
    chances = sigmoid((level + ties)[:, None, None] + rows.effects[:, :, None] + tau)
    true_rows = replace(
        rows, points=(level + ties - rows.shift)[:, None], weights=np.ones((len(level), 1))
    )
    truth = replace(odds, rows=true_rows, invite=chances, mean=chances @ weights)
    codes = tuple(program.nrmp_code for program in programs)
    return World(truth, codes, rates, _report(rates, type_of(applicant).value, rng))


def programs_of(built: BuiltList) -> list[Program]:
    """The programs in the order of the odds' rows."""
    return [row.program for row in sorted(built.listing.rows, key=lambda row: row.index)]


def open_rows(built: BuiltList) -> IntArray:
    """Rows an application could go to."""
    return np.array(
        [
            row.index
            for row in built.listing.rows
            if row.tier is not Tier.BLOCKED and not row.excluded and not row.part_of
        ]
    )


def _odds_with_and_without(
    applicant: Applicant, programs: Sequence[Program]
) -> tuple[InterviewOdds, FloatArray]:
    """The odds, and the shifts that remain where a program's own rate is known."""
    fact = RATE_FACT[type_of(applicant)]
    unknown = interview_odds(applicant, programs, SEASON, TODAY)
    rates = {program.nrmp_code: 0.05 for program in programs}
    by_code = catalogue_with(rates, fact).by_code
    known = interview_odds(
        applicant, [by_code[program.nrmp_code] for program in programs], SEASON, TODAY
    )
    return unknown, known.rows.shift


def _drawn_levels(odds: InterviewOdds, rng: np.random.Generator) -> FloatArray:
    cumulated = np.cumsum(odds.rows.weights, axis=1)
    place = (rng.random((len(cumulated), 1)) > cumulated / cumulated[:, -1:]).sum(axis=1)
    drawn: FloatArray = odds.rows.points[np.arange(len(place)), place]
    return drawn


def _report(rates: FloatArray, kind: str, rng: np.random.Generator) -> FloatArray:
    coefficients = load_coefficients()
    n = round(coefficients["evidence.applications"].by[kind])
    drift = coefficients["evidence.drift"].value
    odds = np.log(rates / (1.0 - rates)) + drift * rng.standard_normal(len(rates))
    return np.asarray(np.round(rng.binomial(n, sigmoid(odds)) / n, 2))


def mean_and_error(values: Sequence[float] | FloatArray) -> tuple[float, float]:
    """Mean and its standard error."""
    array = np.asarray(values, dtype=np.float64)
    return float(array.mean()), float(array.std(ddof=1) / np.sqrt(len(array)))
