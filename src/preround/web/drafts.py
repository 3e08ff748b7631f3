"""Words not saved yet: the browser keeps them on this machine, and forgets them once they are.

A form says what it holds by `data-draft`; a view that saved it says so with `kept`. Without
script nothing is kept and nothing else changes.
"""

from __future__ import annotations

import re
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)
COOKIE = "kept_drafts"
NAME = re.compile(r"[\w-]{1,80}", re.ASCII)
EVERY = "*"
#: Long enough for the next page to be shown.
SECONDS = 600


def kept(answer: Answer, name: str = EVERY) -> Answer:
    """Tell the browser that a form's words are saved, so that its copy goes."""
    if name == EVERY or NAME.fullmatch(name):
        answer.set_cookie(COOKIE, name, max_age=SECONDS, samesite="Strict")
    return answer


def named(request: HttpRequest) -> str:
    """The name a form sends along, where a page holds several."""
    name = request.POST.get("draft", "")
    return name if NAME.fullmatch(name) else ""
