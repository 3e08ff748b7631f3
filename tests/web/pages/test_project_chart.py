"""Pasted numbers come back as a chart, or as one clear question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

WEEKS = "week,missed,scheduled\n" + "".join(
    f"2026-{1 + i // 4:02}-{1 + 7 * (i % 4):02},{3 + i % 3},40\n" for i in range(12)
)


@pytest.mark.django_db
def test_it_opens_on_an_example(client: Client) -> None:
    html = client.get("/project/chart/").content.decode()
    assert "An example" in html
    assert html.count("<svg xmlns") == 2
    assert "35.0%" in html


@pytest.mark.django_db
def test_pasted_numbers_are_charted(client: Client) -> None:
    html = client.post("/project/chart/", {"numbers": WEEKS, "kind": "auto"}).content.decode()
    assert "What it shows" in html
    assert "12 points" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"numbers": "date,value\n03/04/2026,1"}, "3 April 2026 or 4 March 2026"),
        ({"numbers": "date,count,denominator\n2026-01-05,9,5", "kind": "p"}, "point 1"),
        ({"numbers": ""}, "empty"),
        ({"numbers": WEEKS, "kind": "pie"}, "pie"),
    ],
)
def test_what_cannot_be_charted_is_said_and_kept(
    client: Client, sent: dict[str, str], said: str
) -> None:
    answer = client.post("/project/chart/", sent)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert said in html
    assert sent["numbers"].split("\n")[0] in html


@pytest.mark.django_db
def test_what_is_pasted_cannot_break_out(client: Client) -> None:
    sent = {"numbers": WEEKS, "title": "<script>alert(1)</script>"}
    html = client.post("/project/chart/", sent).content.decode()
    assert "<script>alert" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fmt", "kind", "start"),
    [("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG"),
     ("pdf", "application/pdf", b"%PDF")],
)  # fmt: skip
def test_the_picture_can_be_taken(client: Client, fmt: str, kind: str, start: bytes) -> None:
    answer = client.post(f"/project/chart.{fmt}", {"numbers": WEEKS})
    assert answer["Content-Type"] == kind
    assert answer.content.startswith(start)
    assert client.post("/project/chart.gif", {"numbers": WEEKS}).status_code == 400


@pytest.mark.django_db
def test_what_the_numbers_leave_open_is_asked(client: Client) -> None:
    numbers = WEEKS.replace("missed,scheduled", "flaws,forms")
    asked = "count more than once?"
    assert asked in client.post("/project/chart/", {"numbers": numbers}).content.decode()
    told = {"numbers": numbers, "each_once": "no"}
    html = client.post("/project/chart/", told).content.decode()
    assert asked not in html
    assert "a rate (u)" in html
