from __future__ import annotations

import pytest

from preround.domain.applicant import UsceKind
from preround.openings.classify import classify, read_label
from preround.openings.opening import Opening

HANDS = "History taking, physical exams, presenting patients, SOAP notes under supervision"
WATCH = "Shadow the attending on rounds. No direct patient contact."


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Observership", "observership"), ("Clinical observer program", "observership"),
        ("Hands-on Externship", "externship"), ("Sub-I", "sub_internship"),
        ("Acting internship", "sub_internship"), ("Visiting student elective", "elective"),
        ("Tele-rotation", "telerotation"), ("Telemetry unit observership", "observership"),
        ("Research observership", "research"), ("Medical scribe", "employment"),
        ("Free clinic volunteer", "volunteer"), ("Boot camp", "course"),
        ("Elective course", "elective"), ("Clinical rotation", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_label_is_read(label: str, kind: str) -> None:
    assert read_label(label) == kind


@pytest.mark.parametrize(
    ("label", "duties", "hands_on", "kind", "is_sure"),
    [
        ("Externship", HANDS, None, "externship", True),
        ("Hands-on externship", WATCH, None, "observership", True),
        ("Hands-on externship", WATCH, True, "observership", True),
        ("Elective", "", False, "observership", True),
        ("Externship", "", None, "externship", False),
        ("Observership", HANDS, None, "observership", True),
        ("Observership", "", None, "observership", True),
        ("", HANDS, None, "externship", True),
        ("", WATCH, None, "observership", True),
        ("", "", None, "", False),
        ("Virtual externship", HANDS, None, "telerotation", True),
        ("Externship", "All sessions are on Zoom", None, "telerotation", True),
        ("Externship", "Students may not examine patients", None, "observership", True),
        ("Research post", "Data collection, REDCap", None, "research", True),
    ],
)
def test_duties_decide_what_it_is(
    label: str, duties: str, hands_on: bool | None, kind: str, is_sure: bool
) -> None:
    found = classify(Opening("A", kind=label, duties=duties, hands_on=hands_on))
    assert (found.kind, found.is_sure) == (kind, is_sure)


def test_ticked_duties_count_like_written_ones() -> None:
    assert classify(Opening("A", kind="Externship", may_do=("watched",))).kind == "observership"
    real = classify(Opening("A", may_do=("history", "examined"), who_may_apply="students only"))
    assert (real.kind, real.counts_as) == ("elective", UsceKind.ELECTIVE)


def test_a_visit_by_video_beside_a_clinic_stays_what_it_is() -> None:
    found = classify(Opening("A", kind="Externship", setting="outpatient",
                             duties=f"{HANDS}. Some visits by telehealth"))  # fmt: skip
    assert found.kind == "externship"


def test_a_pasted_page_is_read_where_no_duties_are_given() -> None:
    found = classify(Opening("A", kind="Externship", note=f"Our clinic. {WATCH} Parking is free."))
    assert (found.kind, found.is_sure) == ("observership", True)


def test_the_words_that_decided_are_named() -> None:
    found = classify(Opening("A", kind="Externship", duties=WATCH))
    assert found.differs
    assert found.because == ("“shadow”", "“no direct patient contact”")
