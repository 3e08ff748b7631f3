"""One of each thing a person can keep, made by the forms of the app itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from django.test import Client

CODE = "1414140C0"
QUESTIONS = ("Why this specialty?", "Tell me about yourself.")
#: How one thing is sent: address and fields to the address the answer led to.
Send = Callable[[str, Mapping[str, Any]], str]


def fill(send: Send) -> Iterator[str]:
    """Make one of each; give the pages that show them."""
    day = {"day": "2026-11-19", "kind": "externship", "hours": "8", "saw": "Two visits"}
    yield send("/log/save/", day)
    rotation = {"kind": "externship", "institution": "Sample General", "start": "2026-10-05",
                "end": "2026-10-30"}  # fmt: skip
    yield send("/log/rotations/new/", rotation)
    week = send("/my-job/jobs/", {"title": "Scribe"})
    yield week
    yield f"{week}&week=2026-11-02"
    yield f"/my-job/jobs/{week.rpartition('=')[2]}/"
    entry = {"title": "Scribe", "experience_type": "Work (paid)", "start": "2026-01-05",
             "hours_per_week": "40", "text": "Wrote 20 notes a day."}  # fmt: skip
    yield send("/my-entries/new/", entry)
    writer = {"name": "Dr. Anita Patel", "specialty": "Pediatrics", "us_physician": "yes",
              "waived": "yes", "form": "narrative", "status": "thinking"}  # fmt: skip
    yield send("/letters/new/", writer)
    opening = {"institution": "A sample clinic", "read": "2026-11-22"}
    at = send("/openings/new/", opening)
    yield at
    yield f"{at}edit/"
    send("/interviews/add/", {"code": CODE})
    yield f"/interviews/{CODE}/"
    project = send("/project/new/begin/", {"title": "Errors at registration"})
    yield project
    home = "/".join(project.split("/")[:3])
    yield f"{home}/"
    yield send(f"{home}/measures/add/", {"name": "With an error", "kind": "outcome"})
    yield send(f"{home}/changes/add/", {"name": "A second look"})
    send("/my-statement/moment/", {"theme": "care", "text": "A night shift"})
    yield from (f"/my-answers/question/?q={quote(one)}" for one in QUESTIONS)
    yield from ("/my-entries/accounts/gap/", "/my-entries/new/")
    yield from (f"/programs/{CODE}/", f"/programs/{CODE}/facts/visa_j1/", f"/read-a-page/{CODE}/")


def by_client(client: Client) -> Send:
    """Send by Django's own client."""

    def send(address: str, fields: Mapping[str, Any]) -> str:
        answer = client.post(address, dict(fields))
        if answer.status_code == 302:
            return str(answer["Location"])
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return address

    return send
