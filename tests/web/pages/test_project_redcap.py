"""REDCap in the app: held only as far as needed, chosen with the chart in view, then forgotten."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from preround.improve.project import Measure, Project
from preround.web import projects

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

DICTIONARY = b"""field_name,field_type,field_label,select_choices_or_calculations,\
text_validation_type_or_show_slider_number,identifier
record_id,text,Record,,,
mrn,text,Record number,,integer,y
seen_on,text,Date of visit,,date_ymd,
late,yesno,Roomed late,,,
end,radio,How it ended,"1, Seen | 2, Left",,
"""


def export() -> bytes:
    lines = ["record_id,mrn,seen_on,late,end"]
    for i in range(140):
        day = dt.date(2026, 1, 5) + dt.timedelta(days=i // 2)
        lines.append(f"{i + 1},88{i:05},{day},{int(i % 4 == 0)},{1 + i % 2}")
    return "\n".join(lines).encode()


@pytest.fixture
def address(mine: Dossier) -> str:
    """A project with one measure, and where its REDCap page is."""
    stored = projects.start(mine.record, Project(title="A", measures=(Measure(name="x"),)), "Begun")
    return f"/project/{stored.pk}/measures/m1/redcap/"


def upload(client: Client, address: str) -> Any:
    return client.post(address, {
        "data": SimpleUploadedFile("export.csv", export()),
        "dictionary": SimpleUploadedFile("dictionary.csv", DICTIONARY),
    })  # fmt: skip


def test_an_export_is_looked_through_chosen_and_kept(
    client: Client, address: str, home: Path, mine: Dossier
) -> None:
    choose = upload(client, address).url
    html = client.get(choose).content.decode()
    assert "140 records in export.csv" in html
    assert "Roomed late (140)" in html
    assert "mrn" in html  # said to be left out
    html = client.get(choose, {"measured": "late", "day": "seen_on"}).content.decode()
    assert "10 points" in html
    assert "Keep these 10 points" in html
    answer = client.post(choose, {"measured": "late", "day": "seen_on"})
    assert answer.status_code == 302
    (measure,) = projects.read(projects.rows(mine.record).get()).measures
    assert len(measure.points) == 10
    assert measure.definition.startswith("Records with Roomed late = yes")
    assert not list((home / "uploads").iterdir())


def test_answers_that_count_are_asked_for(client: Client, address: str) -> None:
    choose = upload(client, address).url
    html = client.get(choose, {"measured": "end", "day": "seen_on"}).content.decode()
    assert "Answers that count" in html
    assert "which answers of How it ended count" in html
    sent = {"measured": "end", "day": "seen_on", "counted": ["2"], "per": "month"}
    assert "How it ended: Left" in client.get(choose, sent).content.decode()


def test_nothing_that_tells_who_a_person_is_reaches_the_disk(
    client: Client, address: str, home: Path
) -> None:
    upload(client, address)
    held = b"".join(path.read_bytes() for path in (home / "uploads").iterdir())
    assert b"2026-01-05" in held
    assert b"8800001" not in held


def test_other_files_are_refused_in_words(client: Client, address: str) -> None:
    assert client.post(address).status_code == 400
    answer = client.post(address, {"data": SimpleUploadedFile("x.csv", b"record_id\n1\n")})
    assert answer.status_code == 400
    assert "expected a REDCap data export" in answer.content.decode()
    assert client.get(f"{address}{'x' * 16}/").status_code == 404
