"""Names of people: by list, by the words around them, and by how they are written.

A name that is also an everyday word (Hope, Will, Young) or a medical one (Murphy, Wilson) counts
only where the words around speak of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.logbook.guard_look import Seen, is_eponym, look
from preround.logbook.guard_name_lower import lower_name
from preround.logbook.guard_name_rules import why_named
from preround.logbook.guard_phrases import PARTICLES
from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import Token, grammar, words

COMMA_NAME = re.compile(
    r"\b([A-Z][A-Za-z'\u2019-]+),\s+([A-Z][A-Za-z'\u2019-]+)(?:\s+([A-Z])\b\.?)?"
)
INITIALS = re.compile(
    r"\b(?:pt|patient|mr|mrs|ms|client|named|initials?)\.?[\s:]+(?:is\s+|are\s+)?(?P<v>[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]\.?[A-Z]\.)(?![A-Za-z])",
    re.IGNORECASE,
)
DOTTED = re.compile(
    r"(?<![\w.])(?!(?:U\.S|D\.C|M\.D|D\.O|E\.D|O\.R|I\.V|P\.O|P\.T|O\.T|N\.P|P\.A|A\.M|P\.M|E\.R|R\.N|B\.P|C\.C|"
    r"H\.R|T\.B|C\.T|C\.V|I\.D|E\.G|I\.E|P\.R|U\.K|N\.Y|L\.A|Q\.D|M\.A|B\.S|P\.S|E\.M|G\.I|G\.U)\b)"
    r"(?P<v>[A-Z]\.\s?[A-Z]\.)(?![A-Za-z])(?!\s?[A-Z][a-z])"
)
BARE_INITIALS = re.compile(r"\binitials?[\s:]+(?:are\s+|is\s+)?(?P<v>[A-Z]{2,3})\b")
ROLE_INITIALS = re.compile(
    r"\b(?:pt|Pt|patient|Patient|Mr|Mrs|Ms)\.?\s+(?P<v>[A-Z])\.?(?=\s+(?:was|is|has|had|came|said|told|reports?|denies|presented|who|with|in)\b)"
)
SUFFIXES = grammar("suffixes")


def find(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """Every name of a person that the words of the text give away."""
    for pattern in (INITIALS, ROLE_INITIALS, DOTTED, BARE_INITIALS):
        for match in pattern.finditer(text):
            yield Span(*match.span("v"), Identifier.NAME, "initials")
    yield from _last_first(text)
    seen = [look(token.low) for token in run]
    shouting = sum(t.is_upper for t in run) > 0.7 * len(run) and len(run) > 6
    index, reached = 0, -1
    while index < len(run):
        end, why = _name_at(text, run, seen, index, shouting=shouting)
        if end > index:
            last = run[end - 1]
            stop = last.end - (2 if last.is_possessive and last.text[-2] in "'\u2019" else 0)
            if text[stop : stop + 1] == "." and last.is_initial:
                stop += 1
            yield Span(run[index].start, stop, Identifier.NAME, why)
            reached = index = end
        elif _joins(run, seen, index, reached):
            yield Span(run[index].start, run[index].end, Identifier.NAME, "joined to a name")
            reached = index = index + 1
        else:
            index += 1


def _joins(run: Sequence[Token], seen: Sequence[Seen], index: int, reached: int) -> bool:
    """Whether a capital stands right after a name and the word and: Chen and Quispe."""
    return (
        reached > 0
        and reached == index - 1
        and run[index - 1].low == "and"
        and run[index].is_title
        and len(run[index].text) > 2
        and seen[index].may_name
        and not (seen[index].everyday or seen[index].clinical)
    )


def _last_first(text: str) -> Iterator[Span]:
    for match in COMMA_NAME.finditer(text):
        last, first = look(match.group(1).lower()), look(match.group(2).lower())
        if (
            last.family
            and first.given
            and (last.is_sure or first.is_sure)
            and not (match.group(1).istitle() and last.given and not last.is_sure)
        ):
            yield Span(*match.span(), Identifier.NAME, "family name, given name")


def _written(token: Token, *, shouting: bool) -> bool:
    if token.text[-2:].lower() in ("'d", "'t", "\u2019d", "\u2019t") or token.text[-3:-2] in (
        "'",
        "\u2019",
    ):
        return False
    return token.is_title or (token.is_upper and len(token.text) > 2 and not shouting)


def _name_at(
    text: str, run: Sequence[Token], seen: Sequence[Seen], index: int, *, shouting: bool
) -> tuple[int, str]:
    """Where the name that begins at `index` ends (exclusive), and why; `index` if none does."""
    token, _known = run[index], seen[index]
    before = run[index - 1] if index else None
    lead = text[max(token.start - 90, 0) : token.start]
    if token.is_initial:
        if (
            before is not None
            and before.low in ("dr", "mr", "mrs", "ms", "prof")
            and token.gap in (" ", ". ")
        ):
            end, _ = _from_initial(run, seen, index)
            return max(end, index + 1), "a title before it"
        return _from_initial(run, seen, index)
    if len(token.text) < 2 or token.low in words().grammar["titles"]:
        return index, ""
    if _written(token, shouting=shouting):
        end = _stretch(run, seen, index)
        if _is_titled(run, index):
            return end, "a title before it"
        if is_eponym(run, seen, index, end):
            return index, ""
        why = why_named(text, run, seen, index, end, before, lead)
        return (end, why) if why else (index, "")
    if token.text[0].islower() or shouting:
        return lower_name(run, seen, index, before, lead)
    return index, ""


def _is_titled(run: Sequence[Token], index: int) -> bool:
    """Whether Mr., Dr. or the like stands before the word."""
    before = run[index - 1] if index else None
    if before is None or run[index].gap not in (" ", ". ", ".") or before.low not in TITLES:
        return False
    known = look(run[index].low)
    return known.is_name or not (known.everyday or known.clinical)


TITLES = grammar("name_titles")


def _from_initial(run: Sequence[Token], seen: Sequence[Seen], index: int) -> tuple[int, str]:
    """J. Smith, J.R. Okafor."""
    at = index + 1
    while (
        at < len(run) and run[at].is_initial and run[at].gap in (".", ". ", " ") and at - index < 3
    ):
        at += 1
    if (
        at < len(run)
        and run[at].is_title
        and run[at].gap == ". "
        and seen[at].family
        and not seen[at].everyday
    ):
        follows = at + 1 < len(run) and run[at + 1].low in words().grammar["eponym_heads"]
        if (not follows and index > 0 and run[index].text not in ("I", "A")) or index == 0:
            return at + 1, "an initial and a family name"
    return index, ""


def _stretch(run: Sequence[Token], seen: Sequence[Seen], index: int) -> int:
    """How far capitalized words that may be names run on from `index`."""
    end = index + 1
    while end < len(run) and end - index < 5:
        token = run[end]
        if (
            token.is_initial
            and token.gap == " "
            and (seen[end - 1].may_name)
            and token.text not in ("I", "A")
        ):
            end += 1
            continue
        if (
            token.low in PARTICLES
            and token.gap == " "
            and end + 1 < len(run)
            and (
                (run[end + 1].is_title and seen[end + 1].may_name) or run[end + 1].low in PARTICLES
            )
        ):
            end += 1
            continue
        if (
            token.low in SUFFIXES
            and token.gap in (" ", ", ")
            and (token.is_upper or token.is_title)
        ):
            end += 1
            break
        joined = token.gap == " " or (token.gap == ". " and run[end - 1].is_initial)
        if (
            not joined
            or not (token.is_title or (token.is_upper and run[end - 1].is_upper))
            or not seen[end].may_name
        ):
            break
        end += 1
    while end > index + 1 and run[end - 1].low in PARTICLES and run[end - 1].text.islower():
        end -= 1
    return end
