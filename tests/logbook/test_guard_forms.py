"""Identifiers in the odd forms that people write them in, and what only looks like one."""

from __future__ import annotations

import pytest

from preround.logbook.guard import find_identifiers


def whole(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call her at five five five, 014, 2297", "five five five, 014, 2297"),
        ("mobile 0049 151 5550 7712, German card", "0049 151 5550 7712"),
        ("emergency contact (347) 5550 190", "(347) 5550 190"),
        ("faxed h&p 678/555-0190", "678/555-0190"),
        ("wrote the whole thing, 321 54 0098, shredded", "321 54 0098"),
        ("ITIN letter 9xx-70-4418", "9xx-70-4418"),
        ("social two one two dash five five dash zero one eight seven",
         "two one two dash five five dash zero one eight seven"),
        ("insurance id W 2 2 4 5 5 7 8 0 1 pending", "W 2 2 4 5 5 7 8 0 1"),
        ("green card A 088 412 907 in the folder", "A 088 412 907"),
        ("run no. 24-0098817 for the chart", "24-0098817"),
        ("case 24-CV-00912 at the court", "24-CV-00912"),
        ("env #00418 to security", "00418"),
        ("license F255-9210-0094 lost", "F255-9210-0094"),
        ("implant lot KD 22918 A left knee", "KD 22918 A"),
        ("blue cross YRP 882A01944", "YRP 882A01944"),
        ("auth # 88120-33-A", "88120-33-A"),
        ("flight TK 003 with chest pain", "TK 003"),
        ('pw = "bluebird7"', "bluebird7"),
    ],
)  # fmt: skip
def test_a_number_is_found_whole(text: str, value: str) -> None:
    found = " ".join(whole(text))
    assert [c for c in value if c.isdigit()] == [c for c in found if c.isdigit()]
    assert value.rsplit(maxsplit=1)[-1].strip(",") in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fixed at 17.IX.2026, he did not come", "17.IX.2026"),
        ("PPD done 23/6, read later", "23/6"),
        ("treated there on 3 märz 2025", "3 märz 2025"),
        ("procedure was on ten twenty eight", "ten twenty eight"),
        ("chest tube out 10-30, cxr ok", "10-30"),
        ("bed avail 11-3", "11-3"),
        ("toc call Wed the 6th", "Wed the 6th"),
        ("she has 96 years, walks alone", "96"),
        ("in hospital Charite Berlin last year", "Charite Berlin"),
        ("fell off the curb outside Portillo's", "Portillo's"),
        ("a bar fight at The Rusty Nail", "The Rusty Nail"),
        ("dropped off by engine 42", "engine 42"),
        ("pastor of New Birth came in", "New Birth"),
        ("he works at the walmart", "walmart"),
        ("rm 412 Boatwright, L 77f", "Boatwright, L"),
        ("I met family Abdullayev, all with scabies", "Abdullayev"),
        ("coal dust; Hargrove (psych hold) eloped", "Hargrove"),
        ("saved as okonjo_forearm_4471.jpg", "okonjo_forearm_4471.jpg"),
        ("mychart.sampleshealth.example/u/ledbetter52", "mychart.sampleshealth.example/u/"),
    ],
)
def test_a_form_of_other_hands_is_found(text: str, value: str) -> None:
    assert any(value in found for found in whole(text)), whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "Epic down 0200-0340, paper charts",
        "foley 16f, cath care",
        "Foley 16F placed",
        "Bair hugger on, temp 33.4 to 35.9",
        "he takes St John's wort with his Zoloft",
        "Virginia creeper rash, pred",
        "strength 5 5 5 4 5 5 5 throughout",
        "fsbs 88, 112, 240, 301, no pattern",
        "In Friday clinic we see many without insurance",
        "Patient has Medicaid of New York",
        "tender at McBurney's point, then at Erb's",
        "she speaks at Grand Rounds, at Morning Report",
        "levo 8 mcg, map 66, aline good wave",
        "MMSE on admission 24/30, vision 20/40, bipap 18/8",
        "bought shoes at Scrubs & Beyond",
        "the holy trinity of Zofran, Pepcid and Carafate",
        "he has 95 years of experience between them",
        "see figure_2.png and slide-3.png",
        "Doc hummed Dolly while suturing",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert whole(text) == []
