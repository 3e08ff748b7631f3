from __future__ import annotations

import datetime as dt

import pytest

from preround.openings.opening import Opening
from preround.openings.vetting import Answer, Vetted, vet

TODAY = dt.date(2026, 11, 22)
SOUND = Opening(
    "A sample hospital", kind="Observership", physician="named", affiliation="a hospital",
    duties="Shadow on rounds", letter_policy="A letter where earned", fee_usd=500,
    contact="office@hospital.example", read=TODAY, note="Full refund where the visa is refused.",
)  # fmt: skip
CLAIMS = {
    "letter_promised": (
        "LOR guaranteed", "We guarantee a letter of recommendation.",
        "Letter of recommendation included", "Price includes a personalized letter",
        "You will receive a letter of recommendation on the last day",
        "All participants receive a LOR", "Every extern gets two LORs",
    ),
    "match_promised": ("Interview guaranteed at our affiliate", "We guarantee you a match"),
    "rate_claimed": ("98% match rate", "Over 90 percent of our clients matched"),
    "usce_promised": ("Guaranteed hands-on USCE",),
    "physician_later": (
        "The preceptor's name will be shared once payment is processed",
        "You will receive the name and address of the doctor within 7 days before you start",
        "Prior to the block you may NOT contact the physician",
        "Upon receipt of payment we send the address of the clinic",
        "The site is assigned after the deposit is paid",
    ),
    "no_money_back": ("$250 non-refundable fee", "All payments are final", "No refunds"),
    "own_letter": ("Draft your own letter and the doctor signs it",),
    "paid_untraceably": ("Pay by Western Union or gift card",),
    "hurry": ("Only 3 spots left", "Act now"),
    "paper_only": ("A certificate without attending",),
}  # fmt: skip
CLEAN = (
    "Letters are not guaranteed.", "We do not guarantee letters of recommendation",
    "LOR: not guaranteed, based on performance", "You may receive a letter",
    "You will receive a letter of recommendation if your performance merits it",
    "Participants are eligible to receive a letter of recommendation",
    "The application includes a letter of good standing", "No interview is guaranteed",
    "The hospital requires a background check after enrollment",
    "After payment of the fee, the clinic sends an acceptance letter for your visa",
    "Fees are refundable until 30 days before", "Physicians of our faculty supervise",
    "We cannot guarantee a match", "Rotations do not guarantee residency interviews",
    "Payment is due two weeks before the start date",
    "The attending physician's name is on the acceptance letter",
)  # fmt: skip


def codes(found: Vetted) -> set[str]:
    return {one.rule.code for one in found.pointed}


@pytest.mark.parametrize(
    ("code", "words"), [(code, words) for code, many in CLAIMS.items() for words in many]
)
def test_a_claim_is_pointed_out_with_its_words(code: str, words: str) -> None:
    found = vet(Opening("A", note=words), TODAY)
    assert code in codes(found)
    quote = next(one.quote for one in found.warnings if one.rule.code == code)
    assert quote.lower() in words.lower()


@pytest.mark.parametrize("words", CLEAN)
def test_a_denied_or_plain_sentence_is_left_alone(words: str) -> None:
    assert vet(Opening("A", note=words), TODAY).warnings == ()


def test_a_sound_opening_has_nothing_to_point_out_and_all_questions_open() -> None:
    found = vet(SOUND, TODAY, needs_visa=True)
    assert found.pointed == ()
    assert len(found.open_questions) == len(found.questions)


def test_what_is_left_out_is_a_note() -> None:
    found = vet(Opening("A", fee_usd=900, contact="rotations@gmail.com"), TODAY)
    assert {one.rule.code for one in found.notes} == {
        "no_physician", "no_affiliation", "no_duties", "no_refund_words", "free_mail", "undated",
    }  # fmt: skip
    assert found.warnings == ()


def test_a_reading_of_over_a_year_is_pointed_out() -> None:
    old = Opening("A", read=TODAY - dt.timedelta(days=366))
    assert "stale" in codes(vet(old, TODAY))
    assert "stale" not in codes(vet(old, TODAY - dt.timedelta(days=1)))


def test_hands_on_work_by_a_graduate_who_needs_a_visa_is_asked_about() -> None:
    hands_on = Opening("A", kind="Externship", duties="take histories", who_may_apply="IMGs")
    assert "visa_and_hands_on" in codes(vet(hands_on, TODAY, needs_visa=True))
    for needs_visa in (False, None):
        assert "visa_and_hands_on" not in codes(vet(hands_on, TODAY, needs_visa=needs_visa))
    student = Opening("A", kind="Elective", who_may_apply="students only", hands_on=True)
    assert "visa_and_hands_on" not in codes(vet(student, TODAY, needs_visa=True))


def test_a_letter_policy_is_quoted_without_a_label_of_ours() -> None:
    (claim,) = vet(Opening("A", letter_policy="Strong LOR guaranteed"), TODAY).warnings[:1]
    assert claim.quote == "Strong LOR guaranteed"


def test_an_answer_settles_what_its_question_is_about() -> None:
    opening = Opening("A", letter_policy="Guaranteed letter")
    answers = {"letter": Answer("Where earned, from the attending", TODAY)}
    found = vet(opening, TODAY, answers=answers)
    (claim,) = found.warnings
    assert not claim.is_open
    assert found.n_answered == 1
    assert "letter" not in {one.code for one in found.open_questions}


def test_open_questions_that_something_points_at_come_first() -> None:
    found = vet(Opening("A", note="non-refundable", physician="x", affiliation="x", duties="x",
                        read=TODAY), TODAY)  # fmt: skip
    assert found.open_questions[0].code == "refund"


def test_a_finding_names_place_question_and_source() -> None:
    (claim,) = vet(Opening("A", letter_policy="LOR guaranteed"), TODAY).warnings
    finding = claim.finding("A")
    assert (finding.place, finding.code) == ("A", "letter_promised")
    assert finding.fix.endswith("?")
    assert finding.citation is not None
