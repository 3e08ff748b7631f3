"""The claims ledger: each number, strong verb and title of a text beside the log that bears it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from preround.writing.defend import questions_on
from preround.writing.evidence import stop_words
from preround.writing.ledger_frame import EntryFrame, contradictions, time_claims
from preround.writing.linter import LintFinding, lint
from preround.writing.recorded import RecordedFact
from preround.writing.rules.number_conflict import TOLERANCE

FIGURE = r"\d[\d,]*(?:\.\d+)?"
NUMBER = re.compile(rf"{FIGURE} of {FIGURE}|{FIGURE}(?:\s?(?:to|-|–)\s?{FIGURE}(?! of \d))?\s?%?")
STRONG = re.compile(
    r"\b(?:led|created|built|wrote|designed|started|introduced|trained|taught|reduced|cut"
    r"|lowered|raised|"
    r"improved|standardi[sz]ed|organi[sz]ed|managed|coordinated|supervised|escalated|alerted"
    r"|reported|"
    r"interpreted|published|presented|resolved|developed|launched|published|recruited|enrolled"
    r"|verified)\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:as (?:the |an? )?(?:\w+ ){0,2}(?:coordinator|lead|leader|supervisor|manager|chief"
    r"|head|president"
    r"|director|officer|investigator)|first author|co-author|board[- ]certified)\b",
    re.IGNORECASE,
)
#: Before a verb: somebody else did it.
BY_OTHERS = re.compile(
    r"\b(?:she|he|they|who|(?:office|clinic|nurse|doctor|physician|pharmacist|attending|resident"
    r"|prescriber|team|manager|supervisor|coordinator) (?:that|which))\s$",
    re.IGNORECASE,
)
SHARE = re.compile(r"\d\s?%|\bpercent\b", re.IGNORECASE)
EMPTY = frozenset(
    ("before", "about", "each", "every", "week", "month", "year", "times",
     "day", "per", "she", "her", "his", "was", "all", "two", "new")
)  # fmt: skip
YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d(?:\s?[-–]\s?(?:19[5-9]|20[0-4])\d)?")
NAMED_BY_NUMBER = re.compile(
    r"\b(?:step|level|phase|part|pgy|type|covid|unit|room|form|version)[ -]$|24/$", re.IGNORECASE
)
#: Figures that are names: the emergency number, the leads of a tracing, around the clock.
NAMES = re.compile(r"911\b|12[ -]leads?\b|24/7|9-1-1|1:1\b|i?\d-?9 form", re.IGNORECASE)
#: ICD-10, A1c, GLP-1: a figure that belongs to the letters before it.
GLUED = re.compile(r"[A-Za-z]-?$")
CHANGE = re.compile(
    rf"\bfrom (?:\w+ ){{0,2}}{FIGURE}(?: of {FIGURE})?[^.;]{{0,30}}? to {FIGURE}", re.IGNORECASE
)
PACE = re.compile(r"\b(?:every|within|in under|within the first)\s$", re.IGNORECASE)
BOUND = re.compile(r"\b(?:over|under|above|below|aged?|older than|younger than)\s$", re.IGNORECASE)
AGED = re.compile(r"\s?(?:-?years?[ -]old|yo\b|y/o)", re.IGNORECASE)
LENGTH = re.compile(r"\s?(?:hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
RATE = re.compile(
    r"[^.;,]{0,40}?\b(?:an?|per|each|every) (?:day|shift|week|month|night|hour|year)", re.IGNORECASE
)
YEAR_AFTER = re.compile(
    r"\b(?:in|since|from|until|till|by|of|during|to|through|early|late|mid|spring|summer|fall|autumn"
    r"|winter|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)"
    r"\.?\s+$",
    re.IGNORECASE,
)
#: The id under which the setting stands among the facts.
CONTEXT = "context"
NO_FRAME = EntryFrame()
NEAR_WORDS = 3
WORD = re.compile(r"[a-z]{3,}")
SENTENCE_END = re.compile(r"[.!?](?=\s)")


class Standing(StrEnum):
    """How a claim stands to the log."""

    TRACED = "traced"
    REMEMBERED = "remembered"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One claim: where it stands in the text, how it is borne, what could be asked of it."""

    claim: str
    kind: str
    start: int
    end: int
    standing: Standing
    facts: tuple[str, ...]
    why: str
    asked: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The claim as a document."""
        return {
            "claim": self.claim,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "standing": self.standing.value,
            "facts": list(self.facts),
            "why": self.why,
            "asked": list(self.asked),
        }


def claims_ledger(
    text: str,
    facts: Sequence[RecordedFact],
    *,
    role: str = "",
    frame: EntryFrame = NO_FRAME,
    found: Sequence[LintFinding] | None = None,
) -> tuple[LedgerLine, ...]:
    """Every claim of a text, traced, remembered, or in conflict with role, log, dates, an entry.

    Parameters
    ----------
    facts
        The log, and whatever else bears claims.
    frame
        The entry's dates and hours, and the other entries.
    found
        The text's findings where it was linted already; else it is linted here.

    Notes
    -----
    A number is traced when a fact holds the same number and a neighboring word; it conflicts when
    a fact counts the same thing lower. A strong verb is traced when a fact holds its stem.
    """
    if found is None:
        found = lint(text, role, "; ".join(fact.text for fact in facts))
    numbers = [match for match in NUMBER.finditer(text) if not _is_name(match, text)]
    lines = [_number(match, text, facts) for match in numbers]
    verbs = (one for one in STRONG.finditer(text) if not BY_OTHERS.search(text[: one.start()]))
    lines += [_word(match, "verb", text, facts) for match in verbs]
    lines += [_word(match, "title", text, facts) for match in TITLE.finditer(text)]
    conflicts = [*_scope(text, found), *_against_frame(text, frame)]
    kept = [line for line in lines if not any(_inside(line, other) for other in conflicts)]
    return tuple(sorted([*kept, *conflicts], key=lambda line: (line.start, line.kind)))


def _is_name(match: re.Match[str], text: str) -> bool:
    """Whether a figure counts nothing: Step 3, PGY-1, in 2025, May 2025, 2024-2025."""
    if NAMED_BY_NUMBER.search(text[: match.start()]) or GLUED.search(text[: match.start()]):
        return True
    if NAMES.match(text, match.start()):
        return True
    if not YEAR.fullmatch(match.group().strip()):
        return False
    before, after = text[: match.start()], text[match.end() :]
    return bool(YEAR_AFTER.search(before)) or not re.match(r"\s?[a-z]", after)


def _inside(line: LedgerLine, other: LedgerLine) -> bool:
    """Whether a conflict, or the claim to a time, is already told of the same words."""
    alike = ("number", "time") if line.kind == "number" else ("scope",)
    return other.kind in alike and other.start <= line.start < other.end


def _scope(text: str, found: Sequence[LintFinding]) -> Iterator[LedgerLine]:
    for finding in found:
        if finding.kind == "overclaim" and finding.code != "overclaim-number":
            claim = text[finding.start : finding.end]
            asked = questions_on("scope", claim, text, finding.end)
            yield LedgerLine(claim, "scope", finding.start, finding.end, Standing.CONFLICT, (),
                             finding.message, asked)  # fmt: skip


def _against_frame(text: str, frame: EntryFrame) -> Iterator[LedgerLine]:
    for one in time_claims(text, frame):
        if one.why:
            standing, why = Standing.CONFLICT, one.why
        else:
            standing = Standing.TRACED if one.known else Standing.REMEMBERED
            why = "in the entry's dates" if one.known else "the entry has no dates"
        claim = text[one.start : one.end]
        asked = questions_on("time", claim, text, one.end)
        yield LedgerLine(claim, "time", one.start, one.end, standing, (), why, asked)
    for start, end, why in contradictions(text, frame):
        claim = text[start:end]
        asked = questions_on("share" if "%" in claim else "number", claim, text, end)
        yield LedgerLine(claim, "number", start, end, Standing.CONFLICT, (), why, asked)


def _number(match: re.Match[str], text: str, facts: Sequence[RecordedFact]) -> LedgerLine:
    claim = match.group().strip()
    values = _values(claim)
    is_share = "%" in claim or text[match.end() : match.end() + 9].lower().startswith(" percent")
    around = _around(text, match.start(), match.end())
    beside = _values(_sentence(text, match.start(), match.end())) - values
    end = match.start() + len(claim)
    bearing, higher = [], None
    for fact in facts:
        shared = around & set(WORD.findall(fact.text.lower()))
        held = _shares(fact.text) if is_share else _values(fact.text)
        if values <= held and (shared or len(values) > 1 or is_share or beside & held):
            bearing.append(fact.id)
        elif shared and _counts_same(fact.text, text, match, max(values)):
            higher = fact
    kind = "setting" if bearing == [CONTEXT] else _kind_of(text, match, is_share=is_share)
    asked = questions_on(kind, claim, text, end)
    if bearing:
        return _line(match, claim, "number", Standing.TRACED, bearing, "in the log", asked)
    if higher is not None:
        why = f"the log says: {higher.text}"
        return _line(match, claim, "number", Standing.CONFLICT, [higher.id], why, asked)
    return _line(match, claim, "number", Standing.REMEMBERED, [], "no log line holds it", asked)


def _kind_of(text: str, match: re.Match[str], *, is_share: bool) -> str:
    """What sort of figure it is, since each is asked about in its own way."""
    start, end = match.start(), match.end()
    span = next((one for one in CHANGE.finditer(text) if one.start() < start < one.end()), None)
    if span is not None and " to " in match.group():
        return "change"
    if span is not None:
        return "after" if span.end() <= end else "before"
    if is_share:
        return "share"
    if " of " in match.group():
        return "part"
    if BOUND.search(text[:start]) or AGED.match(text, end):
        return "bound"
    if PACE.search(text[:start]):
        return "pace"
    if LENGTH.match(text, end):
        return "length"
    return "number" if RATE.match(text, end) else "count"


def _counts_same(fact: str, text: str, match: re.Match[str], value: float) -> bool:
    """Whether the fact counts the very next word, and counts it lower."""
    after = WORD.search(text[match.end() : match.end() + 25].lower())
    if not after:
        return False
    for other in NUMBER.finditer(fact):
        next_word = WORD.search(fact[other.end() : other.end() + 25].lower())
        if next_word and next_word.group().rstrip("s") == after.group().rstrip("s"):
            return max(_values(other.group())) * TOLERANCE < value
    return False


def _word(match: re.Match[str], kind: str, text: str, facts: Sequence[RecordedFact]) -> LedgerLine:
    stem = match.group().lower()[:5]
    around = _around(text, match.start(), match.end())
    bearing = [
        fact.id
        for fact in facts
        if stem in fact.text.lower() and (around & set(WORD.findall(fact.text.lower())))
    ]
    asked = questions_on(kind, match.group(), text, match.end())
    if bearing:
        return _line(match, match.group(), kind, Standing.TRACED, bearing, "in the log", asked)
    return _line(match, match.group(), kind, Standing.REMEMBERED, [], "no log line says it", asked)


def _line(
    match: re.Match[str],
    claim: str,
    kind: str,
    standing: Standing,
    facts: list[str],
    why: str,
    asked: tuple[str, ...],
) -> LedgerLine:
    end = match.start() + len(match.group().rstrip())
    return LedgerLine(claim, kind, match.start(), end, standing, tuple(facts), why, asked)


def _values(text: str) -> set[float]:
    return {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def _shares(text: str) -> set[float]:
    """The figures of a text that stand in a comparison of percentages."""
    if not SHARE.search(text):
        return set()
    return _values(text)


def _sentence(text: str, start: int, end: int) -> str:
    before = SENTENCE_END.split(text[:start])[-1]
    return before + text[start:end] + SENTENCE_END.split(text[end:])[0]


def _around(text: str, start: int, end: int) -> set[str]:
    """The nearest words of the same sentence."""
    before = SENTENCE_END.split(text[max(0, start - 60) : start].lower())[-1]
    after = SENTENCE_END.split(text[end : end + 60].lower())[0]
    near = {*WORD.findall(before)[-NEAR_WORDS:], *WORD.findall(after)[:NEAR_WORDS]}
    return near - stop_words() - EMPTY
