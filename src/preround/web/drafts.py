"""Words not saved yet: the browser keeps them on this machine, and forgets them once they are.

A form says what it holds by `data-draft`; a view that saved it says so with `kept`. Without
script nothing is kept and nothing else changes.
"""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)
COOKIE = "kept_drafts"
EVERY = "*"
#: Long enough for the next page to be shown.
SECONDS = 600


def kept(answer: Answer, name: str = EVERY) -> Answer:
    """Tell the browser that a form's words are saved, so that its copy goes."""
    answer.set_cookie(COOKIE, name, max_age=SECONDS, samesite="Strict")
    return answer
