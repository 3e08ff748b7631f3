"""PDF pages: their words come back as sentences, and what has no words is refused plainly."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from preround.importers import pdf_text as module
from preround.importers.pdf_text import UnreadablePdf, join_lines, pdf_text
from preround.importers.program_page import read_program_page
from preround.importers.program_page_text import page_text

LINES = (
    "Eligibility",
    "Applicants need a Step 2 CK score of 230 or higher, and",
    "must have graduated within the last five years.",
    "- We sponsor J-1 visas only.",
)


FONTS = "/Resources << /Font << /F1 5 0 R >> >>"


def pdf_of(lines: Sequence[str]) -> bytes:
    """A PDF of one page, written by hand: a font and a line of text each."""
    drawn = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    content = f"BT /F1 11 Tf 50 720 Td {drawn}ET" if lines else "0 0 100 100 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R {FONTS} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def test_a_page_comes_back_as_sentences() -> None:
    text = pdf_text(pdf_of(LINES), "page.pdf")
    assert text.splitlines() == [LINES[0], f"{LINES[1]} {LINES[2]}", LINES[3]]


def test_its_rules_are_read_like_any_pages() -> None:
    found = {fact.name: fact.value for fact in read_program_page(page_text(pdf_of(LINES), "p.pdf"))}
    assert found["step2_min"] == 230
    assert found["years_since_graduation_max"] == 5
    assert found["visa_h1b"] == "no"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf_of(()), "pictures of text"),
        (b"%PDF-1.7 and so on", "cannot be opened"),
        (pdf_of(LINES)[:200], "cannot be opened"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_message(data: bytes, words: str) -> None:
    with pytest.raises(UnreadablePdf, match=words):
        pdf_text(data, "page.pdf")


def test_a_file_that_hangs_its_reader_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.001)
    with pytest.raises(UnreadablePdf, match="took over"):
        pdf_text(pdf_of(LINES), "page.pdf")


@pytest.mark.parametrize(
    ("page", "joined"),
    [
        ("We ask for two let\x02\nters.", "We ask for two letters."),
        ("Visas\nWe sponsor J-1.", "Visas\nWe sponsor J-1."),
        ("Scores:\n1. Step 1 passed\n2. Step 2 CK passed", None),
        ("one line that is only\n\nanother paragraph", None),
    ],
)
def test_lines_join_only_within_a_sentence(page: str, joined: str | None) -> None:
    assert join_lines(page) == (joined or page)
