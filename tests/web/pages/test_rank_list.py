"""The rank list by its buttons, its refusals, its pages on paper and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.web import clock, interviews, rank_sheets

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
A, B, C = "1378140C0", "1380140C0", "1386140C0"
RADIOLOGY, FIRST_YEAR = "1414420A0", "1414140P0"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def interviewed(client: Client, mine: Dossier) -> Dossier:
    for code in (A, B, C):
        client.post("/interviews/add/", {"code": code})
    return mine


def do(client: Client, dossier: Dossier, what: str, **more: str) -> int:
    version = str(rank_sheets.read(dossier, 2027).version)
    sent = {"do": what, "version": version} | more
    return client.post("/rank-list/change/", sent).status_code


def order(dossier: Dossier) -> tuple[str, ...]:
    return rank_sheets.read(dossier, 2027).sheet.order


def test_without_interviews_the_page_says_what_will_be_here(client: Client, mine: Dossier) -> None:
    html = client.get("/rank-list/").content.decode()
    assert "There is nothing to rank yet." in html
    assert "Two ranks are needed" in client.get("/rank-list/true-order/").content.decode()


def test_ranked_moved_left_off_and_undone_by_buttons(client: Client, interviewed: Dossier) -> None:
    for what in (f"on {A}", f"on {B}", "all", f"up {C}"):
        assert do(client, interviewed, what) == 302
    assert order(interviewed) == (A, C, B)
    assert do(client, interviewed, f"off {A}") == 302
    assert order(interviewed) == (C, B)
    assert "Left off on purpose" in client.get("/rank-list/").content.decode()
    client.post("/rank-list/undo/5/")
    assert order(interviewed) == (A, C, B)


def test_a_whole_order_is_taken_and_only_of_these_ranks(
    client: Client, interviewed: Dossier
) -> None:
    do(client, interviewed, "all")
    assert do(client, interviewed, "order", order=f"{C} {A} {B}") == 302
    assert order(interviewed) == (C, A, B)
    for wrong in (f"{C} {A}", f"{C} {A} {A}", f"{C} {A} 9999999X9", ""):
        assert do(client, interviewed, "order", order=wrong) == 422
    assert do(client, interviewed, "explode") == 400
    assert do(client, interviewed, "up 9999999X9") == 422
    assert order(interviewed) == (C, A, B)


def test_a_change_on_an_older_page_is_refused_and_nothing_is_overwritten(
    client: Client, interviewed: Dossier
) -> None:
    do(client, interviewed, "all")
    answer = client.post("/rank-list/change/", {"do": f"off {A}", "version": "0"}, **HTMX)
    assert answer.status_code == 409
    assert b"changed in another window" in answer.content
    assert len(order(interviewed)) == 3


def test_htmx_gets_the_region_with_its_undo(client: Client, interviewed: Dossier) -> None:
    answer = client.post("/rank-list/change/", {"do": "all", "version": "0"}, **HTMX)
    html = answer.content.decode()
    assert "<html" not in html
    assert "/rank-list/undo/1/" in html
    assert 'name="version" value="1"' in html


def test_priorities_are_weighed_and_one_of_one_s_own_is_added(
    client: Client, interviewed: Dossier
) -> None:
    sent = {"version": "0", "weight-training": "5", "weight-visa": "7", "new": "Snow",
            "new-weight": "1"}  # fmt: skip
    assert client.post("/rank-list/priorities/", sent).status_code == 302
    weights = {one.name: one.weight for one in rank_sheets.read(interviewed, 2027).sheet.priorities}
    assert (weights["Training and teaching"], weights["Visa support"], weights["Snow"]) == (5, 5, 1)
    again = client.post("/rank-list/priorities/", {"version": "1", "new": "snow"})
    assert again.status_code == 422
    assert b"among your priorities already" in again.content
    assert b'value="snow"' in again.content


def test_first_years_are_paired_by_buttons(client: Client, mine: Dossier) -> None:
    for code in (RADIOLOGY, FIRST_YEAR, A):
        client.post("/interviews/add/", {"code": code})
    do(client, mine, "all")
    assert set(order(mine)) == {RADIOLOGY, A}
    html = client.get("/rank-list/").content.decode()
    assert "you stay bound to it without one" in html
    address = f"/rank-list/first-years/{RADIOLOGY}/"
    version = str(rank_sheets.read(mine, 2027).version)
    assert client.post(address, {"do": f"on {A}", "version": version}).status_code == 422
    assert client.post(address, {"do": f"on {FIRST_YEAR}", "version": version}).status_code == 302
    assert rank_sheets.read(mine, 2027).sheet.first_years == {RADIOLOGY: (FIRST_YEAR,)}
    assert "Only as a first year" in client.get("/rank-list/").content.decode()


def test_certified_until_the_order_changes(client: Client, interviewed: Dossier) -> None:
    do(client, interviewed, "all")
    sent = {"version": "1", "tick": ["would_go", "nonsense"], "certify": "yes"}
    client.post("/rank-list/checks/", sent)
    sheet = rank_sheets.read(interviewed, 2027).sheet
    assert sheet.ticked == ("would_go",)
    assert sheet.certified_on == clock.today()
    do(client, interviewed, f"down {order(interviewed)[0]}")
    assert b"differs from the one you certified" in client.get("/rank-list/").content


def test_paper_table_and_earlier_orders(client: Client, interviewed: Dossier) -> None:
    do(client, interviewed, "all")
    do(client, interviewed, f"off {A}")
    paper = client.get("/rank-list/print/").content.decode()
    assert B in paper
    assert "3 Mar 2027, 21:00 Eastern Time" in paper
    table = client.get("/rank-list/rank-list.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in table[1:]] == list(order(interviewed))
    client.post("/rank-list/bring-back/1/", {"version": "2"})
    assert len(order(interviewed)) == 3


def test_a_declined_interview_leaves_the_list(client: Client, interviewed: Dossier) -> None:
    do(client, interviewed, "all")
    row = interviews.row_of(interviewed.record, 2027, B)
    client.post(f"/interviews/{B}/", {"status": "declined", "form": "", "signal": "",
                                      "version": str(row.version)})  # fmt: skip
    assert f'id="r-{B}"' not in client.get("/rank-list/").content.decode()


# ------------------------------------------------------------------ pairs and the true order


def test_pairs_are_kept_and_too_many_are_refused_with_the_text(
    client: Client, interviewed: Dossier
) -> None:
    do(client, interviewed, "all")
    sent = {"version": "1", "partner": "1414140C0\r\nCity Hospital, NJ", "near": "on"}
    assert client.post("/rank-list/pairs/", sent).status_code == 302
    html = client.get("/rank-list/pairs/").content.decode()
    assert "<strong>6</strong> ranks" in html
    assert client.get("/rank-list/pairs/pairs.csv").content.count(b"\r\n") == 7
    with_alone = sent | {"version": "2", "alone": "on"}
    assert client.post("/rank-list/pairs/", with_alone).status_code == 302
    codes = [one.nrmp_code for one in _medicine()[:10]]
    for code in codes:
        client.post("/interviews/add/", {"code": code})
    do(client, interviewed, "all")
    many = "\n".join(f"Program {n}, NY" for n in range(60))
    version = str(rank_sheets.read(interviewed, 2027).version)
    refused = client.post("/rank-list/pairs/", {"version": version, "partner": many})
    assert refused.status_code == 422
    assert b"a list has at most 300 ranks" in refused.content
    assert b"Program 59, NY" in refused.content


def _medicine() -> tuple[object, ...]:
    from preround.web import lists

    return lists.catalogue().search(specialty="Family Medicine")


def test_a_swap_is_an_address_and_a_wrong_one_is_said(client: Client, interviewed: Dossier) -> None:
    do(client, interviewed, "all")
    address = "/rank-list/true-order/?first=1&second=3"
    html = client.get(address, **HTMX).content.decode()
    assert "helped in none" in html
    assert "both ways" in html
    assert html == client.get(address, **HTMX).content.decode()
    assert client.get(address).status_code == 200
    wrong = client.get("/rank-list/true-order/?first=2&second=2")
    assert wrong.status_code == 422
    assert b"expected two different ranks" in wrong.content
    for odd in ("first=x&second=%C2%B2", "first=1&second=99", "run=99999"):
        assert client.get(f"/rank-list/true-order/?{odd}").status_code in (200, 422)
