"""What the web app stored in a data folder, read and never written, without starting it.

Notes
-----
Reads the SQLite file alone; a record kept in PostgreSQL is read through the web app.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from preround.domain.errors import UserError

if TYPE_CHECKING:
    from preround.audit.work_log import WorkLine
    from preround.jobs.join_letters import Logs
    from preround.letters.record import Writer
    from preround.logbook.days import LogDay
    from preround.plan.marks import PlanMarks

FILE = "preround.sqlite3"
#: Not from the environment: a record of one's own is joined to a file only where that is asked.
StoredHome = Annotated[
    Path | None, typer.Option("--home", help="Folder of the web app's record, read as well.")
]
LISTS = ("known_as", "also_saw", "left_out", "keep_words")
TRUTHS = ("us_physician", "chair", "waived", "asked_to_draft", "former")


class NothingStored(UserError):
    """A folder in which the web app has stored nothing of one's own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: no record of yours is stored here. Name the folder with --home or "
            "PREROUND_HOME, or give a file instead."
        )


class UnreadableStore(UserError):
    """A store that another version wrote, or that is no store."""

    def __init__(self, path: Path, reason: Exception) -> None:
        super().__init__(
            f"{path}: cannot be read ({reason}). Start the web app once with this version "
            "(`preround serve`), which brings it up to date."
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """The person's own logs, writers with the days ticked for them, and marks on the plan."""

    logs: Logs
    writers: tuple[Writer, ...] = ()
    together: dict[str, list[str]] = field(default_factory=dict)
    marks: PlanMarks | None = None
    specialties: tuple[str, ...] = ()


def read_stored(folder: Path) -> Stored | None:
    """Read everything; None where nothing of one's own is stored.

    Raises
    ------
    UnreadableStore
        When the file is there and does not hold what this version stores.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as store:
            store.row_factory = sqlite3.Row
            return _read(store)
    except (sqlite3.Error, KeyError, ValueError) as reason:
        raise UnreadableStore(path, reason) from None


def _read(store: sqlite3.Connection) -> Stored | None:
    from preround.jobs.join_letters import Logs
    from preround.plan.marks import PlanMarks

    own = next(
        _rows(store, "SELECT id, document FROM web_applicantrecord WHERE kind = 'own'"), None
    )
    if own is None:
        return None
    record = own["id"]
    writers = list(
        _rows(store, "SELECT * FROM web_letterwriter WHERE record_id = ? AND NOT removed", record)
    )
    plan = next(_rows(store, "SELECT document FROM web_planrecord WHERE record_id = ?", record), {})
    document = json.loads(own["document"])
    return Stored(
        Logs(dict(_days(store, record)), dict(_lines(store, record))),
        tuple(_writer(row) for row in writers),
        {str(row["id"]): [f"day-{n}" for n in json.loads(row["together_days"])] for row in writers},
        PlanMarks.model_validate_json(plan["document"]) if plan else None,
        tuple(document.get("wishes", {}).get("specialties", ())),
    )


def _rows(store: sqlite3.Connection, query: str, *values: Any) -> Iterator[dict[str, Any]]:
    return (dict(row) for row in store.execute(query, values))


def _days(store: sqlite3.Connection, record: int) -> Iterator[tuple[str, LogDay]]:
    from preround.domain.applicant import Setting, UsceKind
    from preround.logbook.days import LogDay

    query = "SELECT * FROM web_loggedday WHERE record_id = ? AND NOT removed ORDER BY day DESC"
    for row in _rows(store, query, record):
        yield (
            f"day-{row['id']}",
            LogDay(
                dt.date.fromisoformat(row["day"]),
                UsceKind(row["kind"]),
                row["hours"],
                Setting(row["setting"]) if row["setting"] else None,
                row["specialty"],
                row["site"],
                row["state"],
                tuple(row["duties"].split()),
                row["saw"],
                row["learned"],
                row["feedback"],
            ),
        )


def _lines(store: sqlite3.Connection, record: int) -> Iterator[tuple[str, WorkLine]]:
    from preround.audit.work_log import LineKind, WorkLine

    query = (
        "SELECT line.*, job.title FROM web_loggedwork AS line JOIN web_workjob AS job "
        "ON job.id = line.job_id WHERE job.record_id = ? AND NOT line.removed ORDER BY week DESC"
    )
    for row in _rows(store, query, record):
        yield (
            f"line-{row['id']}",
            WorkLine(
                dt.date.fromisoformat(row["week"]),
                row["title"],
                LineKind(row["kind"]),
                row["text"],
                row["count"],
                row["counted_in"],
                row["seen_by"],
            ),
        )


def _writer(row: dict[str, Any]) -> Writer:
    from preround.letters.record import Writer

    values = {name: value for name, value in row.items() if name in Writer.model_fields}
    values |= {name: tuple(json.loads(row[name])) for name in LISTS}
    values |= {name: None if row[name] is None else bool(row[name]) for name in TRUTHS}
    return Writer.model_validate(values | {"key": str(row["id"])})
