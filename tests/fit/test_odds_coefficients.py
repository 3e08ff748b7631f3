from __future__ import annotations

import math

import pytest

from preround.domain.applicant import ApplicantType
from preround.domain.ranges import Support
from preround.facts.outcomes import load_outcomes
from preround.fit.odds_coefficients import (
    DATA,
    FILE,
    GUESS,
    BadCoefficient,
    load_coefficients,
    parse_coefficients,
)

TEXT = (DATA / FILE).read_text("utf-8")


def test_every_coefficient_says_why() -> None:
    assert [c.key for c in load_coefficients().entries.values() if len(c.why) < 10] == []


def test_only_guesses_come_without_a_source() -> None:
    without = [c for c in load_coefficients().entries.values() if c.citation.source == GUESS]
    assert without
    assert {c.support for c in without} == {Support.GUESS}


def test_what_is_published_nowhere_is_a_guess_with_a_wide_spread() -> None:
    # the study tables name these four as without any odds ratio
    for name in ("usce_months", "usce_hands_on", "us_letters", "step3_passed"):
        term = load_coefficients()[f"applicant.{name}"]
        assert term.support is Support.GUESS
        assert term.spread >= 0.75 * abs(term.value)


def test_derived_values_follow_from_the_figures_they_cite() -> None:
    coefficients, study = load_coefficients(), load_outcomes().study
    # ln 0.56 = -0.580; over 1.2 = -0.483; three quarters of that = -0.362
    per_invitation = math.log(study("visa_need.match_odds_ratio").value) / 1.2
    visa = coefficients["applicant.visa_need"]
    assert visa.value == pytest.approx(0.75 * per_invitation, abs=0.01)
    # 54.4 s + 67.9 (1 - s) = 56.4  ->  s = 11.5 / 13.5 = 0.852
    needing = (67.9 - 56.4) / (67.9 - 54.4)
    assert visa.center["non_us_img"] == pytest.approx(needing, abs=0.005)
    # 1 / 0.637: ln = 0.451
    accepts = study("tiako.accepts_j1").value
    assert coefficients["program.accepts_visa"].value == pytest.approx(-math.log(accepts), abs=0.01)
    ratio = study("gs_crowd.step2_per_10")
    assert coefficients["step2.per_10_ratio"].value == ratio.value
    # 1.15 to 1.30 is 3.92 standard errors of the logarithm: 0.0313; times 1.22 = 0.038
    assert ratio.low is not None
    assert ratio.high is not None
    se = math.log(ratio.high / ratio.low) / 3.92 * ratio.value
    assert coefficients["step2.per_10_ratio"].spread == pytest.approx(se, abs=0.001)
    # Romanoski: middle of ln 2.71 and ln 9.07 = (0.997 + 2.205) / 2 = 1.601
    assert coefficients["signal.pooled"].value == pytest.approx(
        0.5 * (math.log(2.71) + math.log(9.07)), abs=0.005
    )


def test_a_share_implies_its_spread_and_a_term_without_center_does_not_apply() -> None:
    hands_on = load_coefficients()["applicant.usce_hands_on"]
    assert hands_on.sd_of(ApplicantType.NON_US_IMG) == pytest.approx(0.5)  # sqrt(0.5 x 0.5)
    assert hands_on.center_of(ApplicantType.US_MD) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'why = "No odds ratio for letters',
            'because = "No odds ratio for letters',
            "why is missing",
        ),
        ("[pair.tie]\n", "[pair.tie]\nweight = 2\n", "unknown field 'weight'"),
        ("value = -0.5\nspread = 0.3", "value = -0.5\nspread = -0.3", "negative"),
        ('support = "estimated"\nsource = "romanoski"', 'support = "estimated"', "no source"),
        ('source = "szumel_2024"', 'source = "somebody"', "no entry"),
        ('support = "published"\nstudy', 'support = "certain"\nstudy', "certain"),
        ("center = { us_img = 0.25,", "center = { img = 0.25,", "not an applicant type"),
        ("[pair.tie]\nvalue = 0.60", "[pair.tie]", "value is missing"),
        ("[pair.tie]\n", "[pair.tie\n", "file"),
    ],
)
def test_a_planted_fault_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(BadCoefficient, match=says):
        parse_coefficients(TEXT.replace(old, new, 1))


def test_every_source_of_the_file_is_cited() -> None:
    cited = {c.citation.source for c in load_coefficients().entries.values()}
    titles = [
        line.split(" = ", 1)[1].strip('"')
        for line in TEXT.splitlines()
        if line.startswith("title = ")
    ]
    assert [title for title in titles if title not in cited] == []
