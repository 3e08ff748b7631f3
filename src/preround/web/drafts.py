"""Words not saved yet: the browser keeps them on this machine, and forgets them once they are.

Every form with a text area or several boxes is kept, by `static/preround/typed.js`, under the
address it is sent to and the version it was shown at; where several forms are sent to one address
they carry a name of their own in `data-draft` and in a hidden field. Whatever saved a form says so
with a cookie. Without script nothing is kept and nothing else changes.
"""

from __future__ import annotations

import hashlib
import re
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)
COOKIE = "kept_drafts"
#: The hidden field with a form's own name.
FIELD = "draft_name"
NAME = re.compile(r"[\w-]{1,80}", re.ASCII)
EVERY = "*"
#: Long enough for the next page to be shown.
SECONDS = 600


def kept(answer: Answer, name: str = EVERY) -> Answer:
    """Tell the browser that a form's words are saved, so that its copy goes."""
    if name == EVERY or NAME.fullmatch(name):
        answer.set_cookie(COOKIE, name, max_age=SECONDS, samesite="Strict")
    return answer


def name_of(path: str, version: str = "") -> str:
    """The name of a form that has none of its own; typed.js makes the same one."""
    words = "-".join(part for part in (path.strip("/"), version) if part)
    return re.sub(r"[^\w-]", "-", words, flags=re.ASCII)[:80]


def named(stem: str, *words: str) -> str:
    """A name for one of several forms that are sent to one address, by what it is about."""
    digest = hashlib.blake2b("\n".join(words).encode("utf-8", "surrogatepass"), digest_size=6)
    return f"{name_of(stem)[:60]}-{digest.hexdigest()}"


def kept_form(request: HttpRequest, answer: Answer) -> Answer:
    """Tell that the form just sent is saved, unless its view has told already."""
    if COOKIE in answer.cookies:
        return answer
    named = request.POST.get(FIELD, "")
    return kept(answer, named or name_of(request.path, request.POST.get("version", "")))
