from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pytest

from preround.catalogue.listing import load_listing
from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.program import Track
from preround.facts.outcomes import load_outcomes
from preround.fit.odds import InterviewOdds, forecast, interview_odds
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_kernels import sigmoid
from preround.fit.odds_match import chance_by_ranks, load_curves

CARD = (Path(__file__).parents[2] / "docs" / "method.md").read_text("utf-8")
TODAY = dt.date(2026, 11, 22)
TRACKS = (Track.CATEGORICAL, Track.ADVANCED)
SPECIALTIES = load_outcomes().rated_specialties


@pytest.fixture(scope="module")
def odds() -> dict[ApplicantType, InterviewOdds]:
    found = {}
    for kind in (ApplicantType.NON_US_IMG, ApplicantType.US_IMG, ApplicantType.US_MD):
        average = Applicant.model_validate({"applicant": {"type": kind.value}})
        found[kind] = interview_odds(average, load_listing().programs, 2027, TODAY)
    return found


def of(odds: InterviewOdds, specialty: str) -> tuple[float, float]:
    rows = [
        i for i, p in enumerate(odds.programs) if p.specialty == specialty and p.track in TRACKS
    ]
    return 100 * float(odds.average_use[rows].mean()), 100 * float(odds.mean[rows, 0].mean())


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_the_card_shows_what_the_model_predicts(
    specialty: str, odds: dict[ApplicantType, InterviewOdds]
) -> None:
    line = next(x for x in CARD.splitlines() if x.startswith(f"| {specialty} |"))
    cells = [cell.strip() for cell in line.strip("|").split("|")][1:]
    for kind, shown in zip(
        (ApplicantType.NON_US_IMG, ApplicantType.US_IMG), (cells[:3], cells[3:]), strict=True
    ):
        rate = load_outcomes().interview_rate(specialty, kind)
        assert rate is not None
        published = f"{100 * rate.mean:.2f} [{100 * (rate.q1 or 0):g}, {100 * (rate.q3 or 0):g}]"
        assert shown[0].removesuffix(" *") == published
        assert tuple(map(float, shown[1:])) == pytest.approx(of(odds[kind], specialty), abs=0.011)


def test_us_md_means_come_out_as_the_card_says(odds: dict[ApplicantType, InterviewOdds]) -> None:
    for specialty in SPECIALTIES:
        rate = load_outcomes().interview_rate(specialty, ApplicantType.US_MD)
        assert rate is not None
        predicted, _ = of(odds[ApplicantType.US_MD], specialty)
        assert predicted == pytest.approx(100 * rate.mean, abs=0.1)


def test_the_card_shows_the_coefficients_as_they_are() -> None:
    shown = {
        "failed sitting": "applicant.failed_attempts",
        "letter from a U.S. physician, to 3": "applicant.us_letters",
        "Step 3 passed": "applicant.step3_passed",
        "needs a visa": "applicant.visa_need",
        "tie to the state": "pair.tie",
    }
    for part, key in shown.items():
        found = re.search(rf"\| {re.escape(part)} \| ([-\d.]+) \(([\d.]+)\) \| (\w+)", CARD)
        assert found is not None
        own = load_coefficients()[key]
        assert (float(found[1]), float(found[2])) == (own.value, own.spread)
        assert found[3] == own.support.value


def test_the_card_shows_the_chances_per_interview_as_they_are() -> None:
    for name, shown in (("Internal Medicine", 0.18), ("Family Medicine", 0.26)):
        assert sigmoid(np.array(load_curves()[name].alpha)) == pytest.approx(shown, abs=0.005)
    curve = load_curves()["Internal Medicine"]
    by_ranks = chance_by_ranks(curve.ranks_rate, curve.tau, curve.alpha, curve.beta)
    assert by_ranks[[0, 2, 4, 9]] == pytest.approx([0.18, 0.45, 0.63, 0.87], abs=0.005)


def test_the_card_shows_what_a_hundred_applications_bring() -> None:
    sent = {"as usual": None, "none": 0, "all": {"gold": 3, "silver": 12}}
    means = [
        forecast(
            Applicant(), "Internal Medicine", 2027, TODAY, n_applications=100, signals=each
        ).interviews.mean
        for each in sent.values()
    ]
    assert "2.1 interviews with\nsignals as usual, 1.9 without, 2.3 with 3 gold" in CARD
    assert means == pytest.approx([2.1, 1.9, 2.3], abs=0.08)
