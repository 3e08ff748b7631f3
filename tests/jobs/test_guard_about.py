"""Whom a text is about decides what may stand in it; a patient may stand in none."""

from __future__ import annotations

import pytest

from preround.jobs.guard_about import About, deidentify_about, found_about

MESSAGE = (
    "Dear Dr. Patel,\n\nMy name is Maria Gomez and I graduated in 2021. I value patient care and "
    "would like to observe in your clinic in Queens from January 4 to January 29, 2027. "
    "My phone is 212-555-0182.\n\nSincerely,\nMaria Gomez"
)
NOTE = (
    "Met Dr. John Okafor and chief resident Anna Kowalski on 12 Oct. Link "
    "https://meet.example/j/123456789. Ask how many patients a night."
)
ENTRY = "Worked with Dr. Patel at Mercy Hospital in Detroit from May 2025."


@pytest.mark.parametrize("text", [MESSAGE, NOTE, "Mrs. Jane Brown, jb@hosp.example, wrote on 3/4."])
def test_people_one_writes_to_may_be_named(text: str) -> None:
    assert found_about(text, About.PEOPLE) == ()
    assert found_about(text)  # in the log of days the same words count


def test_own_work_may_say_where_and_with_whom() -> None:
    assert found_about(ENTRY, About.OWN_WORK) == ()
    assert [one.label.value for one in found_about(ENTRY)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I presented a patient, Maria Lopez, to Dr. Patel on 3/14.", "Maria Lopez"),
        ("Mr. Okafor came back with chest pain.", "Okafor"),
        ("45M pt John Smith w/ DKA", "John Smith"),
        ("Tell them about Mrs. Alvarez in room 12.", "Alvarez"),
        ("Chart open on the screen: MRN 4471002.", "4471002"),
        ("She read me 123-45-6789 aloud, SSN of the caller.", "123-45-6789"),
        ("A 94-year-old taught me patience.", "94"),
    ],
)
@pytest.mark.parametrize("about", About)
def test_a_patient_is_named_nowhere(text: str, left: str, about: About) -> None:
    clean = deidentify_about(text, about)
    assert left not in clean.text
    assert found_about(clean.text, about) == ()


def test_a_doctor_beside_a_patient_stays() -> None:
    clean = deidentify_about("I presented a patient, Maria Lopez, to Dr. Patel.", About.PEOPLE)
    assert "Dr. Patel" in clean.text
