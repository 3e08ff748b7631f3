"""Keep patients out of a packet: what could identify one is taken out, rather too much.

The rule is strict because nobody is there to ask: a capitalized word inside a sentence goes
unless it is a known clinical or calendar-free term, and so does every number that is not a
small count. The person sees what was taken out and writes the line anew.

Source
------
The identifiers of 45 CFR 164.514(b)(2) (safe harbor); which patterns find them is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
PATTERNS = (
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("URL", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("IP", re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")),
    ("SSN", re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    ("PHONE", re.compile(r"(?:\+?\d{1,2}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]?\d{4}\b")),
    ("DATE", re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")),
    (
        "DATE",
        re.compile(rf"\b{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b", re.IGNORECASE),
    ),
    (
        "DATE",
        re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b(?:,?\s+\d{{4}})?", re.IGNORECASE
        ),
    ),
    ("DATE", re.compile(rf"\b{MONTH}\.?,?\s+\d{{4}}\b", re.IGNORECASE)),
    ("DATE", re.compile(r"\b(?:19|20)\d{2}\b")),
    ("DATE", re.compile(r"\b(?:0?[1-9]|1[0-2])/\d{2}\b")),
    ("OTHER_ID", re.compile(r"\b(?:[A-Z]+-)?\d{2,}(?:-\d{2,})+\b")),
    (
        "AGE_OVER_89",
        re.compile(r"\b(?:9\d|1[01]\d)[ -]?(?:years?[ -]old|y/?o|yrs?)\b", re.IGNORECASE),
    ),
    (
        "OTHER_ID",
        re.compile(
            r"\b(?:room|rm|bed|mrn|id|acct|account|case|ssn|dob)\b[ .:#]*\w*\d\w*", re.IGNORECASE
        ),
    ),
    ("OTHER_ID", re.compile(r"\b(?=\w*\d)(?=\w*[A-Z])[A-Z0-9]{1,}(?:-?[A-Z0-9]+){1,}\b")),
    ("OTHER_ID", re.compile(r"#\s?\w*\d\w*|\b\d{4,}\b")),
    (
        "GEO",
        re.compile(
            r"\b\d+\s+(?:[A-Z]\w+\s+){1,3}(?:st|street|ave|avenue|rd|road|blvd|ln|dr)\b\.?",
            re.IGNORECASE,
        ),
    ),
)
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Pt|St|Mt)\b\.?(?:\s+[A-Z][\w'’-]*\.?){1,3}")
CAPITALIZED = re.compile(r"(?<![\w'’-])[A-Z][\w'’]*(?:-[A-Z]?[\w'’]+)*\.?")
SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n\s*)$")
#: Capitalized words that name no person or place; one list, easy to add to.
KNOWN = frozenset(Path(__file__).with_name("known_words.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text that may leave, and what was taken out by label."""

    text: str
    removed: tuple[tuple[str, str], ...] = ()


def redact(text: str) -> Redacted:
    """Take out what could identify a patient.

    Examples
    --------
    >>> redact("Presented Mr. Lee, MRN 448812, admitted on March 3rd.").text
    'Presented [name], [other id], admitted on [date].'
    """
    removed: list[tuple[str, str]] = []

    def take(label: str, found: re.Match[str]) -> str:
        removed.append((label, found[0]))
        return f"[{label.lower().replace('_', ' ')}]"

    for label, pattern in PATTERNS:
        text = pattern.sub(lambda m, label=label: take(label, m), text)  # type: ignore[misc]
    text = TITLE.sub(lambda m: take("NAME", m), text)
    text = _names(text, removed)
    return Redacted(text, tuple(removed))


def _names(text: str, removed: list[tuple[str, str]]) -> str:
    parts: list[str] = []
    end = 0
    after_name = False
    for found in CAPITALIZED.finditer(text):
        word = found[0].rstrip(".")
        between = text[end : found.start()]
        starts = bool(SENTENCE_START.search(text[: found.start()]))
        follows = after_name and between.strip() == ""
        in_brackets = text[: found.start()].count("[") > text[: found.start()].count("]")
        next_word = text[found.end() : found.end() + 2]
        is_pair = starts and bool(re.match(r"\s[A-Z]", next_word)) and word not in KNOWN
        after_name = False
        is_name = word not in KNOWN and not in_brackets and (not starts or is_pair or follows)
        parts.append(between)
        if is_name:
            removed.append(("NAME", word))
            parts.append("" if follows else "[name]" + ("." if _ends(text, found) else ""))
            after_name = True
        else:
            parts.append(found[0])
        end = found.end()
    return re.sub(r"\[name\]\s+(?=\W|$)", "[name]", "".join([*parts, text[end:]]))


def _ends(text: str, found: re.Match[str]) -> bool:
    return found[0].endswith(".") and (found.end() == len(text) or text[found.end()] == "\n")
