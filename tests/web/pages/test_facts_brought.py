"""A table of facts: looked at, decided, kept, seen in the list, taken back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from preround.web.record import Dossier

HEAD = "Program,City,State,Non US IMG"
LINES = (
    "University of Alabama Medical Center Program,Birmingham,AL,0.30",
    "Nowhere General,Atlantis,FL,0.10",
)


def send(client: Client, text: str, name: str = "Internal Medicine.csv", **more: str) -> str:
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post("/bring-a-table/", {"file": file, **more})
    assert answer.status_code == 302
    return str(answer["Location"])


def table() -> str:
    return "\n".join((HEAD, *LINES, ""))


def n_facts() -> int:
    from preround.web import lists

    return sum(len(facts) for facts in lists.workspace().read_overlay().facts.values())


def test_a_look_keeps_nothing(client: Client, mine: Dossier) -> None:
    html = client.get(send(client, table())).content.decode()
    assert "Nothing is kept yet" in html
    assert "Nowhere General" in html
    assert n_facts() == 0


def test_what_is_kept_is_named_and_taken_back_exactly(
    client: Client, mine: Dossier, home: Path
) -> None:
    address = send(client, table())
    done = client.post(address, {"version": "0"})["Location"]
    assert n_facts() > 0
    assert client.get(done).status_code == 200
    html = client.get("/programs/1007140C0/").content.decode()
    assert "30%" in html
    client.post("/undo-facts/batch-1/", {"back": done})
    assert n_facts() == 0
    assert "30%" not in client.get("/programs/1007140C0/").content.decode()
    assert list((home / "uploads").iterdir()) == []


def test_a_table_that_was_kept_or_set_aside_is_gone(client: Client, mine: Dossier) -> None:
    address = send(client, table())
    client.post(f"{address}set-aside/")
    assert client.get(address).status_code == 404
    assert n_facts() == 0


@pytest.mark.parametrize("token", ["x", "..%2F..%2Fform-key", "A" * 16])
def test_no_other_file_of_the_folder_can_be_asked_for(
    client: Client, mine: Dossier, token: str
) -> None:
    assert client.get(f"/bring-a-table/{token}/").status_code == 404


def test_the_specialty_is_asked_where_the_table_does_not_say_it(
    client: Client, mine: Dossier
) -> None:
    address = send(client, table(), name="rates.csv")
    assert "Which specialty" in client.get(address).content.decode()
    html = client.get(f"{address}?specialty=Internal+Medicine").content.decode()
    assert "Keep these facts" in html


@pytest.mark.parametrize(
    ("name", "text"), [("empty.csv", ""), ("what.csv", "Flavor,Weight\nsweet,1\n")]
)
def test_a_table_that_cannot_be_used_is_refused_in_one_message(
    client: Client, mine: Dossier, name: str, text: str
) -> None:
    answer = client.get(send(client, text, name, specialty="Internal Medicine"))
    assert 400 <= answer.status_code < 500
    assert 'role="alert"' in answer.content.decode()
    assert n_facts() == 0


def test_a_decision_settles_a_doubtful_row(client: Client, mine: Dossier) -> None:
    text = f"{HEAD}\nBeaumont Health,,MI,0.2\n"
    address = send(client, text)
    html = client.get(address).content.decode()
    assert "Decide these" in html
    code = html.split('name="row-2" value="')[1].split('"')[0]
    client.post(address, {"version": "0", "row-2": code})
    from preround.web import lists

    assert lists.catalogue().get(code).fact("interview_rate_non_us_img").value == 0.2


def test_facts_changed_meanwhile_are_not_overwritten(client: Client, mine: Dossier) -> None:
    address = send(client, table())
    fact = {"value": "yes", "source": "page", "read": "2026-10-01", "version": "0"}
    client.post("/programs/1414140C0/facts/visa_j1/", fact)
    assert client.post(address, {"version": "0"}).status_code == 409


def test_the_queue_keeps_what_was_read_as_one_thing(client: Client, mine: Dossier) -> None:
    from preround.web import lists

    task = lists.built_list(mine).listing.summary.look_ups[0]
    values = {"visa_j1": "yes", "step2_min": "225"}
    sent = {
        "fact": list(values),
        **{f"value-{name}": value for name, value in values.items()},
        "source": "its page", "read": "2026-10-12", "version": "0",
    }  # fmt: skip
    assert client.post(f"/look-ups/{task.nrmp_code}/", sent).status_code == 302
    program = lists.catalogue().get(task.nrmp_code)
    assert (program.fact("visa_j1").value, program.fact("step2_min").value) == ("yes", 225)
    client.post("/undo-facts/batch-1/")
    assert n_facts() == 0


@pytest.mark.parametrize(("value", "told"), [("999", "expected a whole number"), ("", "Nothing")])
def test_the_queue_refuses_beside_the_field(
    client: Client, mine: Dossier, value: str, told: str
) -> None:
    from preround.web import lists

    task = lists.built_list(mine).listing.summary.look_ups[0]
    sent = {"fact": "step2_min", "value-step2_min": value, "source": "p", "read": "2026-10-12",
            "version": "0"}  # fmt: skip
    answer = client.post(f"/look-ups/{task.nrmp_code}/", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_program_the_listing_lacks_joins_it(client: Client, mine: Dossier) -> None:
    typed = {"institution": "New Hill Hospital", "city": "Salem", "state": "Oregon",
             "specialty": "Internal Medicine/Psychiatry", "track": "categorical"}  # fmt: skip
    page = client.post("/add-a-program/", typed)["Location"]
    assert "added by you" in client.get(page).content.decode()
    assert "New Hill Hospital" in client.get("/?q=new+hill").content.decode()


def test_a_program_in_no_state_is_refused(client: Client, mine: Dossier) -> None:
    typed = {"institution": "X", "state": "Atlantis", "specialty": "Internal Medicine"}
    answer = client.post("/add-a-program/", typed)
    assert answer.status_code == 422
    assert "Atlantis" in answer.content.decode()
