from __future__ import annotations

import math

import pytest

from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.program import FactScalar, Track
from preround.facts.states import load_states
from preround.fit.odds_evidence import NO_EVIDENCE, RateEvidence
from preround.fit.odds_pair import (
    PairTerm,
    ProgramView,
    combine,
    evidence_of,
    pair_terms,
    place_shift,
    signal_rates,
    usual_img_share,
    view_applicant,
)
from preround.fit.odds_prior import load_priors

IM = "Internal Medicine"
IMG = ApplicantType.NON_US_IMG


def program(state: str = "NY", approvals: int | None = None, **facts: FactScalar) -> ProgramView:
    return ProgramView(IM, Track.CATEGORICAL, state, approvals, facts or None)


def terms(of: ProgramView, *, known: bool = False, **record: object) -> tuple[PairTerm, ...]:
    record = {"applicant": {"type": "non_us_img"}} | record
    view = view_applicant(Applicant.model_validate(record))
    return pair_terms(view, of, own_rate_known=known)


def needs(visa: str) -> dict[str, object]:
    return {"applicant": {"type": "non_us_img", "visa_need": visa}}


def test_a_program_of_which_nothing_is_known_adds_nothing() -> None:
    assert terms(program()) == ()
    assert evidence_of(program(), IMG) == NO_EVIDENCE


def test_a_tie_counts_in_its_state_alone_and_a_preferred_state_not_at_all() -> None:
    assert [t.logit for t in terms(program("NY"), wishes={"ties": ["NY"]})] == [0.6]
    assert terms(program("NJ"), wishes={"ties": ["NY"]}) == ()
    assert terms(program("NY"), wishes={"states_preferred": ["NY"]}) == ()


def test_experience_in_the_state_counts_where_no_tie_is_named() -> None:
    there = [{"kind": "elective", "state": "NY", "months": 2}]
    assert [t.label for t in terms(program("NY"), us_experience=there)] == ["Experience in state"]
    both = terms(program("NY"), us_experience=there, wishes={"ties": ["NY"]})
    assert [t.label for t in both] == ["Tie"]
    research = [{"kind": "research", "state": "NY", "months": 24}]
    assert terms(program("NY"), us_experience=research) == ()


def test_the_sponsors_record_matters_only_to_those_who_need_h1b() -> None:
    with_record, without = program(approvals=40), program(approvals=None)
    for visa in ("none", "j1", "j1_or_h1b", "unknown"):
        assert terms(with_record, **needs(visa)) == terms(without, **needs(visa)) == ()
    lost = [combine(terms(each, **needs("h1b")))[0] for each in (with_record, without)]
    assert 0.0 > lost[0] > lost[1]
    assert "40 approvals" in terms(with_record, **needs("h1b"))[0].words


def test_a_stated_visa_policy_replaces_the_record() -> None:
    accepts = terms(program(approvals=None, visa_h1b="yes"), **needs("h1b"))
    refuses = terms(program(approvals=90, visa_h1b="no"), **needs("h1b"))
    assert accepts[0].logit == pytest.approx(0.45)  # ln(1 / 0.637)
    assert refuses[0].logit <= -3.0
    either = terms(program(visa_j1="yes", visa_h1b="no"), **needs("j1_or_h1b"))
    assert either[0].logit == pytest.approx(0.45)
    assert terms(program(visa_j1="no"), **needs("j1_or_h1b")) == ()  # H-1B still unknown


def test_what_the_own_rate_already_holds_is_not_counted_twice() -> None:
    facts: dict[str, FactScalar] = {"visa_j1": "yes", "accepts_img": "yes", "img_share": 0.9}
    assert len(terms(program(**facts), **needs("j1"))) == 3
    assert terms(program(**facts), known=True, **needs("j1")) == ()
    refused = terms(program(accepts_img="no"), known=True)
    assert refused[0].logit == -3.0


def test_img_share_by_hand() -> None:
    # 2025: 10.5 % U.S. and 32.7 % non-U.S. IMGs: 0.432, log odds -0.274
    assert usual_img_share(IM) == pytest.approx(0.432)
    # 0.80: log odds 1.386; (1.386 + 0.274) x 0.5 = 0.830
    assert terms(program(img_share=0.80))[0].logit == pytest.approx(0.830, abs=1e-3)
    assert terms(program(img_share=0.0))[0].logit == pytest.approx(-0.5 * 2.5)  # capped
    us_doctor = {"applicant": {"type": "us_md"}}
    assert terms(program(img_share=0.80), **us_doctor) == ()


def test_a_glimpse_at_the_residents_stands_in_for_the_share() -> None:
    assert [t.logit for t in terms(program(img_residents="yes"))] == [0.25]
    assert [t.logit for t in terms(program(img_residents="no"))] == [-1.0]
    share = terms(program(img_share=0.80))
    assert terms(program(img_share=0.80, img_residents="yes")) == share
    assert terms(program(img_share=0.10, img_residents="yes")) == terms(program(img_share=0.10))
    usual = program(img_share=usual_img_share(IM), img_residents="yes")
    assert [t.logit for t in terms(usual)] == [0.25]  # a share at the usual is no bad news
    both = terms(program(img_residents="yes", accepts_img="yes"))
    assert sum(t.logit for t in both) == pytest.approx(0.25 + 0.30)
    assert terms(program(img_residents="yes"), known=True) == ()
    us_doctor = {"applicant": {"type": "us_md"}}
    assert terms(program(img_residents="no"), **us_doctor) == ()


def test_rates_become_evidence_for_the_right_type() -> None:
    known = program(
        interview_rate_us_img=0.04, interview_rate_us_md=0.3, interview_rate_no_signal=0.05
    )
    assert evidence_of(known, ApplicantType.US_IMG) == RateEvidence(0.04)
    others = (("us_img", 0.04), ("us_md", 0.3), ("no_signal", 0.05))
    assert evidence_of(known, IMG) == RateEvidence(others=others)
    assert signal_rates(known) == {"none": 0.05}
    assert evidence_of(program(interview_rate_non_us_img=0), IMG) == RateEvidence(0.0)
    assert evidence_of(program(interview_rate_non_us_img="high"), IMG) == NO_EVIDENCE


def test_place_by_hand() -> None:
    # family medicine, non-U.S. IMGs, New England: ratio and counts as published
    prior = load_priors()["Family Medicine", IMG]
    shifts = {code: place_shift(prior, code) for code in load_states()}
    assert max(map(abs, shifts.values())) < 0.8
    assert place_shift(prior, "") == 0.0
    assert place_shift(prior, "PR") == 0.0  # no division, no state mean


def test_a_place_with_few_programs_is_pulled_nearer_to_the_nation() -> None:
    # internal medicine, Alabama: 7 programs average far more than the nation, the shift
    # keeps well under half of that distance
    from preround.facts.outcomes import load_outcomes

    prior = load_priors()[IM, IMG]
    rate = load_outcomes().interview_rate(IM, IMG, state="AL")
    assert rate is not None
    raw = math.log(rate.mean / prior.mean)
    assert 0.0 < place_shift(prior, "AL") < 0.6 * raw
