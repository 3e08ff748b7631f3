"""A form sent twice is kept once: a double press, a second tab, a page loaded again.

Each page gives its forms a token of its own (Django masks the one against forgery anew each
time). Token, address and everything the form holds make its key, which is stored in the
transaction of what the form changed. The same form again gets the answer of the first while
nothing was changed since; later it is asked about, for what it made may be gone by then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from preround.web import drafts
from preround.web.once_models import SentForm

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the name of a field
CHANGES = ("INSERT", "UPDATE", "DELETE")
#: Forms remembered; beyond, the oldest go.
MOST_KEPT = 500


class KeptOnce:
    """Gives a form that was sent twice the answer of the first time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _has_token(request):
            return self.get_response(request)
        key = _key(request)
        try:
            with transaction.atomic():
                return self._answer(request, key)
        except IntegrityError:  # a database with several writers: the other was first
            return _again(request, SentForm.objects.get(key=key))

    def _answer(self, request: HttpRequest, key: str) -> HttpResponse:
        earlier = SentForm.objects.filter(key=key).first()
        if earlier is not None:
            return _again(request, earlier)
        changes = _Changes()
        with connection.execute_wrapper(changes):
            answer = self.get_response(request)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            transaction.set_rollback(True)
        elif answer.status_code < HTTPStatus.BAD_REQUEST and (changes.seen or _leads(answer)):
            _remember(key, drafts.kept_form(request, answer))
        return answer


class _Changes:
    """Notes whether anything was written while a view ran."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.seen = self.seen or sql.lstrip()[:6].upper() in CHANGES
        return execute(sql, params, many, context)


def _has_token(request: HttpRequest) -> bool:
    try:
        return request.method == "POST" and bool(request.POST.get(TOKEN))
    except UnreadablePostError:  # whoever sent it is gone
        return False


def _key(request: HttpRequest) -> str:
    digest = hashlib.blake2b(digest_size=32)
    for part in _parts(request):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    """Where the form went and all it held, the files too."""
    yield request.get_full_path().encode()
    for name, values in sorted(request.POST.lists()):
        yield from (part.encode("utf-8", "surrogatepass") for part in (name, *values))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"{name} {file.name}".encode("utf-8", "surrogatepass")
            yield file.read()
            file.seek(0)


def _leads(answer: HttpResponse) -> str:
    return answer.get("Location", "")


def _remember(key: str, answer: HttpResponse) -> None:
    """Keep the key, and the answer while it is the newest."""
    SentForm.objects.exclude(cookies={}).update(cookies={})
    cookies = {
        name: {"value": morsel.value} | {part: morsel[part] for part in morsel if morsel[part]}
        for name, morsel in answer.cookies.items()
        if name != settings.CSRF_COOKIE_NAME
    }
    row = SentForm.objects.create(key=key, led_to=_leads(answer), cookies=cookies)
    SentForm.objects.filter(pk__lte=row.pk - MOST_KEPT).delete()


def _again(request: HttpRequest, earlier: SentForm) -> HttpResponse:
    newest = SentForm.objects.values_list("pk", flat=True).first()
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
        answer["HX-Refresh"] = "true"  # the page shows what the first one did
        return answer
    if earlier.pk != newest or not earlier.led_to:
        return _ask(request, earlier)
    answer = HttpResponse(status=HTTPStatus.FOUND)
    answer["Location"] = earlier.led_to
    for name, kept in earlier.cookies.items():
        answer.cookies[name] = kept["value"]
        answer.cookies[name].update({part: kept[part] for part in kept if part != "value"})
    return answer


def _ask(request: HttpRequest, earlier: SentForm) -> HttpResponse:
    """Say that it was sent before, and give everything back to send it once more."""
    context = {
        "earlier": earlier,
        "sent_to": request.get_full_path(),
        "held": [
            (name, value)
            for name, values in request.POST.lists()
            if name != TOKEN
            for value in values
        ],
        "has_files": bool(request.FILES),
    }
    return render(request, "templates/sent_before.html", context, status=HTTPStatus.CONFLICT)
