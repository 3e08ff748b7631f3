"""A saved page, as HTML, PDF, plain text or JSON lines -> the text that a person reads on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from preround.domain.errors import EmptyFile, UserError
from preround.importers.pdf_text import pdf_text
from preround.importers.saved_pages import NOT_PAGES, mhtml_page, word_text

MOST_BYTES = 8_000_000
MOST_LINES_BYTES = 64_000_000
MOST_PAGE_CHARACTERS = 400_000
_EXPECTED = "a program's page as text, saved HTML, PDF or Word, or JSON lines with id and text"
_TAG = re.compile(
    rb"<(?:!doctype html|html|head|body|div|p|ul|h[1-6]|table|span|li|br)\b", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "nav", "select", "iframe"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "table", "tr", "dl", "dt", "dd", "summary"}
    | {"details", "button", "blockquote", "form", "header", "footer", "main", "aside", "caption"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "title", "figure", "address", "label", "legend"}
)
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "section"})


class NotAPage(UserError):
    """A file that holds no page of text."""

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected {_EXPECTED}. Save the page from the browser as HTML, or copy "
            "its text into a file."
        )


class PageTooLarge(UserError):
    """A file beyond what is read at once."""

    http_status = 413

    def __init__(self, name: str, got: str, most: str) -> None:
        super().__init__(
            f"{name}: {got}; at most {most} are read at once. Cut it down to the part on "
            "eligibility and how to apply."
        )


class BadPageLine(UserError):
    """A line of JSON lines that is no page."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(
            f'{name}, line {number}: expected one JSON object a line, {{"id": "…", "text": "…"}}. '
            "Mend the line or take it out."
        )


def page_text(data: bytes, name: str) -> str:
    """Give a page's text as a person reads it, with a line for each block.

    Raises
    ------
    EmptyFile, NotAPage, PageTooLarge
        When there is no page of text to read.
    """
    _check(data, name, MOST_BYTES)
    data = mhtml_page(data) or data
    if data.lstrip()[:5] == b"%PDF-":
        text = pdf_text(data, name)
    else:
        text = (data.startswith(b"PK") and word_text(data)) or _decoded(data, name)
    if _TAG.search(data[:20_000]):
        text = _of_html(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_PAGE_CHARACTERS:
        most = f"{MOST_PAGE_CHARACTERS:,} characters"
        raise PageTooLarge(name, f"{len(text):,} characters of text", most)
    if not text.strip():
        raise EmptyFile(name, _EXPECTED)
    return text


def is_page_lines(data: bytes, name: str) -> bool:
    """Whether a file is JSON lines of pages, by its name or its first line."""
    if name.lower().endswith((".jsonl", ".ndjson")):
        return True
    first = data.lstrip()[:1]
    return first == b"{" and _page_of(data.lstrip().split(b"\n", 1)[0]) is not None


def page_lines(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Give id and text of each page of JSON lines, as they stand.

    Raises
    ------
    EmptyFile, BadPageLine, PageTooLarge
        When a line is none, or the file is too large or empty.
    """
    _check(data, name, MOST_LINES_BYTES)
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        page = _page_of(line)
        if page is None:
            raise BadPageLine(name, number)
        if len(page[1]) > MOST_PAGE_CHARACTERS:
            most = f"{MOST_PAGE_CHARACTERS:,} characters"
            raise PageTooLarge(f"{name}, line {number}", f"{len(page[1]):,} characters", most)
        yield page


def _page_of(line: bytes) -> tuple[str, str] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return None
    return str(record.get("id", "")), record["text"]


def _check(data: bytes, name: str, most: int) -> None:
    if not data.strip():
        raise EmptyFile(name, _EXPECTED)
    if len(data) > most:
        raise PageTooLarge(name, f"{len(data):,} bytes", f"{most:,} bytes")


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for start, what in NOT_PAGES:
        if data.startswith(start):
            raise NotAPage(name, what)
    if b"\x00" in data[:4096]:
        raise NotAPage(name, "a file that is no text")
    named = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", named[1].decode("ascii") if named else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


#: Stands for the head of a table's first column where it has none.
NO_HEAD = "\u2013"
LONGEST_LABEL = 60
LOOKED_BACK = 40


class _Reader(HTMLParser):
    """Collects what is shown: blocks on their own lines, list items marked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._skipped: list[str] = []
        self._cells = 0
        self._cell = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SKIPPED:
            self._skipped.append(tag)
        elif tag == "li":
            self.out.append("\n- ")
        elif tag == "br":
            self.out.append("\n")
        elif tag in {"td", "th"}:
            self._next_cell(tag)
        elif tag == "dd" and self._is_label():
            self.out.append(": ")
        elif tag in _BLOCKS:
            self._cells = 0
            self.out.append("\n\n" if tag in _APART else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:
            del self._skipped[self._skipped.index(tag) :]
        elif tag in _BLOCKS and tag != "dt":
            self.out.append("\n")

    def _next_cell(self, tag: str) -> None:
        """Part a row's cells: a label from what is said of it, the heads of columns alike."""
        self._cells += 1
        heads = self._cell == tag == "th"
        if self._cells == 2 and heads and not self._line():
            self.out.append(NO_HEAD)
        if self._cells > 1:
            self.out.append(": " if self._cells == 2 and not heads else "; ")
        self._cell = tag

    def _line(self) -> str:
        """What was said since the line began."""
        return "".join(self.out[-LOOKED_BACK:]).rpartition("\n")[2].strip()

    def _is_label(self) -> bool:
        """Whether a term before its description is a label, and no question or sentence."""
        term = self._line()
        return bool(term) and term[-1] not in ".?!:;" and len(term) <= LONGEST_LABEL

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.out.append(_BLANKS.sub(" ", data.replace("\n", " ")))


def _of_html(source: str) -> str:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(reader.out).split("\n"))
    kept = "\n".join(line for line in lines if line != "-")
    return _GAPS.sub("\n\n", kept).strip("\n")
