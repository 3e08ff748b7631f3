"""`preround work`: the week at work, logged in a file or taken from the web app."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from preround.audit.work_log import LineKind
from preround.cli import clock, output
from preround.cli.options import HomeOption, JsonOption, TodayOption
from preround.domain.errors import UserError

if TYPE_CHECKING:
    from preround.audit.work_log import WorkLine
    from preround.jobs.work_file import KeptWork

LogPath = Annotated[Path, typer.Argument(metavar="LOG", help="Work log (CSV).")]
JobOption = Annotated[str, typer.Option("--job", help="The job of lines that name none.")]
WeekOption = Annotated[
    str | None, typer.Option("--week", help="Any day of the week meant; this week if left out.")
]

#: No work that an application tells of is older.
FIRST_DAY = dt.date(1950, 1, 1)


class NoWeekOfWork(UserError):
    """A week that has not come yet, or that nobody applying today has worked in."""

    def __init__(self, got: dt.date, last: dt.date) -> None:
        super().__init__(
            f"--week {got}: expected a day from {FIRST_DAY} to {last}. Log a week once it has "
            "begun."
        )


app = typer.Typer(no_args_is_help=True, help="The work log: what was done, week by week.")


@app.command("add")
def add(
    log: LogPath,
    texts: Annotated[list[str], typer.Argument(metavar="TASK...", help="What was done.")],
    job: JobOption,
    week: WeekOption = None,
    kind: Annotated[LineKind, typer.Option("--kind")] = LineKind.TASK,
    count: Annotated[
        float | None, typer.Option("--count", min=0, max=1_000_000, help="How many.")
    ] = None,
    counted_in: Annotated[str, typer.Option("--counted-in", help="Of what, as calls a day.")] = "",
    seen_by: Annotated[str, typer.Option("--seen-by", help="Who saw it, by role.")] = "",
    today: TodayOption = None,
) -> None:
    """Log what was done in a week; a line that is there already is not added again."""
    from preround.audit.work_log import WorkLine
    from preround.jobs.work_file import keep_in_file

    monday = _monday(week, today)
    lines = [
        WorkLine(monday, job.strip(), kind, " ".join(text.split()), count, counted_in, seen_by)
        for text in texts
        if text.strip()
    ]
    _tell(keep_in_file(log, lines), len(lines), log)


@app.command("bring")
def bring(
    log: LogPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX or a plain list.")],
    job: JobOption = "",
    week: WeekOption = None,
    today: TodayOption = None,
) -> None:
    """Bring the lines of a table or a list into the log."""
    from preround.jobs.work_file import bring_file, keep_in_file

    found = bring_file(file, job, _monday(week, today))
    output.tell(found.findings)
    _tell(keep_in_file(log, found.lines), len(found.lines), log, found.n_reworded)


@app.command("list")
def list_lines(log: LogPath, as_json: JsonOption = False) -> None:
    """Show the log, newest week first."""
    from preround.jobs.work_file import read_work_file

    found = read_work_file(log)
    lines = sorted(found.lines, key=lambda line: line.week, reverse=True)
    if as_json:
        output.print_json({"lines": [_as_json(line) for line in lines]})
        return
    output.tell(found.findings)
    console = output.console()
    for week, those in groupby(lines, key=lambda line: line.week):
        console.print(f"[bold]Week of {week:%d %b %Y}[/bold]")
        for line in those:
            kind = "" if line.kind is LineKind.TASK else f"{line.kind}: "
            seen = f" (seen by {line.seen_by})" if line.seen_by else ""
            console.print(f"  {kind}{line.said}{seen}; {line.job}", markup=False)


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="CSV to write or add to.")],
    home: HomeOption = None,
) -> None:
    """Take out what the web app stored; nothing the guard flags leaves."""
    from preround.cli import stored
    from preround.jobs.work_file import keep_in_file
    from preround.jobs.workspace import Workspace

    folder = Workspace.at(home).folder
    found = stored.read_stored(folder)
    if found is None:
        raise stored.NothingStored(folder)
    lines = list(found.logs.lines.values())
    if not lines:
        output.say(f"The work log in {folder} holds no line yet; nothing was written.")
        return
    _tell(keep_in_file(out, lines), len(lines), out)


def _monday(week: str | None, today: str | None) -> dt.date:
    from preround.audit.work_log import monday

    last = clock.day(today)
    if week is None:
        return monday(last)
    try:
        day = dt.date.fromisoformat(week)
    except ValueError:
        raise clock.BadDate("--week", week) from None
    if not FIRST_DAY <= monday(day) <= last:
        raise NoWeekOfWork(day, last)
    return monday(day)


def _tell(kept: KeptWork, n_given: int, log: Path, n_reworded: int = 0) -> None:
    from preround.domain.brought import brought_words

    words = brought_words(len(kept.added), n_given, "line", done=f"added to {log}")
    if n := kept.n_reworded + n_reworded:
        words += f", {n} reworded because they could identify a patient"
    output.say(words)


def _as_json(line: WorkLine) -> dict[str, Any]:
    return {
        "week": line.week.isoformat(),
        "job": line.job,
        "kind": line.kind.value,
        "text": line.text,
        "count": line.count,
        "counted_in": line.counted_in,
        "seen_by": line.seen_by,
    }
