"""One step for every form that keeps free text: what could identify a patient is asked about first.

A form names its free texts once:

    @guarded(note="Note")

What was typed comes back on a page of its own with everything else the form held, so that nothing
is lost; the offered wording, words mended by hand or, on a tick, the words as they are go on to
the view. Pages that show findings inside their own form use `look_over` and `caught.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from preround.jobs.guard_about import About
from preround.jobs.guard_text import GuardedNote, cleaned, guard_fields

View = Callable[..., HttpResponse]
NO_MORE: Mapping[str, str] = MappingProxyType({})
#: What the step itself sends along; never part of what a form keeps.
OURS = frozenset({"csrfmiddlewaretoken", "use_wording", "keep_words"})


@dataclass(frozen=True, slots=True)
class Caught:
    """One field in which something was found, under the name the page gives it."""

    name: str
    label: str
    note: GuardedNote

    @property
    def words(self) -> tuple[tuple[str, str, str], ...]:
        """Each finding as text, kind and reason."""
        return self.note.words

    @property
    def offered(self) -> str:
        """The wording that names nobody."""
        return self.note.offered


@dataclass(frozen=True, slots=True)
class LookedOver:
    """A form as it may be kept, or what in it is to be asked about first."""

    post: QueryDict
    caught: tuple[Caught, ...]


def look_over(
    post: QueryDict, labels: Mapping[str, str], about: About = About.PATIENTS
) -> LookedOver:
    """Look through the free texts of a form, as the person asked: reworded, kept, or asked about.

    Parameters
    ----------
    labels
        Name of each free text and what the page calls it.
    """
    if post.get("use_wording") == "yes":  # wins over a tick: the more careful of the two
        changed = post.copy()
        for name in labels:
            if name in post:
                changed[name] = cleaned(post.get(name, ""), about)
        return LookedOver(changed, ())
    if post.get("keep_words") == "on":
        return LookedOver(post, ())
    found = guard_fields({name: post.get(name, "") for name in labels}, about)
    return LookedOver(
        post, tuple(Caught(str(note.id), labels[str(note.id)], note) for note in found)
    )


def guarded(
    about: About = About.PATIENTS,
    fields: Mapping[str, str] = NO_MORE,
    *,
    checks_live: bool = False,
    live: str = "templates/caught_fragment.html",
    **labels: str,
) -> Callable[[View], View]:
    """Put the step before a view that keeps free text.

    Parameters
    ----------
    about
        Whom the texts are about.
    checks_live
        Whether the view answers htmx without keeping anything, so that typing goes through.
    live
        Template for a form that saves by itself; by default a notice above the page.
    fields, labels
        Name of each free text and what the page calls it.
    """
    texts = {**fields, **labels}

    def step(view: View) -> View:
        @wraps(view)
        def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            by_itself = bool(getattr(request, "htmx", False))
            if request.method != "POST" or (by_itself and checks_live):
                return view(request, *args, **kwargs)
            over = look_over(request.POST, texts, about)
            if over.caught:
                return _ask(request, over, live if by_itself else "templates/caught_page.html")
            request.POST = over.post  # type: ignore[assignment]
            answer = view(request, *args, **kwargs)
            if by_itself and over.post.get("use_wording") == "yes":
                answer["HX-Refresh"] = "true"  # the page still shows what was typed
            return answer

        looked.guards = frozenset(texts)  # type: ignore[attr-defined]
        return looked

    return step


def _ask(request: HttpRequest, over: LookedOver, template: str) -> HttpResponse:
    """Give everything back that was sent, with what was found in it."""
    named = {one.name for one in over.caught}
    context = {
        "caught": over.caught,
        "others": [
            (name, value)
            for name, values in over.post.lists()
            if name not in named | OURS
            for value in values
        ],
        "sent_to": request.get_full_path(),
        "sent": over.post,
    }
    answer = render(request, template, context, status=422)
    if template == "templates/caught_fragment.html":
        answer["HX-Retarget"] = "#messages"
        answer["HX-Reswap"] = "innerHTML show:none"
    return answer
