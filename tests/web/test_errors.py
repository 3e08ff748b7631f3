"""What is asked wrongly is said once, with its status, in the design system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.web.errors import PortRefused
from preround.web.server import start

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

    from preround.web.record import Dossier


def test_an_address_that_is_none(client: Client, mine: Dossier) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert "site-header" in answer.content.decode()


def test_a_program_that_is_none_names_what_was_asked(client: Client, mine: Dossier) -> None:
    answer = client.get("/programs/NOSUCH/")
    assert answer.status_code == 404
    assert "NOSUCH" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused(mine: Dossier) -> None:
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/marks/", {"do": "pin 1007140C0"})
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()
    assert mine.record.marks.count() == 0


def test_a_file_above_the_cap_is_refused_and_nothing_is_lost(
    client: Client, mine: Dossier, settings: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.UPLOAD_MAX_BYTES = 1024
    upload = SimpleUploadedFile("big.toml", b"#" * 2048)
    answer = client.post("/record/import/", {"file": upload})
    assert answer.status_code == 413
    assert "more than a page takes" in answer.content.decode()
    mine.record.refresh_from_db()
    assert mine.record.version == 1


def test_our_own_fault_is_a_page_that_says_so(
    mine: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import Client

    from preround.web import lists

    def broken() -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(lists, "catalogue", broken)
    answer = Client(raise_request_exception=False).get("/programs/")
    assert answer.status_code == 500
    assert "Something of ours broke" in answer.content.decode()
    assert "planted" not in answer.content.decode()


def test_a_fragment_asked_by_script_gets_its_error_as_a_notice(
    client: Client, mine: Dossier
) -> None:
    answer = client.post("/marks/", {"do": "burn 1007140C0"}, headers={"HX-Request": "true"})
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "#messages"
    assert "<html" not in answer.content.decode()


def test_another_host_s_name_is_refused(client: Client, mine: Dossier) -> None:
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_an_address_that_only_takes_forms_says_so(client: Client, mine: Dossier) -> None:
    answer = client.get("/theme/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "only takes what a form" in answer.content.decode()


def test_a_port_the_system_refuses_is_no_port_in_use() -> None:
    with pytest.raises(PortRefused, match="70000"):
        start(70000)
