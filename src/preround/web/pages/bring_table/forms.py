"""What the forms around a table send."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from preround.facts import specialties
from preround.jobs.program_facts import ImportOptions
from preround.web import clock
from preround.web.held_uploads import Held
from preround.web.typed import whole_number

LEAVE_OUT = ""
ROW = "row-"


@dataclass(frozen=True, slots=True)
class Upload:
    """What was said about a table when it was sent."""

    specialty: str
    source: str
    read: str


def upload_page(today: dt.date) -> dict[str, Any]:
    """Give what the upload form needs."""
    return {
        "specialties": [(name, specialties.display(name)) for name in specialties.ALL],
        "today": today.isoformat(),
        "nav_here": "look_ups",
    }


def read_upload(query: QueryDict, today: dt.date) -> Upload:
    """Read what stands beside the file; a date that is none becomes today."""
    specialty = query.get("specialty", "")
    return Upload(
        specialty=specialty if specialty in specialties.ALL else "",
        source=query.get("source", "").strip()[:300],
        read=(_day(query.get("read", "")) or today).isoformat(),
    )


def decisions(query: QueryDict) -> dict[str, str]:
    """Give the choices made for doubtful rows: row key to code, or to nothing."""
    return {
        key.removeprefix(ROW): query.get(key, LEAVE_OUT).removeprefix("none")
        for key in query
        if key.startswith(ROW) and query.get(key) != "later"
    }


def options(held: Held, query: QueryDict | None) -> ImportOptions:
    """Give the job's options: a look writes nothing, a decision names the version it saw."""
    version = query.get("version", "") if query is not None else ""
    return ImportOptions(
        source=held.source,
        read=_day(held.read),
        at=clock.stamp(),
        expected_version=whole_number(version, None),
        dry_run=query is None,
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
