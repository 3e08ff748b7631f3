"""`preround catalogue add`, `undo`, `batches`: tables of program facts in and out again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from preround.cli import clock, output
from preround.cli.options import HomeOption, JsonOption, TodayOption
from preround.domain.errors import UserError
from preround.exporters.program_json import program_json

if TYPE_CHECKING:
    from preround.catalogue.catalogue import Catalogue
    from preround.jobs.program_facts import ImportReport

MOST_SHOWN = 10


class BadDecision(UserError):
    """A decision was not written as ROW=CODE."""

    def __init__(self, got: str) -> None:
        super().__init__(
            f"--accept {got!r}: write the row's key and the program's code, as in 12=1903140C0, "
            "or 12= to leave the row out."
        )


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX of program facts.")],
    specialty: Annotated[
        str | None, typer.Option("--specialty", help="Of all rows, where the table does not say.")
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="ROW=CODE", help="Decide a row that was asked about."),
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Where the table is from.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report everything and write nothing.")
    ] = False,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring a table of program facts; matched, asked and unmatched rows are reported."""
    from preround.facts import specialties
    from preround.jobs.input_file import read_bytes
    from preround.jobs.program_facts import ImportOptions, add_program_facts
    from preround.jobs.workspace import Workspace

    workspace = Workspace.at(home)
    with output.progress("Linking programs"):
        report = add_program_facts(
            workspace,
            read_bytes(file, "a table of programs"),
            file.name,
            clock.day(today),
            specialty=specialties.canonical(specialty) if specialty else None,
            decisions=dict(_decision(text) for text in accept or []),
            options=ImportOptions(source=source, at=clock.now().isoformat(), dry_run=dry_run),
        )
    if as_json:
        output.print_json(_report_json(report, workspace.catalogue()))
        return
    _print(report, output.console())


def undo(
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="Its number; see `batches`.")],
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take back an import or correction: everything stands as if it had never been."""
    from preround.jobs.program_facts import undo_batch
    from preround.jobs.workspace import Workspace

    done = undo_batch(Workspace.at(home), batch, clock.day(today), at=clock.now().isoformat())
    if as_json:
        output.print_json(
            {"undone": batch, "batch_id": done.batch_id, "n_changes": len(done.changes)}
        )
        return
    output.console().print(
        f"Undone: {done.title} ({len(done.changes)} facts). To bring it back: "
        f"preround catalogue undo {done.batch_id}."
    )


def batches(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What was imported, corrected and added, newest first."""
    from preround.jobs.workspace import Workspace

    overlay = Workspace.at(home).read_overlay()
    output.tell(overlay.findings)
    standing = overlay.undoable()
    if as_json:
        rows = [{"id": b.id, "at": b.at, "kind": b.kind.value, "title": b.title} for b in standing]
        output.print_json({"batches": rows})
        return
    console = output.console()
    table = output.plain_table(("Batch", "right"), ("When", "left"), ("What", "left"))
    for batch in standing:
        table.add_row(batch.id, batch.at[:16].replace("T", " "), batch.title)
    if standing:
        console.print(table)
    else:
        console.print("Nothing yet. Bring a table with `preround catalogue add FILE`.")


def _decision(text: str) -> tuple[str, str]:
    key, separator, code = text.partition("=")
    if not separator or not key.strip():
        raise BadDecision(text)
    return key.strip(), code.strip()


def _report_json(report: ImportReport, catalogue: Catalogue) -> dict[str, object]:
    changed = dict.fromkeys(change.nrmp_code for change in report.changes)
    return {
        "batch_id": report.batch_id or None,
        "n_facts": len(report.entries),
        "matched": [asdict(row) for row in report.matched],
        "asked": [asdict(row) for row in report.asked],
        "unmatched": [asdict(row) for row in report.unmatched],
        "columns": dict(report.columns),
        "columns_unmatched": list(report.columns_unmatched),
        "findings": [
            {"code": f.code, "place": f.place, "message": f.message, "fix": f.fix}
            for f in report.findings
        ],
        "rows": [program_json(catalogue.by_code[code]) for code in changed],
    }


def _print(report: ImportReport, console: Console) -> None:
    n_rows = len(report.matched) + len(report.asked) + len(report.unmatched)
    console.print(
        f"[bold]{report.filename}[/bold]: {n_rows} rows; {len(report.matched)} matched, "
        f"{len(report.asked)} to decide, {len(report.unmatched)} unmatched."
    )
    used = ", ".join(f"{header} = {meaning}" for header, meaning in report.columns)
    console.print(f"Columns: {used}.")
    if report.columns_unmatched:
        console.print(f"Columns left out: {', '.join(report.columns_unmatched)}.")
    _print_asked(report, console)
    _print_unmatched(report, console)
    for finding in report.findings[:MOST_SHOWN]:
        console.print(f"{finding.place}: {finding.message}")
    if len(report.findings) > MOST_SHOWN:
        console.print(f"… and {len(report.findings) - MOST_SHOWN} more of this kind.")
    _print_end(report, console)


def _print_asked(report: ImportReport, console: Console) -> None:
    for row in report.asked[:MOST_SHOWN]:
        console.print(f"\n{row.key}: {row.name}, {row.city} {row.state}: {row.why}")
        for candidate in row.candidates:
            name = f"{candidate.institution}, {candidate.state}"
            console.print(f"   --accept {row.key}={candidate.nrmp_code}  {name}")
    if len(report.asked) > MOST_SHOWN:
        console.print(f"… and {len(report.asked) - MOST_SHOWN} more to decide: --json shows all.")


def _print_unmatched(report: ImportReport, console: Console) -> None:
    for row in report.unmatched[:MOST_SHOWN]:
        console.print(f"{row.key}: {row.name}, {row.city} {row.state}: {row.why}")
    if len(report.unmatched) > MOST_SHOWN:
        console.print(f"… and {len(report.unmatched) - MOST_SHOWN} more unmatched.")


def _print_end(report: ImportReport, console: Console) -> None:
    if not report.entries:
        console.print("Nothing new was written.")
    elif not report.batch_id:
        console.print(f"{len(report.entries)} facts would be written.")
    else:
        console.print(
            f"\n{len(report.entries)} facts written as batch {report.batch_id}. Take it back with: "
            f"preround catalogue undo {report.batch_id}."
        )
