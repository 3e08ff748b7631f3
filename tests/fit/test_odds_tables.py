from __future__ import annotations

from preround.fit.odds_coefficients import DATA
from preround.fit.odds_tables import CURVE_COLUMNS, PRIOR_COLUMNS, as_csv, curve_rows, prior_rows


def test_the_shipped_priors_are_what_the_published_figures_give() -> None:
    made = as_csv(PRIOR_COLUMNS, prior_rows())
    assert made == (DATA / "priors.csv").read_text("utf-8")


def test_the_shipped_match_curves_are_what_the_published_figures_give() -> None:
    made = as_csv(CURVE_COLUMNS, curve_rows())
    assert made == (DATA / "match_curves.csv").read_text("utf-8")
