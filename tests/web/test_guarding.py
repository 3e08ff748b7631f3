"""No form keeps free text past the guard: each is asked about first, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from preround.web import openings
from preround.web.pages import __file__ as pages_init

if TYPE_CHECKING:
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

BAD = "Presented a patient, Mrs. Okafor, MRN 4471002"
ROOMS = Path(pages_init).parent
TEXTAREA = re.compile(r"<textarea\b[^>]*?\bname=\"([^\"]+)\"")
#: Forms that show findings in place, beside the field, by the same step.
IN_PLACE = {
    "logbook": {"{{ name }}"},
    "work_week": {"other", "result", "moment"},
    "letter_writer": {"also_saw"},
    "project_parts": {"{{ asked.name }}"},
}
#: Texts that are read and not kept, or hold a program's words or a list of programs.
NOT_KEPT = {
    "read_page": {"text"},
    "entry_check": {"text", "log"},
    "work_audit": {"tasks"},
    "project_chart": {"numbers"},
    "project_measure": {"numbers"},
    "rank_pairs": {"partner"},
    "program": {"value"},
}
#: Names that a template fills in from what the view lists.
DRAWN = {"accounts": {"{{ part }}"}, "opening": {"{{ name }}"}}


def _views(found: list[Any]) -> Iterator[Any]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns)
        elif isinstance(one, URLPattern):
            yield one.callback


def _guards() -> dict[str, set[str]]:
    """Each room with the fields its views ask about."""
    guards: dict[str, set[str]] = {}
    for view in _views(get_resolver().url_patterns):
        room = view.__module__.split(".")[-2]
        guards.setdefault(room, set()).update(getattr(view, "guards", ()))
    return guards


def _unasked(texts: dict[str, set[str]], guards: dict[str, set[str]]) -> list[str]:
    return [
        f"{room}: {name}"
        for room, names in texts.items()
        for name in names
        if name not in guards.get(room, set())
        and name not in IN_PLACE.get(room, set()) | NOT_KEPT.get(room, set())
        and not (name in DRAWN.get(room, set()) and guards.get(room))
    ]


def test_every_box_for_free_text_is_asked_about_or_not_kept() -> None:
    texts: dict[str, set[str]] = {}
    for template in ROOMS.glob("*/*.html"):
        texts.setdefault(template.parent.name, set()).update(TEXTAREA.findall(template.read_text()))
    assert sum(map(len, texts.values())) > 20
    assert _unasked(texts, _guards()) == []


#: Boxes that save by themselves, and are answered then; the log's look by themselves.
LIVE_ALREADY = {"program", "project_parts", "logbook"}


def test_every_box_that_is_asked_about_says_so_while_one_types() -> None:
    silent = [
        f"{template.parent.name}: {name}"
        for template in ROOMS.glob("*/*.html")
        for tag, name in re.findall(r'(<textarea\b[^>]*?\bname="([^"]+)")', template.read_text())
        if "data-look=" not in tag
        and template.parent.name not in LIVE_ALREADY
        and name not in NOT_KEPT.get(template.parent.name, set())
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("about", "text", "found"),
    [
        ("patients", BAD, True),
        ("own_work", BAD, True),
        ("people", BAD, True),
        ("people", "Asked Dr. Maria Lopez on 3/14.", False),
        ("weather", "Wife Maria called on 3/14.", True),
    ],
)
def test_typing_is_looked_at_as_saving_would(
    client: Client, about: str, text: str, found: bool
) -> None:
    answer = client.post("/log/guard/", {"look_at": text, "about": about})
    assert bool(answer.content.strip()) is found


def test_a_box_that_nobody_asks_about_would_be_found() -> None:
    assert _unasked({"statement": {"draft", "confession"}}, _guards()) == ["statement: confession"]


FORMS: dict[str, tuple[str, dict[str, str], str]] = {
    "answer": ("/my-answers/question/", {"q": "Why medicine?"}, "said"),
    "account": ("/my-entries/accounts/gap/", {}, "facts"),
    "statement": ("/my-statement/", {"version": "0"}, "draft"),
    "entry": ("/my-entries/new/", {"title": "Scribe"}, "text"),
    "opening": ("/openings/new/", {"institution": "Sample clinic"}, "note"),
    "rotation": ("/log/rotations/new/", {"kind": "elective"}, "institution"),
    "job": ("/my-job/jobs/", {"place": "Sample clinic"}, "title"),
    "project": ("/project/new/begin/", {}, "title"),
}


def _address(client: Client, name: str) -> str:
    if name == "account":
        from preround.writing.accounts import account_kinds

        return f"/my-entries/accounts/{account_kinds()[0].name}/"
    if name == "job":
        from django.urls import reverse

        return reverse("new_job")
    return FORMS[name][0]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_comes_back_whole_with_wording(client: Client, mine: Dossier, name: str) -> None:
    _, others, field = FORMS[name]
    answer = client.post(_address(client, name), others | {field: BAD})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This could identify a patient" in page
    assert "MRN [number]" in page
    assert f">{BAD}</textarea>" in page
    for key, value in others.items():
        assert f'name="{key}" value="{value}"' in page


def test_wording_words_mended_and_words_as_they_are_all_go_on(
    client: Client, mine: Dossier
) -> None:
    sent = {"institution": "Sample clinic", "note": BAD}
    for more in ({"use_wording": "yes"}, {"note": "Presented a patient"}, {"keep_words": "on"}):
        assert client.post("/openings/new/", sent | more).status_code == 302
    kept = [one.opening.note for one in openings.book().read().openings.values()]
    assert kept == ["Presented a patient MRN [number]", "Presented a patient", BAD]
    assert "4471002" not in client.get("/openings/openings.csv").content.decode()


def test_what_checks_while_typing_is_not_stopped(client: Client, mine: Dossier) -> None:
    answer = client.post(
        "/my-statement/", {"draft": BAD, "version": "0"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200


def test_a_note_that_saves_itself_says_so_where_it_is_typed(client: Client, mine: Dossier) -> None:
    from preround.web import lists

    code = next(iter(lists.catalogue().by_code))
    live = {"HX-Request": "true"}
    address = f"/programs/{code}/note/"
    answer = client.post(address, {"text": BAD, "version": "0"}, headers=live)
    assert answer.status_code == 422
    assert 'id="note-state"' in answer.content.decode()
    again = client.post(address, {"text": BAD, "version": "0", "use_wording": "yes"}, headers=live)
    assert (again.status_code, again["HX-Refresh"]) == (200, "true")
    named = {"text": "Met Dr. Anna Kowalski on 12 Oct; ask her about nights.", "version": "1"}
    assert client.post(address, named, headers=live).status_code == 200


def test_a_moment_kept_by_script_is_refused_above_the_page(client: Client, mine: Dossier) -> None:
    from preround.writing.statement import statement_themes

    sent = {"theme": statement_themes()[0].name, "text": BAD}
    answer = client.post("/my-statement/moment/", sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#messages")


def test_a_project_leaves_without_a_patient_even_where_words_were_kept(
    client: Client, mine: Dossier
) -> None:
    begun = client.post("/project/new/begin/", {"title": BAD, "keep_words": "on"})
    number = begun["Location"].split("/")[2]
    for page in ("project.json", "outline.txt"):
        assert "4471002" not in client.get(f"/project/{number}/{page}").content.decode()
    paper = client.get(f"/project/{number}/page/").content.decode()
    assert "4471002" not in paper[paper.index("<article") :]
    assert "4471002" not in paper[: paper.index("</title>")]
