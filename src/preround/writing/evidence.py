"""Which recorded facts answer a question best, and what each fact is good for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from preround.writing.recorded import RecordedFact

WORD = re.compile(r"[a-z%]+(?:[-'][a-z]+)*|\d+%?")
STOP = frozenset(
    "a an the of and or to in for with on by as is are be was were did do does you your i me my we"
    " our it that this what when how why who which tell about time describe have has had at from"
    " would will can not there here if so than then they them one some any us should could been"
    " more most its their his her into out up over after before".split()
)
SIGNS = {
    "result": re.compile(
        r"\d+\s?%|\bfrom \d|\breduc|\bimprov|\braised|\bfell\b|\brose\b|\bpassed|\bmatched"
        r"|\bturnaround|\bhalved|\bdropped|\bnow (?:used|use|held)|\bin use\b|\bsince then"
        r"|\bno (?:missed|lost|new)\b|\bpublished|\baccepted|\bthe same (?:day|hour|morning"
        r"|afternoon|evening)|\bwithin (?:an?|the|\d+) (?:minute|hour|day|week)"
        r"|\bwas (?:seen|found|changed|corrected|moved|with)",
        re.IGNORECASE,
    ),
    "number": re.compile(r"\d"),
    "reason": re.compile(
        r"\b(?:visa|family|moved|money|exam\w*|child\w*|ill\w*|permit|support\w*|war|fees|parent\w*"
        r"|mother|father|pregnan\w+|because|while waiting|waiting for|afford|care of|caring for"
        r"|alone|language|too little|without)\b",
        re.IGNORECASE,
    ),
    "problem": re.compile(
        r"\b(?:miss\w+|lost|late|wrong|error\w*|incomplete|unclear|angry|upset|frighten\w*|delay\w*"
        r"|waited|waiting|complain\w*|deviation|failed|broken|forgot\w*|no one|nobody|without"
        r"|duplicate\w*|abnormal|red-flag|chest pain|refus\w*|different|short[- ]staffed|too)\b",
        re.IGNORECASE,
    ),
    "agreed": re.compile(
        r"\b(?:(?:with|called|told|asked|alerted|passed \w+ to|reported \w+ to) (?:the|my|our|an?)"
        r" (?:[\w’'-]+ ){0,2}(?:nurse|supervisor|manager|pharmacist|physician|coordinator|team|lead"
        r"|attending|investigator|resident)|agreed|approved|asked me|allowed|permission"
        r"|supervis\w+|told me|reported it)\b",
        re.IGNORECASE,
    ),
    "action": re.compile(
        r"\b(?:introduced|built|wrote|made|started|began|told|called|asked|proposed|taught|trained"
        r"|calmed|stayed|explained|escalated|alerted|checked|found|merged|kept|created|changed"
        r"|tracked|standardi[sz]ed|discussed|noticed|interpreted|listened|offered|drew|set up"
        r"|reminded|reported|read|returned|apologized|stopped|counted)\b",
        re.IGNORECASE,
    ),
    "near": re.compile(
        r"\b(?:observ\w+|rotation\w*|extern\w*|shadow\w*|course|certif\w*|step [123]|conference"
        r"|journal|volunteer\w*|grand rounds|studied|oet|cme|ward rounds)\b",
        re.IGNORECASE,
    ),
    "change": re.compile(
        r"\b(?:chang\w+|since then|now|instead|new plan|schedule|tutor\w*|practice questions"
        r"|checklist|began|started|every week|each week|asked for feedback|rewrote|habit)\b",
        re.IGNORECASE,
    ),
    "use": re.compile(
        r"\b(?:escalat\w+|triage|by protocol|emr|ehr|nurse\w*|hand-?off|message\w*|rounds|physician"
        r"|allerg\w+|vital\w*|adverse|interpret\w*|consent|red-flag|huddle|note\w*)\b",
        re.IGNORECASE,
    ),
}
MOVED = re.compile(
    r"\b(?:fell|rose|dropped|halved|doubled|raised|cut|lowered|shortened|reduc\w+|improv\w+|turnaround"
    r"|passed)\b",
    re.IGNORECASE,
)
ROUTINE = re.compile(
    r"\b(?:an?|per|each|every) (?:day|shift|week|month|hour|night)\b(?! (?:late|later|early|before|after|ago)\b)|\bdaily\b|\beach (?:visit"
    r"|registration|profile|morning)\b|\bon every\b",
    re.IGNORECASE,
)
MOMENT = re.compile(
    r"\b(?:an?|one|the) (?:[\w-]+ ){0,3}(?:patient|caller|family|mother|father|child|participant"
    r"|colleague|resident|nurse|man|woman|daughter|son|visitor|physician|student)\b|\bonce\b"
    r"|\bone (?:night|morning|day|evening)\b|\bI had\b|\bwhen (?:a|the|one|my)\b|\bnoticed\b"
    r"|\bfirst time\b",
    re.IGNORECASE,
)
TELLING = ("reason", "near", "result", "number")
HALF_LIFE_YEARS = 2.5


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question looks for: its words, its theme's words, the kind of fact it wants."""

    question: str
    shows: tuple[str, ...]
    wants: str


def rank_facts(
    sought: Sought, facts: Sequence[RecordedFact], *, today: date
) -> tuple[RecordedFact, ...]:
    """Facts that speak to a question, best first; those that do not are left out.

    Notes
    -----
    Words are weighed by how few facts hold them. A question that wants a story puts one thing that
    happened before what is done every day; a fact of some years ago counts less.
    """
    asked = {stem(word) for word in words(sought.question)} - STOP
    texts = [Counter(stem(word) for word in words(fact.text)) for fact in facts]
    held = Counter(word for text in texts for word in text)
    shown = [_starts(word) for word in sought.shows]
    scored = []
    for fact, text in zip(facts, texts, strict=True):
        rare = sum(
            1.2 * math.log(1 + (len(facts) + 1) / (1 + held[word])) for word in asked & text.keys()
        )
        theme = min(3.0, sum(1.0 for pattern in shown if pattern.search(fact.text)))
        if sought.wants == "account" and not any(has_sign(fact.text, sign) for sign in TELLING):
            continue
        score = (rare + theme) * _kind(sought.wants, fact.text) * _age(fact, today)
        if score > 0:
            scored.append((score, fact.id, fact))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(fact for _score, _id, fact in scored)


def _kind(wants: str, text: str) -> float:
    """How well the kind of fact fits: a moment, a change, a routine."""
    moment, result = bool(MOMENT.search(text)), has_sign(text, "result")
    routine = bool(ROUTINE.search(text)) and not moment
    if wants == "story":
        return (1.6 if moment else 1.0) * (1.4 if result else 1.0) * (0.5 if routine else 1.0)
    if wants == "account":
        return (1.8 if has_sign(text, "reason") else 1.0) * (1.2 if result else 1.0)
    return 1.3 if result or has_sign(text, "number") else 1.0


def _age(fact: RecordedFact, today: date) -> float:
    if fact.day is None:
        return 0.9
    years = max(0.0, (today - fact.day).days / 365.25)
    return float(0.5 + 0.5 * 0.5 ** (years / HALF_LIFE_YEARS))


def _starts(word: str) -> re.Pattern[str]:
    """A word of a list; one that ends in * stands for every word that begins so."""
    end = r"\w*" if word.endswith("*") else r"\b"
    return re.compile(rf"\b{re.escape(word.rstrip('*'))}{end}", re.IGNORECASE)


def largest_number(text: str) -> float:
    """The largest figure of a text; 0 without one."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return max((float(figure.replace(",", "")) for figure in found), default=0.0)


def is_routine(text: str) -> bool:
    """Whether a text tells what is done day by day."""
    return bool(ROUTINE.search(text))


def has_sign(text: str, sign: str) -> bool:
    """Whether a text holds what a step asks for: a result, a reason, a problem …"""
    if sign == "story":
        return bool(MOMENT.search(text))
    return bool(SIGNS[sign].search(text))


def same_matter(one: RecordedFact, facts: Iterable[RecordedFact]) -> tuple[RecordedFact, ...]:
    """The facts that speak of what one speaks of: two content words or more in common."""
    mine = _content(one.text)
    return tuple(fact for fact in facts if fact != one and len(mine & _content(fact.text)) > 1)


def _content(text: str) -> set[str]:
    return {stem(word) for word in words(text) if len(word) > 3} - STOP - COMMON


COMMON = frozenset(("patient", "clinic", "day", "week", "shift", "nurse", "call", "month", "tell"))


def words(text: str) -> list[str]:
    """The words and figures of a text, in small letters."""
    return WORD.findall(text.lower())


def stem(word: str) -> str:
    """A word without its ending; crude, the same for question and fact."""
    for end in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word
