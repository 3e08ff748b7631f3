"""A program's own page read: the rules it states, and accepting them one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from preround.catalogue.fact_kinds import fact_kind, parse_value
from preround.catalogue.overlay import Batch
from preround.domain.errors import UserError
from preround.domain.program import FactScalar
from preround.importers.program_page import (
    COUNTED_FACTS,
    READ_FACTS,
    PageFact,
    read_program_page,
)
from preround.importers.program_page_text import (
    MOST_LINES_BYTES,
    is_page_lines,
    page_lines,
    page_text,
)
from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace

__all__ = ["COUNTED_FACTS", "MOST_LINES_BYTES", "READ_FACTS", "PageFact", "ReadPage", "ReadPages"]
__all__ += ["accept_page_fact", "read_pages"]

_LONGEST_NOTE = 300


class NotOnThePage(UserError):
    """A fact that reading the page does not propose."""

    http_status = 409

    def __init__(self, fact: str, proposed: Iterable[str]) -> None:
        names = ", ".join(proposed) or "nothing"
        super().__init__(
            f"{fact}: the page as it was read does not propose it; it proposes {names}. "
            "Read the page again, or state the fact on the program's page."
        )


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page: its text as read, and the facts proposed; `start` and `end` count in it."""

    id: str
    text: str
    facts: tuple[PageFact, ...]


@dataclass(frozen=True, slots=True)
class ReadPages:
    """The pages of a file; `as_lines` when the file was JSON lines of several."""

    pages: tuple[ReadPage, ...]
    as_lines: bool


def read_pages(data: bytes, name: str) -> ReadPages:
    """Read the page a file holds, or each page of JSON lines; nothing is kept.

    Parameters
    ----------
    data, name
        Text, saved HTML, PDF, Word, or JSON lines with `id` and `text`, and what to call the file.

    Raises
    ------
    EmptyFile, NotAPage, BadPageLine, PageTooLarge
        When there is no page to read.
    """
    if is_page_lines(data, name):
        pages = page_lines(data, name)
        found = tuple(ReadPage(key, text, read_program_page(text)) for key, text in pages)
        return ReadPages(found, as_lines=True)
    text = page_text(data, name)
    return ReadPages((ReadPage("", text, read_program_page(text)),), as_lines=False)


def accept_page_fact(
    workspace: Workspace,
    code: str,
    page: ReadPage,
    fact: str,
    *,
    read: date,
    url: str = "",
    expected_version: int | None = None,
    at: str = "",
) -> Batch:
    """Keep one proposed fact of a program, with the sentence it came from as its note.

    Raises
    ------
    NotOnThePage
        When the page does not propose that fact.
    UnknownProgram, StaleWrite
        When there is no such program, or the facts changed since the page was shown.
    """
    proposed = {one.name: one for one in page.facts}
    if fact not in proposed:
        raise NotOnThePage(fact, proposed)
    sentence = " ".join(proposed[fact].text.split())
    if len(sentence) > _LONGEST_NOTE:
        sentence = sentence[: _LONGEST_NOTE - 1].rstrip() + "…"
    return correct_fact(
        workspace,
        code,
        fact,
        catalogue_value(proposed[fact]),
        source="the program's own page",
        read=read,
        url=url,
        note=sentence,
        expected_version=expected_version,
        at=at,
    )


def catalogue_value(fact: PageFact) -> FactScalar:
    """Give a proposed value as the catalogue keeps it: "first attempt only" is 1 sitting."""
    if isinstance(fact.value, bool):
        return fact.value
    typed = parse_value(fact_kind(fact.name), fact.value)
    return fact.value if typed is None else typed
