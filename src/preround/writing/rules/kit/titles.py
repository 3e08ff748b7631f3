"""Titles a line takes: "as the principal investigator", "served as chief of …", "first author"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from preround.writing.rules.kit.acts import lexicon, small, tokens_of, verb_forms
from preround.writing.rules.kit.claims import Hit
from preround.writing.rules.kit.line import Line, Part

OUTRIGHT = re.compile(
    r"\b(?:listed as (?:\w+ )*(?:clinical experience|usce|externship)"
    r"|(?:equivalent|equal|comparable|similar) to "
    r"(?:that of |those of |the (?:work|role|duties) of )?"
    r"(?:an? |the )?(?:\w+ )?(?:resident|intern|physician|doctor|nurse|sub-internship)\w*"
    r"|at (?:the|an?) (?:level of (?:an? )?(?:intern|resident|physician|attending)"
    r"|(?:intern|resident|physician|attending)(?:['’]s)? level))",
    re.IGNORECASE,
)
AUTHOR = re.compile(
    r"\b(first|lead|senior|corresponding|sole|main|co-?first)[- ]author(?:ed|ship)?\b"
    r"|\bas (?:the )?(?:first|lead|senior|sole) author\b",
    re.IGNORECASE,
)
LATER_AUTHOR = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|middle|co-?|contributing|\d(?:nd|rd|th))"
    r"[- ]?author|\backnowledg\w+|\bhelp\w* (?:to )?(?:write|draft|edit)",
    re.IGNORECASE,
)
AS = re.compile(
    r"\b(?:as|was|am|became|named|appointed|elected|being|acting|titled)\b", re.IGNORECASE
)
NOT_A_TITLE = re.compile(
    r"\b(?:such|well|soon|far|same|known|insofar|much|long|described|regarded|reported)\s+$",
    re.IGNORECASE,
)
SERVED_AS = re.compile(
    r"\b(?:serv(?:ed|ing)|act(?:ed|ing)|function(?:ed|ing)|operat(?:ed|ing)|work(?:ed|ing)) "
    r"(?:\w+ly )?as (?:an? |the |our |my )?((?:[\w'’-]+ ){0,4}?[\w'’-]+)"
    r"(?=$|[,.;:]| (?:for|on|in|to|with|at|by|and|during|while|between|who|across|under)\b)",
    re.IGNORECASE,
)
LONGEST = 6


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    table = lexicon()["titles"]
    return frozenset(table["clinical"]), frozenset(table["rank"])


def titles_taken(part: Part) -> Iterator[tuple[Hit, str, bool]]:
    """Each title: where, its head word, and whether it is one of the clinic's own."""
    for match in OUTRIGHT.finditer(part.text):
        yield Hit(match.start(), match.end()), match.group().lower(), True
    for match in AS.finditer(part.text):
        if not NOT_A_TITLE.search(part.text[: match.start()]):
            found = _title_after(part.text, match.end())
            if found:
                end, head, clinical = found
                yield Hit(match.start(), end), head, clinical


def _title_after(text: str, at: int) -> tuple[int, str, bool] | None:
    clinical, rank = _heads()
    tokens = tokens_of(text[at : at + 90])
    words = [token.plain for token in tokens]
    for n, word in enumerate(words[:LONGEST]):
        if word in small("breaks") or word in (",", "and"):
            return None
        pair = f"{words[n - 1]} {word}" if n else word
        is_clinical = word in clinical or pair in clinical
        if not (is_clinical or word in rank):
            continue
        follows = words[n + 1] if n + 1 < len(words) else ""
        possessive = tokens[n].word != tokens[n].plain
        if possessive or not _ends_here(follows):
            continue
        return at + tokens[n].end, pair if pair in clinical else word, is_clinical
    return None


def _ends_here(follows: str) -> bool:
    """Whether the title is over: a preposition or a mark follows, not a verb or a noun."""
    if not follows or follows in ("of", "responsible", "while"):
        return True
    ends = small("breaks") | small("joins") | small("lead_in") | {"i"}
    return follows in ends and follows not in verb_forms()


def is_borrowed(line: Line, head: str, *, clinical: bool) -> bool:
    """Whether neither the role nor the log bears the title."""
    words = head.split()
    known = f"{line.role} {line.duty}".lower()
    if line.role_class == "physician" and clinical and not line.duty:
        return False
    role = line.role.lower()
    if clinical:
        held = all(re.search(rf"\b{re.escape(word)}\b", role) for word in words)
        said = re.search(rf"\bas (?:the |an? )?(?:\w+ ){{0,2}}{re.escape(head)}\b", known)
        return not (held or said)
    if not line.duty:
        return False
    return not any(re.search(rf"\b{re.escape(word[:7])}", known) for word in words)


def served_as(line: Line, part: Part) -> Hit | None:
    """A part the line takes ("served as biostatistician") of which the log knows no word."""
    match = SERVED_AS.search(part.text) if line.duty.strip() else None
    if match is None:
        return None
    plain = frozenset(lexicon()["titles"]["plain"]) | small("empty")
    words = [word for word in re.findall(r"[a-z]{3,}", match.group(1).lower()) if word not in plain]
    known = f"{line.role} {line.duty}".lower()
    if not words or any(re.search(rf"\b{word[:5]}", known) for word in words):
        return None
    return Hit(match.start(), match.end())


def author_above_log(line: Line, part: Part) -> Hit | None:
    """A first authorship the log contradicts."""
    match = AUTHOR.search(part.text)
    if match and line.duty and not AUTHOR.search(line.duty) and LATER_AUTHOR.search(line.duty):
        return Hit(match.start(), match.end())
    return None
