from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.ranges import Support
from preround.facts import specialties
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_terms import Strength, Term, score_slope, strength

TODAY = dt.date(2026, 11, 22)
IM = "Internal Medicine"
IMG = ApplicantType.NON_US_IMG


def made(specialty: str = IM, **record: Any) -> Strength:
    background = {"type": "non_us_img"} | record.pop("applicant", {})
    applicant = Applicant.model_validate({"applicant": background, **record})
    return strength(applicant, specialty, 2027, TODAY)


def term(of: Strength, label: str) -> Term:
    return next(each for each in of.terms if each.label == label)


def score(points: int) -> dict[str, Any]:
    return {"exams": [{"name": "step_2_ck", "score": points, "passed": True}]}


def test_an_applicant_who_answers_nothing_is_the_average_one_only_less_known() -> None:
    blank = made()
    sigma = load_coefficients()["strength.sigma"].value
    assert blank.shift == 0.0
    assert not any(each.known for each in blank.terms)
    assert blank.tau == pytest.approx(
        math.sqrt(sigma**2 + sum(each.spread**2 for each in blank.terms))
    )


def test_every_answer_narrows_what_is_left_open_for_an_average_applicant() -> None:
    average = round(score_slope(IM, IMG).average)
    assert made(**score(average)).tau < made().tau


def test_step2_by_hand() -> None:
    slope = score_slope(IM, IMG)
    # 3392 matched with mean 249, 3600 not with 242: (3392 x 249 + 3600 x 242) / 6992 = 245.4
    assert slope.average == pytest.approx(245.4, abs=0.05)
    # both SDs 14: 7 / 196 = 0.0357 on matching, 0.0298 on an invitation; general surgery's
    # ln 1.22 / 10 = 0.0199; pulled to the mean of all, 0.0217, by 64 / (64 + 64) = one half
    assert slope.per_point == pytest.approx(0.5 * (0.0217 + 0.0298), abs=3e-4)
    found = term(made(**score(255)), "Step 2 CK")
    assert found.logit == pytest.approx((255 - slope.average) * slope.per_point)
    assert "255" in found.words


def test_us_imgs_are_compared_with_us_imgs() -> None:
    # 236 against 245 among all matched of 2024: nine points lower
    other = score_slope(IM, ApplicantType.US_IMG)
    assert other.average == pytest.approx(score_slope(IM, IMG).average - 9.0)


def test_a_specialty_whose_scores_are_withheld_takes_the_slope_of_all() -> None:
    assert score_slope("Dermatology", IMG).per_point == pytest.approx(0.0217, abs=2e-4)


def test_the_best_of_several_scores_counts() -> None:
    two = {
        "exams": [
            {"name": "step_2_ck", "score": 210, "passed": False},
            {"name": "step_2_ck", "score": 248, "passed": True},
        ]
    }
    assert "248" in term(made(**two), "Step 2 CK").words


def test_years_since_graduation_by_hand() -> None:
    # graduated 2015, Match of 2027: 12 years against an average of 5: 7 x -0.06 = -0.42
    found = term(made(applicant={"yog": 2015}), "Years since graduation")
    assert found.logit == pytest.approx(-0.42)
    assert found.spread == pytest.approx(7 * 0.04)
    # from 15 years on nothing more is lost
    assert term(made(applicant={"yog": 1990}), "Years since graduation").logit == pytest.approx(
        -0.6
    )


def test_no_us_experience_by_hand() -> None:
    found = made(applicant={"has_us_experience": False})
    # hands-on -0.5 x 0.30, months -1.6 x 0.10, recent -0.6 x 0.15, specialty -0.5 x 0.20
    labels = ("Hands-on U.S. experience", "Months of U.S. clinical experience")
    assert [term(found, label).logit for label in labels] == pytest.approx([-0.15, -0.16])
    assert found.shift == pytest.approx(-0.15 - 0.16 - 0.09 - 0.10)


def test_us_experience_by_hand() -> None:
    rotation = {
        "kind": "externship", "specialty": "internal medicine", "hours_per_week": 40,
        "start": "2026-02-02", "end": "2026-03-27", "state": "NY",
    }  # fmt: skip
    found = made(us_experience=[rotation])
    # two months: log2(3) = 1.585 against 1.6
    assert term(found, "Months of U.S. clinical experience").logit == pytest.approx(
        -0.0015, abs=1e-3
    )
    assert term(found, "Hands-on U.S. experience").logit == pytest.approx(0.15)
    assert term(found, "Recent U.S. experience").logit == pytest.approx(0.06)
    assert term(found, "U.S. experience in the specialty").logit == pytest.approx(0.10)
    elsewhere = made("Psychiatry", us_experience=[rotation])
    assert term(elsewhere, "U.S. experience in the specialty").logit == pytest.approx(-0.10)


def test_a_job_as_scribe_is_not_clinical_experience_of_the_kind_programs_count() -> None:
    job = {"kind": "employment", "start": "2022-01-03", "end": "2025-12-31"}
    assert term(made(us_experience=[job]), "Months of U.S. clinical experience").logit < 0.0


def test_no_answer_and_no_are_two_things() -> None:
    assert not term(made(), "Letters from U.S. physicians").known
    none = term(made(letters=[]), "Letters from U.S. physicians")
    assert none.known
    assert none.logit == pytest.approx(-1.8 * 0.12)
    unclear = made(letters=[{"specialty": "Internal Medicine"}])
    assert not term(unclear, "Letters from U.S. physicians").known


def test_a_failed_sitting_lowers_and_a_pass_by_itself_hardly_moves() -> None:
    failed = made(exams=[{"name": "step_1", "passed": False}, {"name": "step_1", "passed": True}])
    passed = made(exams=[{"name": "step_1", "passed": True}])
    assert term(failed, "Repeated sittings").logit == pytest.approx(-0.5 * 0.88)
    assert term(passed, "Repeated sittings").logit == pytest.approx(0.5 * 0.12)


def test_visa_need_counts_against_the_usual_share_of_those_who_need_one() -> None:
    needs = term(made(applicant={"visa_need": "j1_or_h1b"}), "Visa")
    none = term(made(applicant={"visa_need": "none"}), "Visa")
    assert needs.logit == pytest.approx(-0.36 * 0.15)
    assert none.logit == pytest.approx(0.36 * 0.85)
    assert needs.words == "needs J-1 or H-1B"
    assert needs.support is Support.ESTIMATED


def test_publications_count_little_except_where_research_is_asked_for() -> None:
    papers = {"scholarship": {"publications": 30}}
    assert abs(term(made(IM, **papers), "Publications").logit) < 0.03
    assert term(made("Neurological Surgery", **papers), "Publications").logit > 0.15


def test_us_graduates_have_no_img_terms() -> None:
    labels = {each.label for each in made(applicant={"type": "us_md"}).terms}
    assert labels == {"Step 2 CK", "Repeated sittings", "Years since graduation", "Publications"}


def test_without_a_type_a_non_us_img_is_assumed() -> None:
    stated = Applicant.model_validate({"applicant": {"type": "non_us_img"}})
    assert strength(Applicant(), IM, 2027, TODAY) == strength(stated, IM, 2027, TODAY)


@given(
    first=st.integers(196, 300), second=st.integers(196, 300), name=st.sampled_from(specialties.ALL)
)
def test_a_higher_score_never_lowers_the_odds(first: int, second: int, name: str) -> None:
    low, high = sorted((first, second))
    assert made(name, **score(low)).shift <= made(name, **score(high)).shift


@given(
    yog=st.integers(1975, 2026),
    months=st.floats(0.1, 40.0),
    papers=st.integers(0, 500),
    points=st.integers(196, 300),
    kind=st.sampled_from(list(ApplicantType)),
)
def test_no_answer_moves_the_odds_beyond_what_can_be_believed(
    yog: int, months: float, papers: int, points: int, kind: ApplicantType
) -> None:
    found = made(
        "Dermatology",
        applicant={"type": kind.value, "yog": yog},
        us_experience=[{"kind": "elective", "months": months}],
        scholarship={"publications": papers},
        **score(points),
    )
    assert abs(found.shift) < 4.0
    assert 0.6 <= found.tau < 1.6
    assert all(math.isfinite(each.logit) and each.spread >= 0.0 for each in found.terms)
