"""`preround read-page`: the rules a program's own page states, each with its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from preround.cli import output
from preround.cli.options import JsonOption

if TYPE_CHECKING:
    from preround.jobs.read_program_page import PageFact, ReadPages


def read_page(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Text, saved HTML, PDF, Word, JSON lines with id and text, or - for stdin.",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Propose the rules a program's own page states, each with the sentence it stands in."""
    from preround.jobs.input_file import first_bytes, name_of
    from preround.jobs.read_program_page import MOST_LINES_BYTES, read_pages

    data = first_bytes(file, "a program's page", MOST_LINES_BYTES + 1)
    read = read_pages(data, name_of(file))
    if as_json:
        output.print_json(_document(read))
        return
    for page in read.pages:
        if read.as_lines:
            output.console().print(f"\n{page.id}", style="bold", markup=False)
        _print_facts(page.facts)


def _document(read: ReadPages) -> dict[str, Any]:
    pages = [{"id": page.id, **_facts_json(page.facts)} for page in read.pages]
    if read.as_lines:
        return {"pages": pages}
    page = read.pages[0]
    return {**_facts_json(page.facts), "read": page.text}


def _facts_json(facts: tuple[PageFact, ...]) -> dict[str, Any]:
    """The rules as `facts`; what the page counts, which is no rule, apart as `counts`."""
    from preround.jobs.read_program_page import COUNTED_FACTS

    return {
        "facts": [_fact_json(fact) for fact in facts if fact.name not in COUNTED_FACTS],
        "counts": [_fact_json(fact) for fact in facts if fact.name in COUNTED_FACTS],
    }


def _fact_json(fact: PageFact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "value": fact.value,
        "text": fact.text,
        "start": fact.start,
        "end": fact.end,
    }


def _in_words(fact: PageFact) -> str:
    from preround.jobs.read_program_page import COUNTED_FACTS

    if fact.name in COUNTED_FACTS:
        return f"{fact.value:.0%}"
    if isinstance(fact.value, bool):
        return "yes" if fact.value else "no"
    return str(fact.value).replace("_", " ")


def _print_facts(facts: tuple[PageFact, ...]) -> None:
    from preround.catalogue.fact_kinds import fact_kind

    console = output.console()
    if not facts:
        console.print("No rule was found in plain words. Read the page yourself to be sure.")
        return
    table = output.plain_table(("Fact", "left"), ("Value", "left"), ("The page says", "left"))
    for fact in facts:
        value = _in_words(fact)
        said = " ".join(fact.text.split()).replace("[", "\\[")
        table.add_row(fact_kind(fact.name).label, value, said)
    console.print(table)
    console.print("Proposals, not facts: check each against the sentence.", style="dim")
