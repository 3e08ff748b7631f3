"""A saved page becomes the text a person reads; what is no page is refused in words."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import EmptyFile, UserError
from preround.importers.pdf_text import UnreadablePdf
from preround.importers.program_page import read_program_page
from preround.importers.program_page_text import (
    MOST_BYTES,
    BadPageLine,
    NotAPage,
    PageTooLarge,
    is_page_lines,
    page_lines,
    page_text,
)

PAGE = b"""<!doctype html><html><head><meta charset="windows-1252"><title>Apply</title>
<style>p { color: red }</style><script>var visa = "H-1B";</script></head><body>
<nav>H-1B visas sponsored</nav><h2>Eligibility</h2>
<ul><li>Three letters of recommendation</li><li>Step&nbsp;2 CK &ge; 225</li></ul>
<table><tr><td>Visas</td><td>J-1 only</td></tr></table>
<h3>Is U.S. clinical experience required?</h3><p>Yes, at least
3 months.</p><p>Dean\x92s letter</p></body></html>"""


def test_html_is_read_as_it_is_shown() -> None:
    text = page_text(PAGE, "page.html")
    assert "- Three letters of recommendation\n- Step 2 CK ≥ 225" in text
    assert "Visas: J-1 only" in text
    assert "Dean’s letter" in text
    assert "H-1B" not in text
    assert "color" not in text
    assert "Yes, at least 3 months." in text


def test_facts_are_read_from_a_saved_page() -> None:
    facts = {fact.name: fact.value for fact in read_program_page(page_text(PAGE, "page.html"))}
    assert facts == {
        "visa_j1": "yes",
        "visa_h1b": "no",
        "step2_min": 225,
        "usce_required": "yes",
        "usce_months": 3,
        "letters_min": 3,
    }


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"<html><body><script>1</script></body></html>", EmptyFile),
        (b"%PDF-1.7", UnreadablePdf),
        (b"\x89PNG\x00\x00", NotAPage),
        (b"a" * (MOST_BYTES + 1), PageTooLarge),
        (b"a" * 500_000, PageTooLarge),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, error: type[UserError]) -> None:
    with pytest.raises(error):
        page_text(data, "file")


def test_json_lines_are_known_by_name_or_by_their_first_line() -> None:
    line = json.dumps({"id": "a", "text": "We sponsor J-1 visas."}).encode()
    assert is_page_lines(line, "stdin")
    assert is_page_lines(b"", "pages.jsonl")
    assert not is_page_lines(b"{curly text", "page.txt")
    assert list(page_lines(line + b"\n\n", "x")) == [("a", "We sponsor J-1 visas.")]


def test_a_line_that_is_no_page_is_named() -> None:
    with pytest.raises(BadPageLine, match="line 2"):
        list(page_lines(b'{"id": "a", "text": "x"}\n{"id": "b"}\n', "pages.jsonl"))


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(UserError):
        read_program_page(page_text(data, "file"))


def test_a_term_and_its_description_stand_on_one_line_and_a_question_by_itself() -> None:
    html = b"<html><dl><dt>Step 1</dt><dd>Pass</dd><dt>Any visas?</dt><dd>J-1.</dd></dl></html>"
    assert page_text(html, "p.html").split("\n") == ["Step 1: Pass", "", "Any visas?", "J-1."]


def test_heads_of_columns_are_told_from_a_label_and_its_value() -> None:
    html = (
        b"<html><table><tr><th></th><th>Minimum</th><th>Preferred</th></tr>"
        b"<tr><th>Step 2 CK</th><td>218</td><td>235</td></tr></table></html>"
    )
    lines = [line for line in page_text(html, "p.html").split("\n") if line]
    assert lines == ["\u2013; Minimum; Preferred", "Step 2 CK: 218; 235"]
