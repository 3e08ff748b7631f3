"""A program's own page read: the rules it states, and accepting them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    Undecided,
    Way,
    read_program_page,
    read_undecided,
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
__all__ += ["Undecided", "Way", "accept_page_fact", "read_pages"]

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
    """One page: its text as read, and the facts proposed; `start` and `end` count in it.

    `undecided` are rules with a way out ("unless", "may be waived"), which a person reads
    one way or the other. One that is among the `facts` too has its way out told beside it.
    """

    id: str
    text: str
    facts: tuple[PageFact, ...]
    undecided: tuple[Undecided, ...] = ()

    @property
    def plain_facts(self) -> tuple[PageFact, ...]:
        """The facts that stand without a way out."""
        doubtful = {one.name for one in self.undecided}
        return tuple(fact for fact in self.facts if fact.name not in doubtful)


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
        return ReadPages(tuple(_read(key, text) for key, text in pages), as_lines=True)
    return ReadPages((_read("", page_text(data, name)),), as_lines=False)


def _read(key: str, text: str) -> ReadPage:
    return ReadPage(key, text, read_program_page(text), read_undecided(text))


def accept_page_fact(
    workspace: Workspace,
    code: str,
    page: ReadPage,
    wanted: str,
    *,
    read: date,
    url: str = "",
    expected_version: int | None = None,
    at: str = "",
) -> Batch | None:
    """Keep one fact of a program as its page states it, with its sentence as the note.

    Parameters
    ----------
    wanted
        The fact's name; for a rule with a way out the name and how it is read,
        `step2_min=rule` or `step2_min=open`.

    Returns
    -------
    Batch or None
        None where nothing is to be kept: no limit is no fact, and none stood.

    Raises
    ------
    NotOnThePage
        When the page does not propose that fact, or leaves it to decide.
    UnknownProgram, StaleWrite
        When there is no such program, or the facts changed since the page was shown.
    """
    offered = dict(_offered(page))
    if wanted not in offered:
        raise NotOnThePage(wanted, offered)
    value, text = offered[wanted]
    name = wanted.partition("=")[0]
    if value is None and not workspace.catalogue().get(code).fact(name).readings:
        return None
    return correct_fact(
        workspace,
        code,
        name,
        None if value is None else catalogue_value(name, value),
        source="the program's own page",
        read=read,
        url=url,
        note=_note(text),
        expected_version=expected_version,
        at=at,
    )


def _offered(page: ReadPage) -> Iterator[tuple[str, tuple[FactScalar | None, str]]]:
    """What can be kept of a page: value and sentence, by name, or by name and way."""
    for fact in page.plain_facts:
        yield fact.name, (fact.value, fact.text)
    for one in page.undecided:
        for way in one.ways:
            yield f"{one.name}={way.name}", (way.value, one.text)


def _note(text: str) -> str:
    sentence = " ".join(text.split())
    if len(sentence) > _LONGEST_NOTE:
        sentence = sentence[: _LONGEST_NOTE - 1].rstrip() + "…"
    return sentence


def catalogue_value(name: str, value: FactScalar) -> FactScalar:
    """Give a proposed value as the catalogue keeps it: "first attempt only" is 1 sitting."""
    if isinstance(value, bool):
        return value
    typed = parse_value(fact_kind(name), value)
    return value if typed is None else typed
