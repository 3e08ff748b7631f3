from __future__ import annotations

import pytest

from preround.openings.wording import Letter, letter, read_duties, who_may_apply


@pytest.mark.parametrize(
    ("text", "students", "graduates", "asks"),
    [
        ("Graduates with ECFMG certification and Step 2 CK", None, True, ("step_2_ck", "ecfmg")),
        ("Final-year students only", True, False, ()),
        ("Medical students and graduates", True, True, ()),
        ("Students. Graduates are not eligible.", True, False, ()),
        ("IMGs only; Step 1 required", False, True, ("step_1",)),
        ("Steps 1 and 2 CK, TOEFL", None, None, ("step_1", "step_2_ck", "english")),
        ("anyone", None, None, ()),
        ("", None, None, ()),
    ],
)
def test_who_may_apply_is_read_and_silence_stays_unknown(
    text: str, students: bool | None, graduates: bool | None, asks: tuple[str, ...]
) -> None:
    found = who_may_apply(text)
    assert (found.students, found.graduates, found.asks) == (students, graduates, asks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A letter where earned", Letter.POSSIBLE), ("Yes", Letter.POSSIBLE),
        ("LOR based on performance", Letter.POSSIBLE), ("No letters", Letter.NONE),
        ("We do not write letters", Letter.NONE), ("Certificate of attendance only", Letter.NONE),
        ("none", Letter.NONE), ("Letters are not guaranteed", Letter.POSSIBLE),
        ("We do not guarantee letters", Letter.POSSIBLE), ("", Letter.UNKNOWN),
        ("ask", Letter.UNKNOWN),
    ],
)  # fmt: skip
def test_a_letter_policy_is_read(text: str, expected: Letter) -> None:
    assert letter(text, promised=False) is expected


def test_a_promised_letter_stays_promised() -> None:
    assert letter("LOR guaranteed", promised=True) is Letter.PROMISED


def test_duties_are_granted_denied_or_only_watched() -> None:
    found = read_duties("Take histories and write SOAP notes. You may not perform procedures.")
    assert found.granted == {"history", "documented"}
    assert found.denied == {"procedure"}
    watched = read_duties("Observe physical exams and shadow the attending")
    assert watched.granted == {"watched"}
    assert read_duties("Sessions by video").telehealth
    assert read_duties("no direct patient contact").hands_on is False
    assert read_duties("direct patient care under supervision").hands_on is True
    assert read_duties("observe patient care").hands_on is None
    assert read_duties("Observation only").hands_on is False


@pytest.mark.parametrize(
    "text",
    [
        "Observe how the physician takes a history, performs an examination, orders tests",
        "Observe visits, noting how to take a history and perform an examination",
        "Restricted to watching rounds, physical examinations, teaching rounds",
        "Will I be able to examine patients? No.",
    ],
)
def test_work_that_is_watched_or_asked_about_is_not_granted(text: str) -> None:
    assert not read_duties(text).granted & {"history", "examined", "procedure"}


def test_own_work_after_watching_is_granted() -> None:
    found = read_duties("Shadow the attending, take histories, present cases")
    assert {"history", "presented"} <= found.granted
    assert read_duties("Engage directly with patients under supervision").hands_on is True
