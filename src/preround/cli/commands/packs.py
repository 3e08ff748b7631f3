"""`preround packs`: share looked-up facts, take in others', compare and check packs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from preround.cli import clock, output
from preround.cli.options import HomeOption, JsonOption, TodayOption
from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity

if TYPE_CHECKING:
    from preround.jobs.fact_packs import Conflict, MergeReport, PackFact

MOST_SHOWN = 20
PackPath = Annotated[Path, typer.Argument(metavar="PACK", help="A fact pack.")]

app = typer.Typer(no_args_is_help=True, help="Packs of program facts to share.")


class FileIsThere(UserError):
    """A file that would be written over."""

    http_status = 409

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already. Name another file, or add --overwrite.")


class NotWritten(UserError):
    """A file that could not be written."""

    def __init__(self, path: Path, reason: OSError) -> None:
        super().__init__(f"{path}: not written ({reason.strerror or reason}). Name another place.")


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File to write.")],
    contributor: Annotated[
        str, typer.Option("--contributor", help="Label that stands beside every fact.")
    ],
    title: Annotated[str, typer.Option("--title", help="What the pack is.")] = "",
    with_tables: Annotated[
        bool, typer.Option("--with-tables", help="Facts you brought as tables, too.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite")] = False,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write your own look-ups as a pack: facts, sources and dates, nothing else."""
    from preround.jobs.fact_packs import export_pack
    from preround.jobs.workspace import Workspace

    if out.exists() and not overwrite:
        raise FileIsThere(out)
    made = export_pack(
        Workspace.at(home),
        contributor=contributor,
        today=clock.day(today),
        title=title,
        with_tables=with_tables,
    )
    try:
        out.write_bytes(made.data)
    except OSError as reason:
        raise NotWritten(out, reason) from None
    n_programs = len({fact.nrmp_code for fact in made.pack.facts})
    if as_json:
        counts = {"n_facts": len(made.pack.facts), "n_programs": n_programs}
        output.print_json({"file": str(out), "title": made.pack.title, **counts})
        return
    _say(f"{len(made.pack.facts)} facts of {n_programs} tracks written to {out}.")


@app.command("merge")
def merge(
    pack: PackPath,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report, write nothing.")] = False,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lay a pack beside what you know; where they differ, sources disagree."""
    from preround.jobs.fact_packs import merge_pack
    from preround.jobs.workspace import Workspace

    report = merge_pack(
        Workspace.at(home),
        _bytes(pack),
        pack.name,
        clock.day(today),
        at=clock.now().isoformat(),
        dry_run=dry_run,
    )
    if as_json:
        output.print_json(_merge_json(report))
        return
    _say(
        f"{report.pack.title} ({report.pack.contributor}): {report.n_new} new facts, "
        f"{report.n_agree} that agree with yours, {report.n_known} known already, "
        f"{len(report.conflicts)} on which sources disagree."
    )
    for conflict in report.conflicts[:MOST_SHOWN]:
        before = ", ".join(f"{one.value} ({one.source}, {one.read})" for one in conflict.before)
        _say(f"{conflict.program}: {conflict.fact}: {before or 'not read yet'}; "
             f"{conflict.value} ({conflict.source}, {conflict.read})")  # fmt: skip
    _print_findings(report.findings)
    if report.batch_id:
        _say(f"Written as {report.batch_id}. Take it back with: "
             f"preround catalogue undo {report.batch_id}.")  # fmt: skip
    else:
        _say("Nothing was written.")


@app.command("diff")
def diff(
    first: Annotated[Path, typer.Argument(metavar="FIRST")],
    second: Annotated[Path, typer.Argument(metavar="SECOND")],
    as_json: JsonOption = False,
) -> None:
    """What the second pack has otherwise than the first."""
    from preround.jobs.fact_packs import compare_packs

    found = compare_packs(_bytes(first), _bytes(second), (first.name, second.name))
    if as_json:
        output.print_json(
            {
                "n_same": found.n_same,
                "added": [_fact_json(fact) for fact in found.added],
                "removed": [_fact_json(fact) for fact in found.removed],
                "changed": [
                    {"before": _fact_json(old), "after": _fact_json(new)}
                    for old, new in found.changed
                ],
            }
        )
        return
    for fact in found.added:
        _say(f"+ {_line(fact)}")
    for fact in found.removed:
        _say(f"- {_line(fact)}")
    for old, new in found.changed:
        _say(f"~ {_line(old)} -> {new.value}, read {new.read}")
    _say(
        f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed, "
        f"{found.n_same} the same."
    )


@app.command("check")
def check(
    packs: Annotated[list[Path], typer.Argument(metavar="PACK...", help="Fact packs.")],
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check packs before taking them in; exit 1 when something has to be mended."""
    from preround.jobs.fact_packs import check_pack
    from preround.jobs.workspace import Workspace

    catalogue, day = Workspace.at(home).catalogue(), clock.day(today)
    n_facts = 0
    findings: list[Finding] = []
    for path in packs:
        read, found = check_pack(_bytes(path), path.name, catalogue, day)
        n_facts += len(read.pack.facts)
        findings.extend(found)
    broken = any(finding.severity is Severity.ERROR for finding in findings)
    if as_json:
        output.print_json(
            {"n_facts": n_facts, "sound": not broken, "findings": _findings_json(findings)}
        )
    else:
        _print_findings(findings)
        _say(f"{n_facts} sound facts in {len(packs)} packs; {len(findings)} findings.")
    if broken:
        raise typer.Exit(1)


def _bytes(path: Path) -> bytes:
    from preround.jobs.input_file import read_bytes

    return read_bytes(path, "a fact pack")


def _say(words: str) -> None:
    output.console().print(words, markup=False)


def _line(fact: PackFact) -> str:
    return f"{fact.nrmp_code} {fact.fact} = {fact.value} ({fact.source}, read {fact.read})"


def _print_findings(findings: Iterable[Finding]) -> None:
    listed = list(findings)
    for one in listed[:MOST_SHOWN]:
        _say(f"{one.severity.value}: {one.place}: {one.message} {one.fix}")
    if len(listed) > MOST_SHOWN:
        _say(f"… and {len(listed) - MOST_SHOWN} more: --json shows all.")


def _findings_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [
        {
            "code": one.code,
            "severity": one.severity.value,
            "place": one.place,
            "message": one.message,
            "fix": one.fix,
        }
        for one in findings
    ]


def _fact_json(fact: PackFact) -> dict[str, Any]:
    return {
        "nrmp_code": fact.nrmp_code,
        "fact": fact.fact,
        "value": fact.value,
        "source": fact.source,
        "read": fact.read.isoformat(),
        "url": fact.url,
    }


def _merge_json(report: MergeReport) -> dict[str, Any]:
    return {
        "batch_id": report.batch_id or None,
        "n_new": report.n_new,
        "n_agree": report.n_agree,
        "n_known": report.n_known,
        "conflicts": [_conflict_json(conflict) for conflict in report.conflicts],
        "findings": _findings_json(report.findings),
    }


def _conflict_json(conflict: Conflict) -> dict[str, Any]:
    return {
        "nrmp_code": conflict.nrmp_code,
        "program": conflict.program,
        "fact": conflict.fact,
        "before": [
            {"value": one.value, "source": one.source, "read": one.read.isoformat()}
            for one in conflict.before
        ],
        "value": conflict.value,
        "source": conflict.source,
        "read": conflict.read.isoformat(),
    }
