"""What every page has in common: it opens, it is valid in form, it asks for nothing elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from preround.web.pages import find_pages, navigation

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

CODE = "1007140C0"
PLAIN = sorted(
    address
    for page in find_pages()
    for pattern in page.urlpatterns
    if "<" not in (address := f"/{pattern.pattern}") and address.endswith("/")
)
WITH_VALUES = (
    "/?tier=reach&q=new", "/programs/?q=uab", "/questions/type/", "/questions/budget/",
    "/fees/?season=2028", "/season/?season=2028", "/read-a-page/?q=uab",
    f"/read-a-page/{CODE}/", f"/programs/{CODE}/", f"/programs/{CODE}/facts/visa_j1/",
)  # fmt: skip
ADDRESSES = (*PLAIN, *WITH_VALUES)
#: Reached only once there is something for them, or not meant to be reached.
FAR = {"/questions/", "/style/", "/log/place/", "/log/favorites/", "/openings/compare/",
       "/rank-list/pairs/", "/soap/print/", "/my-answers/question/", "/add-a-program/",
       "/my-job/jobs/", "/openings/erase/", "/rank-list/print/"}  # fmt: skip
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
        "path", "line", "circle", "rect", "use"}  # fmt: skip


class Checker(HTMLParser):
    """Finds what a page must not have: inline style or script, twice the same id, open tags."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.ids: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if "style" in values or tag == "style":
            self.problems.append(f"inline style on {tag}")
        if (tag == "script" and "src" not in values) or any(k.startswith("on") for k in values):
            self.problems.append(f"inline script on {tag}")
        for name in ("src", "href", "action"):
            if re.match(r"(https?:)?//", values.get(name) or "") and "rel" not in values:
                self.problems.append(f"{tag} leads elsewhere: {values[name]}")
        if values.get("id") in self.ids:
            self.problems.append(f"id {values['id']!r} twice")
        self.ids.add(values.get("id") or "")
        self.ids.discard("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.problems.append(f"</{tag}> closes another tag")


def problems_of(html: str) -> list[str]:
    checker = Checker()
    checker.feed(html)
    return [*checker.problems, *(f"<{tag}> is never closed" for tag in checker.open)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_opens_and_is_sound(client: Client, mine: Dossier, address: str) -> None:
    answer = client.get(address)
    if answer.status_code == 405:
        assert answer["Allow"] == "POST"
        return
    assert answer.status_code == 200
    html = answer.content.decode()
    assert problems_of(html) == []
    assert html.count("<h1") == 1
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('<p style="color:red">x</p>', "inline style on p"),
        ("<script>alert()</script>", "inline script on script"),
        ('<a onclick="x()">x</a>', "inline script on a"),
        ('<img src="https://elsewhere.example/x.png">', "img leads elsewhere"),
        ('<p id="a">x</p><p id="a">y</p>', "id 'a' twice"),
        ("<div><p>x</div>", "</div> closes another tag"),
    ],
)
def test_a_planted_fault_is_found(planted: str, found: str) -> None:
    assert any(problem.startswith(found) for problem in problems_of(planted))


def test_the_navigation_has_a_letter_of_its_own_for_each_page() -> None:
    keys = [entry.key for entry in navigation() if entry.key]
    assert len(keys) == len(set(keys))
    assert all(len(key) == 1 for key in keys)


def test_a_newcomer_finds_answers_rotations_and_months_in_the_menu(
    client: Client, mine: Dossier
) -> None:
    for address in ("/my-answers/", "/log/rotations/", "/log/months/"):
        html = client.get(address).content.decode()
        assert f'<a href="{address}" aria-current="page"' in html
        assert html.count(f'href="{address}"') >= 2  # in the menu and in its part


def test_every_plain_page_is_two_clicks_from_the_menu(client: Client, mine: Dossier) -> None:
    near = {reverse(entry.url_name) for entry in navigation()}
    for _ in range(2):
        for address in sorted(near):
            if address in PLAIN:
                near |= set(re.findall(r'href="(/[^"#?]*)', client.get(address).content.decode()))
    far = {one for one in set(PLAIN) - near if client.get(one).status_code == 200}
    assert far <= FAR


def test_every_folder_of_the_pages_brings_addresses() -> None:
    assert all(page.urlpatterns for page in find_pages())


def test_the_theme_is_kept_in_a_cookie_and_leads_back(client: Client, mine: Dossier) -> None:
    answer = client.post("/theme/", {"theme": "dark", "back": "/method/"})
    assert (answer.status_code, answer["Location"]) == (302, "/method/")
    assert 'data-theme="dark"' in client.get("/method/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "x"])
def test_the_way_back_never_leaves(client: Client, mine: Dossier, back: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "back": back})["Location"] == "/"
