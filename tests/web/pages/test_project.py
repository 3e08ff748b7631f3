"""A project from its first word to its one page, as a person goes through it."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from preround.audit.work_log import LineKind, WorkLine
from preround.improve.project import Project
from preround.jobs.project_story import project_facts
from preround.web import projects, record, work

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

PROBLEM = {"title": "Errors at registration", "problem": "One registration in three has an error."}
WEEKS = [dt.date(2026, 1, 5) + dt.timedelta(weeks=n) for n in range(28)]
SHEET = "week\tmissed\tscheduled\n" + "".join(
    f"{day}\t{20 + n % 3 if n < 12 else 6 + n % 3}\t60\n" for n, day in enumerate(WEEKS)
)


@pytest.fixture
def number(client: Client, mine: Dossier) -> int:
    """Begin a project and give its number."""
    answer = client.post("/project/new/begin/", {"title": "Errors at registration"})
    assert answer.status_code == 302
    return projects.rows(mine.record).get().pk


def stored(number: int) -> Project:
    return projects.read(projects.row(record.current().record, number))


def post(client: Client, address: str, **sent: Any) -> Any:
    """Send a form with the version that its page shows now."""
    number = int(address.split("/")[2])
    sent.setdefault("version", projects.row(record.current().record, number).version)
    return client.post(address, sent)


def with_numbers(client: Client, number: int, sheet: str = SHEET) -> str:
    post(client, f"/project/{number}/measures/add/", name="Missed visits", kind="outcome")
    address = f"/project/{number}/measures/m1/"
    assert post(client, f"{address}numbers/", numbers=sheet).status_code == 302
    return address


def test_without_a_record_the_examples_stand_there(client: Client) -> None:
    html = client.get("/project/").content.decode()
    assert html.count("/project/example/") >= 5
    assert "Begin a project" in html
    for name in re.findall(r"/project/example/([a-z_]+)/", html):
        for page in ("", "page/", "outline/"):
            answer = client.get(f"/project/example/{name}/{page}")
            assert answer.status_code == 200, (name, page)
    assert client.get("/project/example/none/").status_code == 404


def test_the_first_project_begins_a_record_of_ones_own(client: Client) -> None:
    client.post("/project/new/begin/", {"title": "Late messages"})
    mine = record.current()
    assert not mine.is_sample
    assert projects.rows(mine.record).get().title == "Late messages"


def test_a_part_is_kept_and_its_undo_brings_the_words_back(client: Client, number: int) -> None:
    address = f"/project/{number}/part/problem/"
    post(client, address, **PROBLEM)
    post(client, address, **PROBLEM | {"problem": "Something else."})
    assert stored(number).problem == "Something else."
    client.post(f"/project/{number}/back/2/")
    assert stored(number).problem == PROBLEM["problem"]
    html = client.get(f"/project/{number}/history/").content.decode()
    assert "<del>" in html
    assert html.count("Bring back") == 3


def test_what_is_typed_is_kept_by_itself(client: Client, number: int) -> None:
    address = f"/project/{number}/part/problem/"
    sent = PROBLEM | {"version": 1, "window": "one"}
    answer = client.post(address, sent, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert "Saved" in html
    assert 'value="2" hx-swap-oob' in html
    sent |= {"problem": "One in three, counted for four weeks."}
    client.post(address, sent, headers={"HX-Request": "true"})  # still naming version 1
    assert stored(number).problem.endswith("four weeks.")


def test_a_stale_part_is_refused_and_shows_what_was_typed(client: Client, number: int) -> None:
    address = f"/project/{number}/part/problem/"
    post(client, address, **PROBLEM, window="one")
    answer = client.post(address, PROBLEM | {"problem": "Mine.", "version": 1, "window": "two"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine." in html
    assert "changed in another window" in html
    assert stored(number).problem == PROBLEM["problem"]


def test_words_that_could_name_a_patient_are_not_kept_before_one_agrees(
    client: Client, number: int
) -> None:
    address = f"/project/{number}/part/problem/"
    named = PROBLEM | {"problem": "Mr. John Smith, MRN 4482910, waited two hours."}
    by_itself = client.post(address, named | {"version": 1}, headers={"HX-Request": "true"})
    assert "could identify a patient" in by_itself.content.decode()
    answer = post(client, address, **named)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "4482910" in html
    assert stored(number).problem == ""
    post(client, address, **named, use_wording="yes")
    assert "4482910" not in stored(number).problem
    assert "waited two hours" in stored(number).problem


def test_the_aim_is_read_in_percent_and_shown_in_percent(client: Client, number: int) -> None:
    sent = {"start": "35%", "goal": "10 %", "for_whom": "all registrations", "by": "2026-07-31"}
    post(client, f"/project/{number}/part/aim/", **sent)
    aim = stored(number).aim
    assert (aim.start, aim.goal, aim.unit) == (0.35, 0.1, "%")
    html = client.get(f"/project/{number}/part/aim/").content.decode()
    assert 'value="35%"' in html
    page = client.get(f"/project/{number}/page/").content.decode()
    assert "from 35% to 10% for all registrations by 31 July 2026" in page.lower().replace(
        "july", "July"
    )


@pytest.mark.parametrize(
    ("part", "sent", "said"),
    [
        ("aim", {"start": "many"}, "Write a number"),
        ("aim", {"by": "soon"}, "Write the day as"),
        ("problem", {"title": ""}, "Say this in a few words"),
        ("permission", {"review_board": "maybe"}, "Choose one of these"),
        ("learned", {"lessons": "x" * 4001}, "At most 4,000 characters"),
    ],
)
def test_what_does_not_fit_is_said_and_kept_on_the_page(
    client: Client, number: int, part: str, sent: dict[str, str], said: str
) -> None:
    before = stored(number)
    answer = post(client, f"/project/{number}/part/{part}/", **sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert part == "permission" or next(iter(sent.values())) in html
    assert stored(number) == before


def test_lines_of_the_work_log_stay_linked(client: Client, mine: Dossier, number: int) -> None:
    week = dt.date(2026, 11, 16)
    work.add_lines(mine.record, [
        WorkLine(week, "clerk", LineKind.RESULT, "21 of 60 registrations had an error"),
        WorkLine(week, "clerk", LineKind.TASK, "Registered arrivals", 52, "arrivals"),
    ])  # fmt: skip
    row = work.rows(mine.record).get(kind="result")
    post(client, f"/project/{number}/found/", line=[row.pk])
    (found,) = stored(number).found
    assert (found.line, found.week, found.job) == (row.pk, week, "clerk")
    html = client.get(f"/project/{number}/part/problem/").content.decode()
    assert f'value="{row.pk}" checked' in html
    assert f"?job={row.job_id}&amp;week=2026-11-16" in html
    assert "Registered arrivals, 52 arrivals" in html


def test_a_project_may_begin_with_a_line_of_the_log(client: Client, mine: Dossier) -> None:
    work.add_lines(mine.record, [WorkLine(dt.date(2026, 11, 16), "clerk", LineKind.RESULT,
                                          "21 of 60 had an error")])  # fmt: skip
    row = work.rows(mine.record).get()
    week = client.get(f"/my-job/week/?job={row.job_id}").content.decode()
    assert f'form="begin-project" name="line" value="{row.pk}"' in week
    client.post("/project/new/begin/", {"line": row.pk})
    begun = stored(projects.rows(mine.record).get().pk)
    assert begun.title == "21 of 60 had an error"
    assert begun.problem == "21 of 60 had an error"
    assert begun.found[0].line == row.pk


def test_numbers_from_a_sheet_are_charted_with_the_reason(client: Client, number: int) -> None:
    address = with_numbers(client, number)
    html = client.get(address).content.decode()
    assert "28 points" in html
    assert "So many out of so many: a proportion (p)." in html
    assert html.count("<svg xmlns") == 2
    assert "2026-01-05,20,60" in html
    assert stored(number).measures[0].read_from == "your numbers, 2026-11-22"


def test_numbers_that_cannot_be_read_are_asked_about_and_stay(client: Client, number: int) -> None:
    address = with_numbers(client, number)
    before = stored(number)
    unclear = "date,value\n03/04/2026,1\n05/04/2026,2\n"
    answer = post(client, f"{address}numbers/", numbers=unclear)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "3 April 2026 or 4 March 2026" in html
    assert "03/04/2026,1" in html
    assert 'name="order" value="mdy"' in html
    assert stored(number) == before
    post(client, f"{address}numbers/", numbers=unclear, order="mdy")
    assert stored(number).measures[0].points[0].when == dt.date(2026, 3, 4)


def test_columns_that_leave_a_choice_are_asked_for(client: Client, number: int) -> None:
    address = with_numbers(client, number)
    sheet = "week,A,B,C\n2026-01-05,3,40,9\n2026-01-12,5,41,8\n"
    html = post(client, f"{address}numbers/", numbers=sheet).content.decode()
    assert "Which column is what?" in html
    roles = {"role-0": "week", "role-3": "A", "role-4": "B"}
    post(client, f"{address}numbers/", numbers=sheet, **roles)
    assert stored(number).measures[0].points[1].count == 5


def test_a_file_takes_the_place_of_what_was_pasted(client: Client, number: int) -> None:
    address = with_numbers(client, number)
    file = SimpleUploadedFile("weeks.csv", b"week;value\n2026-01-05;3,5\n2026-01-12;4\n")
    post(client, f"{address}numbers/", numbers="junk", file=file)
    measure = stored(number).measures[0]
    assert [point.value for point in measure.points] == [3.5, 4]
    assert measure.read_from.startswith("weeks.csv")


def test_what_the_numbers_leave_open_is_asked_and_the_answer_is_kept(
    client: Client, number: int
) -> None:
    sheet = SHEET.replace("missed\tscheduled", "flaws\tforms")
    address = with_numbers(client, number, sheet)
    assert "No, once at most" in client.get(address).content.decode()
    post(client, f"{address}reading/", each_once="no")
    html = client.get(address).content.decode()
    assert "No, once at most" not in html
    assert "Each can be counted more than once: a rate (u)" in html


def test_a_change_is_drawn_where_its_cycle_begins_and_moves_along(
    client: Client, number: int
) -> None:
    address = with_numbers(client, number)
    post(client, f"/project/{number}/changes/add/", name="Reminder calls")
    cycle = f"/project/{number}/changes/c1/"
    sent = {"name": "Reminder calls", "do": "Called the day before.", "act": "adopt"}
    post(client, cycle, **sent, start="2026-03-30")
    post(client, f"{address}reading/", change=["2026-03-30"], each_once="yes")
    html = client.get(address).content.decode()
    # 12 weeks of 20 to 22 of 60, then 16 of 6 to 8
    assert "average 35.0% then 11.6%" in html
    assert "Reminder calls" in html
    post(client, cycle, **sent, start="2026-04-06")
    assert stored(number).measures[0].changes == (dt.date(2026, 4, 6),)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"baseline": "200"}, "baseline 200"),
        ({"exclude": "99"}, "exclude 99"),
        ({"other": "2030-01-01"}, "change 2030-01-01"),
        ({"other": "later"}, "Write days as"),
        ({"chart": "pie"}, "pie"),
    ],
)
def test_a_way_of_charting_that_does_not_fit_is_refused(
    client: Client, number: int, sent: dict[str, str], said: str
) -> None:
    address = with_numbers(client, number)
    before = stored(number)
    answer = post(client, f"{address}reading/", **sent)
    assert answer.status_code in (400, 422)
    assert said in answer.content.decode()
    assert stored(number) == before


def test_fewer_points_later_leave_no_change_line_outside(client: Client, number: int) -> None:
    address = with_numbers(client, number)
    post(client, f"{address}reading/", other="2026-06-01", baseline="20")
    post(client, f"{address}numbers/", numbers="\n".join(SHEET.splitlines()[:8]))
    measure = stored(number).measures[0]
    assert (measure.changes, measure.baseline) == ((), None)
    assert client.get(address).status_code == 200


def test_a_measure_is_defined_taken_out_and_undone(client: Client, number: int) -> None:
    address = with_numbers(client, number)
    sent = {"name": "No-shows", "kind": "outcome", "definition": "Missed without a word.",
            "better": "lower"}  # fmt: skip
    assert post(client, f"{address}define/", **sent).status_code == 302
    assert stored(number).measures[0].definition == "Missed without a word."
    version = projects.row(record.current().record, number).version
    post(client, f"{address}remove/")
    assert stored(number).measures == ()
    client.post(f"/project/{number}/back/{version}/")
    assert len(stored(number).measures[0].points) == 28
    assert client.get(f"/project/{number}/measures/m9/").status_code == 404


@pytest.mark.parametrize(
    ("fmt", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")]
)
def test_a_chart_is_taken_along(client: Client, number: int, fmt: str, start: bytes) -> None:
    address = with_numbers(client, number)
    answer = client.get(f"{address}chart.{fmt}?theme=print")
    assert answer.content.startswith(start)
    assert f'filename="missed-visits.{fmt}"' in answer["Content-Disposition"]


def test_the_page_the_outline_and_the_file_hold_what_was_written(
    client: Client, number: int
) -> None:
    with_numbers(client, number)
    post(client, f"/project/{number}/part/problem/", **PROBLEM)
    page = client.get(f"/project/{number}/page/").content.decode()
    assert PROBLEM["problem"] in page
    assert "<caption>Missed visits" in page
    assert "Not written yet." in client.get(f"/project/{number}/outline/").content.decode()
    text = client.get(f"/project/{number}/outline.txt").content.decode()
    assert f"Problem\n{PROBLEM['problem']}" in text
    file = client.get(f"/project/{number}/project.json")
    brought = SimpleUploadedFile("p.json", file.content)
    client.post("/project/bring/in/", {"file": brought})
    mine = record.current().record
    assert projects.rows(mine).count() == 2
    assert projects.rows(mine).first().document == json.loads(file.content)  # type: ignore[union-attr]


def test_a_project_becomes_an_entry_whose_numbers_are_traced(client: Client, number: int) -> None:
    address = with_numbers(client, number)
    post(client, f"/project/{number}/part/problem/", **PROBLEM, my_role="I drew the sample",
         place="Patient access")  # fmt: skip
    post(client, f"{address}reading/", other="2026-03-30", each_once="yes")
    html = client.get(f"/project/{number}/use/").content.decode()
    told = "Missed visits fell from 35.0% to 11.6% after the change (12 weeks before, 16 after)."
    assert told in html
    assert "Result: the number after" in html
    answer = client.post(f"/project/{number}/use/entry/")
    entry = client.get(answer["Location"]).content.decode()
    assert told in entry
    assert "remembered" not in entry
    assert "project 1, measure 1" in entry


def test_facts_rest_on_the_numbers_and_a_doubtful_difference_is_said(
    client: Client, number: int
) -> None:
    rows = "".join(f"{day}\t{20 + n % 4}\t60\n" for n, day in enumerate(WEEKS))
    address = with_numbers(client, number, "week\tmissed\tscheduled\n" + rows)
    post(client, f"{address}reading/", other="2026-03-30", each_once="yes")
    told = projects.summary(stored(number))
    (fact,) = [f.text for f in project_facts(told) if f.id == "project.measure.1"]
    assert fact.endswith("no clear difference.")


def test_a_project_is_taken_out_and_comes_back(client: Client, number: int) -> None:
    client.post(f"/project/{number}/remove/")
    html = client.get("/project/").content.decode()
    assert "Taken out: 1" in html
    assert "Put it back" in client.get(f"/project/{number}/").content.decode()
    client.post(f"/project/{number}/remove/", {"put_back": "yes"})
    assert "Taken out" not in client.get("/project/").content.decode()


def test_a_broken_file_is_refused_in_words(client: Client, mine: Dossier) -> None:
    for body in (b"{", b"title = ", b'{"colour": 1}'):
        answer = client.post("/project/bring/in/", {"file": SimpleUploadedFile("p.json", body)})
        assert answer.status_code == 400
    assert not projects.rows(mine.record).exists()


def test_every_page_of_a_new_project_opens(client: Client, number: int) -> None:
    for address in (
        "", "part/problem/", "part/aim/", "part/permission/", "part/learned/", "measures/",
        "changes/", "page/", "outline/", "use/", "history/", "project.json", "outline.txt",
    ):  # fmt: skip
        assert client.get(f"/project/{number}/{address}").status_code == 200, address
    assert client.get(f"/project/{number}/part/none/").status_code == 404
    assert client.get(f"/project/{number + 1}/").status_code == 404
