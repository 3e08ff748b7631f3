"""What is typed in a long form outlives a closed tab: each is kept, under its own name."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test.signals import template_rendered

from preround.web import drafts, once
from preround.web.pages import __file__ as pages_init
from tests.web.filled import by_client, fill
from tests.web.test_pages import ADDRESSES

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
ROOMS = Path(pages_init).parent
SCRIPT = Path(drafts.__file__).parent / "static" / "preround" / "typed.js"
#: As `BOXES` and `MANY` in typed.js.
BOXES = {"text", "number", "date", "email", "url", "tel"}
MANY = 4
#: Shown only after something was typed wrong, or on the way of a file.
NOT_VISITED = {"read_page/source.html"}


class Forms(HTMLParser):
    """The forms of a page that typed.js keeps, by the name it gives them."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found, self.refused = address, [], []
        self._form: dict[str, str] | None = None
        self._hidden: dict[str, str] = {}
        self._n_boxes = self._n_areas = 0

    found: list[tuple[str, str, str]]
    refused: list[str]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._form = values if values.get("method", "").lower() == "post" else None
            self._hidden, self._n_boxes, self._n_areas = {}, 0, 0
        elif tag == "textarea":
            self._n_areas += 1
        elif tag == "input" and values.get("type") == "hidden":
            self._hidden[values.get("name", "")] = values.get("value", "")
        elif tag == "input":
            self._n_boxes += values.get("type", "text") in BOXES

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            if self._n_areas or self._n_boxes >= MANY:
                self._keep(self._form)
            self._form = None

    def _keep(self, form: dict[str, str]) -> None:
        sent_to = (form.get("action") or self.address).partition("?")[0]
        own = form.get("data-draft")
        if own == "":
            self.refused.append(sent_to)
        derived = drafts.name_of(sent_to, self._hidden.get("version", ""))
        told = self._hidden.get(drafts.FIELD) or derived
        self.found.append((own or derived, sent_to, told))


def forms_of(client: Client, address: str) -> Forms:
    answer = client.get(address)
    found = Forms(address.partition("?")[0])
    if answer.status_code == 200:
        found.feed(answer.content.decode())
    return found


def test_every_long_form_is_kept_under_a_name_of_its_own(client: Client, mine: Dossier) -> None:
    drawn: set[str] = set()
    template_rendered.connect(note := lambda template, **_: drawn.add(str(template.name)))
    kept: dict[str, tuple[str, str]] = {}
    for address in (*fill(by_client(client)), *ADDRESSES):
        forms = forms_of(client, address)
        assert not forms.refused, f"{address}: a long form that is not kept"
        assert max(Counter(name for name, _, _ in forms.found).values(), default=0) < 2, address
        for name, sent_to, told in forms.found:
            assert drafts.NAME.fullmatch(name), f"{address}: {name!r} is no name"
            if name != "day-new":  # its view tells by itself
                assert told == name, f"{address}: kept as {name}, told as {told}"
            there = kept.setdefault(name, (sent_to, address))
            assert there[0] == sent_to, f"{name} names forms of {there} and of {address}"
    template_rendered.disconnect(note)
    areas = {
        f"{page.parent.name}/{page.name}"
        for page in ROOMS.rglob("*.html")
        if "<textarea" in page.read_text("utf-8")
    }
    assert areas - NOT_VISITED <= {name.removeprefix("pages/") for name in drawn}
    assert len(kept) > 20


def test_forms_about_different_things_have_different_names(client: Client, mine: Dossier) -> None:
    addresses = list(fill(by_client(client)))
    for mark in ("my-job/week/?", "question/?q="):
        pages = [one for one in addresses if mark in one]
        names = {name for one in pages for name, _, _ in forms_of(client, one).found}
        assert len(pages) == len(names) == 2


def test_a_long_form_that_is_not_kept_is_found() -> None:
    page = Forms("/planted/")
    page.feed('<form method="post" data-draft=""><textarea name="a"></textarea></form>')
    assert page.refused == ["/planted/"]
    page = Forms("/planted/")
    page.feed('<form method="post"><input name="a"><input name="b"></form>')
    assert page.found == []


@pytest.mark.parametrize(
    ("address", "typed", "name"),
    [
        ("/my-job/jobs/", {"title": "Scribe", "version": "0"}, "my-job-jobs-0"),
        ("/my-statement/moment/", {"theme": "care", "text": "A night", drafts.FIELD: "moment-care"},
         "moment-care"),
        ("/log/save/", {"day": "2026-11-20", "kind": "externship", "hours": "8"}, "day-new"),
    ],
)  # fmt: skip
def test_a_form_that_was_kept_tells_the_browser_so(
    client: Client, mine: Dossier, address: str, typed: dict[str, str], name: str
) -> None:
    answer = client.post(address, typed | {once.TOKEN: "t" * 64})
    assert answer.cookies[drafts.COOKIE].value == name


def test_a_form_that_was_refused_is_not_forgotten(client: Client, mine: Dossier) -> None:
    answer = client.post("/my-job/jobs/", {"title": " ", once.TOKEN: "t" * 64})
    assert answer.status_code == 422
    assert drafts.COOKIE not in answer.cookies


def test_a_name_holds_nothing_a_cookie_or_an_address_could_break_on() -> None:
    assert drafts.name_of("/opening/o 1;ä/edit/", "3") == "opening-o-1---edit-3"
    assert drafts.NAME.fullmatch(drafts.named("week; 1", "a\nb", "\ud800"))
    assert drafts.kept(HttpResponse(), "a;b").cookies == {}


def test_the_script_counts_the_same_boxes() -> None:
    script = SCRIPT.read_text("utf-8")
    boxes = re.search(r"BOXES = new Set\(\[(.*?)\]\)", script)
    assert boxes
    assert set(re.findall(r'"(\w+)"', boxes[1])) == BOXES
    assert f"MANY = {MANY};" in script
    assert f'"{drafts.COOKIE}=' in script
