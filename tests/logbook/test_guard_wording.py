"""The wording offered reads as a sentence and holds no identifier."""

from __future__ import annotations

import pytest

from preround.logbook.guard import deidentify, find_identifiers
from tests.logbook.guard_corpus import marked


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Saw Maria this morning.", "Saw the patient this morning."),
        ("Grace was admitted overnight.", "The patient was admitted overnight."),
        ("Rounded on Maria, Ahmed and Lee.", "Rounded on three patients."),
        ("Ines and Tariq went to ICU.", "Two patients went to ICU."),
        ("Mrs. Tran's daughter Linh asked.", "The patient's daughter asked."),
        ("Mother (Oluwaseun) worried", "Mother worried"),
        ("Wife, Carolina, worried", "Wife worried"),
        ("sons Vito and Dominic decided", "sons decided"),
        ("the interpreter, Mr. Haidari, cried", "the interpreter cried"),
        ("Mr. and Mrs. Ruan held hands.", "The couple held hands."),
        ("Dr. Roth supervised.", "The physician supervised."),
        ("the Kowalczyk family came", "the family came"),
        ("Lakshmis sugar 43", "The patient's sugar 43"),
        ("her name is Isaura", "her name is [name]"),
        ("Bao met Thuy, then Bao left", "The patient met another patient, then the patient left"),
        ("fell on March 3, 2024 at home", "fell in 2024 at home"),
        ("On March 3, 2024 she fell", "In 2024 she fell"),
        ("admitted 10/30/2026", "admitted in 2026"),
        ("dialysis since Feb 2024", "dialysis since 2024"),
        ("f/u appt 4/22", "f/u appt [date]"),
        ("DOB 05/22/1971", "DOB 1971"),
        ("born 2/17/1931", "born [date]"),
        ("a 93-year-old man", "a 90+-year-old man"),
        ("94yo F after a fall", "90+yo F after a fall"),
        ("her 91st birthday", "her 90th or later birthday"),
        ("sent from Shady Oaks Nursing Home", "sent from a nursing home"),
        ("works at the Fulton Fish Market", "works at the market"),
        ("lives at 905 W Cedar St", "lives at [address]"),
        ("from Yonkers", "from [place]"),
        ("MRN 4471002, cell 917-555-0143", "MRN [number], cell [phone]"),
    ],
)  # fmt: skip
def test_wording(text: str, offered: str) -> None:
    assert deidentify(text).text == offered


def test_what_is_offered_is_clean() -> None:
    for note in marked():
        offered = deidentify(note.text).text
        assert find_identifiers(offered) == (), offered
        found = find_identifiers(note.text)
        for start, end, label in note.spans:
            if label in ("NAME", "MRN", "SSN", "PHONE") and any(
                x.start <= start and x.end >= end for x in found
            ):
                assert note.text[start:end] not in offered.split(), offered
