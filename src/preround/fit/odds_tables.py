"""Make the fitted tables from the published figures: `python -m preround.fit.odds_tables`.

`priors.csv` and `match_curves.csv` are made, never edited; a test makes them again and
compares.
"""

from __future__ import annotations

import csv
import io
import math

import numpy as np

from preround.domain.applicant import ApplicantType
from preround.domain.ranges import Support
from preround.facts.outcomes import InterviewRate, MatchOutcome, load_outcomes
from preround.fit.odds_coefficients import DATA, load_coefficients
from preround.fit.odds_match import (
    ALL,
    RankFigures,
    figures_of,
    fit_curve,
    pool_figures,
    published_outcomes,
    pulled,
    solve_alpha,
)
from preround.fit.odds_prior import fit_mixture

PRIOR_COLUMNS = (
    *("specialty", "applicant_type", "atom_weight", "mu", "s"),
    *("mean", "q1", "q3", "zero_share", "n_programs", "support"),
)
CURVE_COLUMNS = (
    *("specialty", "n", "match_rate", "fitted_rate", "ranks_rate"),
    *("tau", "alpha", "beta", "alpha_se", "support"),
)
PUBLISHED_TYPES = (ApplicantType.US_IMG, ApplicantType.NON_US_IMG, ApplicantType.US_MD)
#: With fewer applicants than this a specialty's curve is mostly that of all.
ENOUGH_APPLICANTS = 100

Summary = tuple[float, float, float, float]


def prior_rows() -> list[tuple[str, ...]]:
    """One fitted prior for every specialty and type with published rates, and U.S. DO."""
    outcomes = load_outcomes()
    rows = []
    for specialty in outcomes.rated_specialties:
        found: dict[ApplicantType, InterviewRate] = {}
        for kind in PUBLISHED_TYPES:
            rate = outcomes.interview_rate(specialty, kind)
            if rate is not None and rate.q1 is not None:
                found[kind] = rate
                rows.append(
                    _prior_row(specialty, kind, _summary(rate), rate.n_programs, Support.ESTIMATED)
                )
        if {ApplicantType.US_IMG, ApplicantType.US_MD} <= set(found):
            image, doctor = found[ApplicantType.US_IMG], found[ApplicantType.US_MD]
            between = _between(_summary(doctor), _summary(image))
            rows.append(
                _prior_row(
                    specialty, ApplicantType.US_DO, between, doctor.n_programs, Support.GUESS
                )
            )
    return rows


def _summary(rate: InterviewRate) -> Summary:
    return rate.mean, rate.q1 or 0.0, rate.q3 or 0.0, rate.zero_share or 0.0


def _between(doctor: Summary, image: Summary) -> Summary:
    """U.S. DO figures: part of the way from U.S. MD to U.S. IMG, on log odds."""
    part = load_coefficients()["prior.us_do_toward_img"].value

    def blend(a: float, b: float) -> float:
        x, y = (math.log(p / (1.0 - p)) for p in (max(a, 0.002), max(b, 0.002)))
        return 1.0 / (1.0 + math.exp(-(x + part * (y - x))))

    mean, q1, q3, zero = (blend(a, b) for a, b in zip(doctor, image, strict=True))
    return mean, q1, q3, zero


def _prior_row(
    specialty: str, kind: ApplicantType, summary: Summary, n: int, support: Support
) -> tuple[str, ...]:
    fit = fit_mixture(*summary)
    numbers = (f"{value:.5f}" for value in (*fit, *summary))
    return (specialty, kind.value, *numbers, str(n), support.value)


def curve_rows() -> list[tuple[str, ...]]:
    """One fitted curve for every specialty with match outcomes, and one for all."""
    outcomes = published_outcomes()
    pool = pool_figures(outcomes)
    pseudo = load_coefficients()["match.pseudo_applicants"].value
    rows = [_curve_row(each.specialty, pulled(each, pool, pseudo), each) for each in outcomes]
    return [*rows, _curve_row(ALL, pool, None)]


def _curve_row(name: str, figures: RankFigures, outcome: MatchOutcome | None) -> tuple[str, ...]:
    ranks_rate, tau, alpha, beta = fit_curve(figures)
    n = outcome.n_matched + outcome.n_not_matched if outcome else 0
    rate = outcome.match_rate if outcome else figures.rate
    pseudo = load_coefficients()["match.pseudo_applicants"].value
    step = 0.01
    se = math.sqrt(figures.rate * (1.0 - figures.rate) / (n + pseudo))
    upper = solve_alpha(min(figures.rate + step, 0.99), ranks_rate, tau, beta)
    alpha_se = se * (upper - alpha) / step
    known = outcome is not None and figures_of(outcome) is not None and n >= ENOUGH_APPLICANTS
    numbers = (rate, figures.rate, ranks_rate, tau, alpha, beta, alpha_se)
    support = Support.ESTIMATED if known else Support.GUESS
    return (name, str(n), *(f"{value:.4f}" for value in numbers), support.value)


def as_csv(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """The table as the text of its file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Write both tables."""
    np.seterr(all="raise", under="ignore")
    (DATA / "priors.csv").write_text(as_csv(PRIOR_COLUMNS, prior_rows()), encoding="utf-8")
    (DATA / "match_curves.csv").write_text(as_csv(CURVE_COLUMNS, curve_rows()), encoding="utf-8")


if __name__ == "__main__":
    main()
