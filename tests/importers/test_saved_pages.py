"""A page kept as one file, or in Word, is read; other files are named as what they are."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.importers.program_page import read_program_page
from preround.importers.program_page_text import NotAPage, page_text
from preround.importers.saved_pages import MOST_UNPACKED, mhtml_page, word_text

MHTML = (
    b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n'
    b"------x\r\nContent-Type: text/html; charset=windows-1252\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<html><body><p>We don=92t sponsor H-1B visas; J-1 visas a=\r\nre accepted.</p></body></html>"
    b"\r\n------x--\r\n"
)


def _word(*paragraphs: str) -> bytes:
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{one}</w:t></w:r></w:p>' for one in paragraphs
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def _facts(data: bytes) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_program_page(page_text(data, "file"))}


def test_a_page_saved_as_one_file_is_read_in_its_own_encoding() -> None:
    assert "don’t sponsor" in page_text(MHTML, "page.mhtml")
    assert _facts(MHTML) == {"visa_j1": "yes", "visa_h1b": "no"}


def test_a_word_document_is_read_paragraph_by_paragraph() -> None:
    data = _word(
        "Letters &amp; scores", "Three letters of recommendation", "Step 2 CK: minimum 225"
    )
    assert page_text(data, "page.docx").splitlines()[0] == "Letters & scores"
    assert _facts(data) == {"letters_min": 3, "step2_min": 225}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n", "a picture"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"PK\x03\x04nothing", "no Word document"),
    ],
)
def test_other_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(NotAPage, match=what):
        page_text(data, "file")


def test_a_document_that_unpacks_to_more_than_a_page_is_none() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (MOST_UNPACKED + 1))
    assert word_text(out.getvalue()) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_no_page_or_one(rest: bytes) -> None:
    word_text(b"PK\x03\x04" + rest)
    mhtml_page(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n" + rest)
