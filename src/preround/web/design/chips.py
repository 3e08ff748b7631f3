"""Because-chips: a short reason that opens its source."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from preround.domain.citation import Citation, Confidence
from preround.domain.program_list import Reason
from preround.web.design.icons import draw_icon
from preround.web.design.words import cited

#: A chip longer than this is cut on screen; its pop-over says all of it.
LONGEST = 60
UNSURE = SafeString("<p>Unconfirmed: check the official page before you rely on it.</p>")


def chip(reason: Reason, nrmp_code: str) -> SafeString:
    """Draw one reason.

    Notes
    -----
    A plain label when there is nothing to open; else `details`, which needs no script.
    """
    sign = draw_icon(reason.kind.value)
    text = _short(reason.text)
    if reason.citation is None and not reason.fact and text == reason.text:
        return format_html(
            '<span class="chip chip-{}">{}<span class="chip-words">{}</span></span>',
            reason.kind.value,
            sign,
            text,
        )
    return format_html(
        '<details class="chip chip-{}" name="chip">'
        '<summary>{}<span class="chip-words">{}</span></summary>'
        '<div class="pop"><p>{}</p>{}{}</div></details>',
        reason.kind.value,
        sign,
        text,
        reason.text,
        source(reason.citation),
        _correct(reason, nrmp_code),
    )


def source(citation: Citation | None) -> SafeString:
    """Write where something was read, with its link where there is one."""
    if citation is None:
        return SafeString("")
    link = SafeString("")
    if citation.url.startswith(("https://", "http://")):
        link = format_html(
            ' <a href="{}" rel="noreferrer noopener" target="_blank">Open the source</a>',
            citation.url,
        )
    return format_html('<p class="soft">{}.{}</p>', cited(citation), link)


def sources(citations: Sequence[Citation], word: str = "") -> SafeString:
    """Draw one chip that opens every place a figure was read.

    Without a word of its own it says "source", and whether that is unconfirmed.
    """
    if not citations:
        return SafeString("")
    unsure = all(citation.confidence is not Confidence.HIGH for citation in citations)
    kind = "unknown" if unsure else "met"
    return format_html(
        '<details class="chip chip-{}" name="chip"><summary>{}{}</summary>'
        '<div class="pop to-left">{}{}</div></details>',
        kind,
        SafeString("") if word else draw_icon(kind),
        word or ("unconfirmed" if unsure else "source"),
        format_html_join("", "{}", ((source(citation),) for citation in citations)),
        UNSURE if unsure else "",
    )


def _correct(reason: Reason, nrmp_code: str) -> SafeString:
    if not reason.fact:
        return SafeString("")
    words = "Correct it" if reason.citation else "Fill it in"
    address = reverse("program", args=[nrmp_code])
    return format_html('<p><a href="{}#fact-{}">{}</a></p>', address, reason.fact, words)


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:. ")
    return f"{cut}\N{HORIZONTAL ELLIPSIS}"
