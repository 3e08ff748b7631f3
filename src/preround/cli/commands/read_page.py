"""`preround read-page`: the rules a program's own page states, each with its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from preround.cli import clock, output
from preround.cli.options import HomeOption, JsonOption
from preround.domain.errors import UserError

if TYPE_CHECKING:
    from preround.domain.program import FactScalar
    from preround.jobs.read_program_page import PageFact, ReadPage, ReadPages, Undecided

#: What the two ways of reading a rule with a way out are called, and what each means.
MEANS = {"rule": "it counts for me", "open": "its way out is mine"}
GRANTS = frozenset({"visa_j1", "visa_h1b", "accepts_img"})


class NothingToKeepFor(UserError):
    """A fact to keep, and no program to keep it for, or several pages."""

    def __init__(self) -> None:
        super().__init__(
            "--keep: got it without --program, or with several pages; expected one page and one "
            "program, as in `read-page page.html --program 1903140C0 --keep visa_j1`."
        )


def read_page(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Text, saved HTML, PDF, Word, JSON lines with id and text, or - for stdin.",
        ),
    ],
    program: Annotated[
        str, typer.Option("--program", metavar="CODE", help="Whose page it is, to keep facts.")
    ] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="FACT[=WAY]", help="Keep a fact; WAY is rule or open."),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose the rules a program's own page states, each with the sentence it stands in."""
    from preround.jobs.input_file import first_bytes, name_of
    from preround.jobs.read_program_page import MOST_LINES_BYTES, read_pages

    data = first_bytes(file, "a program's page", MOST_LINES_BYTES + 1)
    read = read_pages(data, name_of(file))
    if keep:
        _keep(read, program, keep, home)
        return
    if as_json:
        output.print_json(_document(read))
        return
    for page in read.pages:
        if read.as_lines:
            output.console().print(f"\n{page.id}", style="bold", markup=False)
        _print_page(page, str(file), program)


def _keep(read: ReadPages, program: str, wanted: list[str], home: Path | None) -> None:
    from preround.jobs.read_program_page import accept_page_fact
    from preround.jobs.workspace import Workspace

    if read.as_lines or not program:
        raise NothingToKeepFor
    workspace, now = Workspace.at(home), clock.now()
    for one in wanted:
        batch = accept_page_fact(
            workspace, program, read.pages[0], one, read=now.date(), at=now.isoformat()
        )
        if batch is None:
            print(f"{one}: no limit for you, so nothing is kept.")
        else:
            print(f"{batch.title}: kept. To undo: preround catalogue undo {batch.id}")


def _document(read: ReadPages) -> dict[str, Any]:
    pages = [{"id": page.id, **_page_json(page)} for page in read.pages]
    if read.as_lines:
        return {"pages": pages}
    page = read.pages[0]
    return {**_page_json(page), "read": page.text}


def _page_json(page: ReadPage) -> dict[str, Any]:
    """The rules as `facts`; what the page counts as `counts`; rules with a way out, both ways."""
    from preround.jobs.read_program_page import COUNTED_FACTS

    return {
        "facts": [_fact_json(fact) for fact in page.facts if fact.name not in COUNTED_FACTS],
        "counts": [_fact_json(fact) for fact in page.facts if fact.name in COUNTED_FACTS],
        "undecided": [_undecided_json(one) for one in page.undecided],
    }


def _undecided_json(one: Undecided) -> dict[str, Any]:
    return {
        "name": one.name,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "because": one.because,
        "ways": [{"way": way.name, "value": way.value} for way in one.ways],
    }


def _fact_json(fact: PageFact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "value": fact.value,
        "text": fact.text,
        "start": fact.start,
        "end": fact.end,
    }


def _in_words(name: str, value: FactScalar | None) -> str:
    from preround.jobs.read_program_page import COUNTED_FACTS

    if value is None:
        return "no limit"
    if name in COUNTED_FACTS:
        return f"{value:.0%}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def _print_page(page: ReadPage, file: str, program: str) -> None:
    from preround.catalogue.fact_kinds import fact_kind

    console = output.console()
    if not page.plain_facts and not page.undecided:
        console.print("No rule was found in plain words. Read the page yourself to be sure.")
        return
    table = output.plain_table(("Fact", "left"), ("Value", "left"), ("The page says", "left"))
    for fact in page.plain_facts:
        table.add_row(
            fact_kind(fact.name).label, _in_words(fact.name, fact.value), _plain(fact.text)
        )
    if page.plain_facts:
        console.print(table)
        console.print("Proposals, not facts: check each against the sentence.", style="dim")
    if page.undecided:
        _print_undecided(page.undecided, f"preround read-page {file} --program {program or 'CODE'}")


def _print_undecided(undecided: tuple[Undecided, ...], command: str) -> None:
    """Each rule with a way out, and the command for either way to read it."""
    from preround.catalogue.fact_kinds import fact_kind

    console = output.console()
    console.print("\nDecide yourself: rules with a way out", style="bold")
    for one in undecided:
        console.print(f"{fact_kind(one.name).label}: “{_plain(one.text)}”")
        for way in one.ways:
            means = "for me" if one.name in GRANTS else MEANS[way.name]
            words = f"{_in_words(one.name, way.value)}, {means}"
            console.print(f"  {words}:\n    {command} --keep {one.name}={way.name}", soft_wrap=True)


def _plain(text: str) -> str:
    """Keep square brackets from being read as markup."""
    return " ".join(text.split()).replace("[", "\\[")
