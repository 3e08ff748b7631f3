"""What speaks for a term of medicine rather than for a person: a comparison, a lecture, a score."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from preround.logbook import guard_phrases as said
from preround.logbook.guard_look import Kind, owns_without_mark
from preround.logbook.guard_words import grammar, is_everyday, words

if TYPE_CHECKING:
    from preround.logbook.guard_stretch import Stretch

#: Duncan vs Schultze: what is compared is a thing.
VERSUS_AFTER = re.compile(r"\s*(?:vs\.?|versus)\s", re.IGNORECASE)
VERSUS_BEFORE = re.compile(r"\b(?:vs\.?|versus)\s+$", re.IGNORECASE)
#: Read about Scribner, a lecture on Selikoff: what is studied is a thing.
STUDIED = re.compile(
    r"\b(?:read|reading|reread|reviewed?|reviewing|studied|studying|learn(?:ed|ing|t)?|lecture|lectures|paper|article|chapter|book|didactic|didactics|"
    r"named after|named for|described by|coined by|podcast|video|videos|slides|mnemonic|quiz|flashcards?|anki|uworld|boards?|exam|journal club|noon conference)\s+"
    r"(?:(?:about|on|by|from|of|up on|with|in)\s+)?(?:the\s+|a\s+|an\s+)?$",
    re.IGNORECASE,
)
#: VICTORIA and CLARA trials
TRIAL_AFTER = re.compile(
    r"(?:\s*(?:,|and|or|vs\.?|&|/)\s*[A-Z\d][\w-]+){0,4}\s+(?:trials?|stud(?:y|ies)|registry|cohort)\b"
)
#: Sanders II
ROMAN_AFTER = re.compile(r"\s+(?:I{2,3}|IV|VI{1,3})[abcABC]?\b(?!['\u2019])")
#: Buckman's SPIKES
ACRONYM = re.compile(r"\s+(?P<w>[A-Z][A-Z\d-]{3,})\b")
#: Na 139
SYMBOL_AFTER = re.compile(
    r"\s*(?:of|was|is|=|:)?\s*\d{1,3}(?:\.\d+)?\b(?!\s?-?(?:y/?o|yr|year|[FM]\b))"
)
#: What else may follow a person without a mark: not a thing that bears the name.
NOT_A_THING = (
    "person_verbs", "strong_person_verbs", "animate_verbs", "adverbs", "conjunctions", "pronouns", "owned", "family_words",
    "kin", "modals", "after_modals", "joins", "after_name", "preposition", "base_verb", "participles", "person_leads",
    "refusing", "patient", "patient_plural",
)  # fmt: skip


#: Reasons that even a verb before does not outweigh: the score of a case: Wells 6.
STUBBORN = ("score", "trial", "symbol")


def doubt(
    part: Stretch, before: float, bars: Mapping[str, float], points: Mapping[str, float]
) -> float:
    """The points of the strongest reason against, unless a person is spoken of before the word."""
    heard = (x for x in against(part) if before < bars["patient" if x in STUBBORN else "clinician"])
    return min((points[x] for x in heard), default=0.0)


def against(part: Stretch) -> Iterator[str]:
    """The reasons that stand against a person's name."""
    known, tail, lead = part.seen[part.begin], part.tail, part.lead
    if _is_compared(part):
        yield "versus"
    if (known.eponym and said.SCORE_AFTER.match(tail)) or ROMAN_AFTER.match(tail):
        yield "score"
    if part.first.is_upper and TRIAL_AFTER.match(tail):
        yield "trial"
    if len(part.first.text) == 2 and SYMBOL_AFTER.match(tail):
        yield "symbol"
    if known.kind is Kind.UNKNOWN and _is_among_terms(part):
        yield "among_terms"
    if STUDIED.search(lead) and not part.last.is_possessive:
        yield "studied"
    owned = ACRONYM.match(tail) if part.last.is_possessive else None
    if owned is not None and owned["w"].lower() not in words().clinical:
        yield "acronym"
    if _bears_the_name(part):
        yield "attribute"


def _is_compared(part: Stretch) -> bool:
    """Whether the word is compared with another that is no given name."""
    if VERSUS_AFTER.match(part.tail):
        other = part.end + 1
    elif VERSUS_BEFORE.search(part.lead):
        other = part.begin - 2
    else:
        return False
    return not 0 <= other < len(part.run) or part.seen[other].kind is not Kind.SURE_GIVEN


def _is_among_terms(part: Stretch) -> bool:
    """Whether an unknown capital ends a list of terms with capitals: Lassa, Ebola, Hanta."""
    if part.begin < 2 or part.first.gap.strip() not in (",", "/"):
        return False
    pair = range(part.begin - 2, part.begin)
    return all(part.run[i].is_title and part.seen[i].kind is Kind.TERM for i in pair)


def _bears_the_name(part: Stretch) -> bool:
    """Whether a thing follows that nobody owns: Osborn waves, Frantz tumor."""
    after, before = part.after, part.before
    if after is None or before is None or after.gap != " " or part.last.is_possessive:
        return False
    if part.first.opens or part.end > part.begin + 1 or not part.first.is_title:
        return False
    if owns_without_mark(part.last) or after.low in ("next", "here", "there", "alone", "too"):
        return False
    given = part.seen[part.begin].kind is Kind.SURE_GIVEN
    if given and before.low not in grammar("articles"):
        return False
    if not after.text.islower() or part.seen[part.end].kind is not Kind.TERM:
        return False
    if any(after.low in grammar(key) for key in NOT_A_THING) or said.STATUS.match(part.tail):
        return False
    thing = after.low in words().clinical or is_everyday(after.low)
    return thing and not after.low.endswith(("ed", "ing", "ly"))
