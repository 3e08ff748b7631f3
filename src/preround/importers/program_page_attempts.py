"""How often an exam may be sat: the sittings a page allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from preround.importers.program_page_proposals import (
    NOT_NEEDED,
    PREFERRED,
    SOFTER_STILL,
    Proposal,
    clauses,
    firm,
)
from preround.importers.program_page_statements import Statement

#: At most so many words: an answer that is a number and little more.
_BRIEF = 10
_FIRST = re.compile(
    r"\bfirst-time pass(?:es)?\b|\b(?:first|1|single) (?:attempt|try|time|sitting|go)"
    r"\b(?! in)|\bfirst attempts?\b"
    r"|\bno (?:\w+ ){0,3}(?:failures?|fails|failed (?:attempts?|exams?|steps?))\b"
    r"|\bneither (?:\w+ ){0,2}failed\b|\bnone (?:of (?:them|these) )?failed\b"
    r"|\bno (?:usmle )?attempts\b(?! limit)|\bwithout (?:any |a )?(?:failures?|failed attempts?)\b"
    r"|\bnever (?:been )?failed\b|\bno (?:repeat|multiple|second) attempts?\b"
    r"|\bnot (?:have )?(?:failed|fail)\b|\b(?:a|any) (?:failed|failure)\b"
    r"[^.;]{0,40}(?:\brules?\b[^.;]{0,12}\bout\b|\bexclude|\bdisqualif"
    r"|\bnot (?:be )?(?:consider|accept|invit|interview|offer|review|eligib|rank|select))"
    r"|\b(?:who|that|whoever|anyone who|anybody who) (?:(?:has|have|had) )?(?:ever )?failed\b"
    r"[^.;]{0,40}\bnot (?:be )?(?:consider|accept|invit|interview|eligible)|\bnot (?:take"
    r"|consider|accept|interview|invite)[^.;]{0,30}\b(?:with (?:a |any )?(?:failed|failures?"
    r"|fails)|who (?:have |has )?(?:ever )?failed\b)"
)
_FAILURES = re.compile(
    r"(?:\bno more than|\bat most|\bmaximum(?: of)?|\bup to|\bonly|\bnot more than"
    r"|\bwith) (?P<most>[1-4]) (?:\w+ )?(?:failures?|repeats?|fails?|failed attempts?"
    r"|failed (?:\w+ )?(?:exams?|steps?|tests?|tries))\b"
    r"|\b(?P<most2>[1-4]) (?:failures?|failed attempts?)\b"
    r"[^.;]{0,50}(?:\bat (?:the )?most\b|\bmost we allow\b|\bmaximum\b|\ballowed\b"
    r"|\baccept|\bpermitted\b|\btolerated\b|\bforgiven\b|\bconsidered\b)"
    r"|\bfailed (?:at most|no more than|not more than|only) (?P<most3>[1-4])\b"
    r"|\bmore than (?P<over>[1-4]) (?:\w+ )?(?:failures?|fails?|failed attempts?)\b"
)
_ATTEMPTS = re.compile(
    r"(?:\bno more than|\bat most|\bmaximum(?: of)?|\bup to|\bwithin|\bin|\bnot more than"
    r"|\blimit(?:ed)? (?:of|to|is)"
    r"|\bnot exceed(?:ing)?) (?P<most>[1-6]) (?:\w+ )?(?:attempts|tries|sittings|times)\b"
    r"|\b(?P<most2>[2-6]) (?:attempts|tries)\b[^.;]{0,30}(?:\bat (?:the )?most\b"
    r"|\bthe most\b|\bmaximum\b|\ballowed\b|\bmax\b|\bor (?:less|fewer)\b)"
    r"|\b(?:allowed|permitted|limited to|given|granted) (?P<most3>[1-6]) (?:attempts|tries)\b"
    r"|\bmore than (?P<over>[1-6]) (?:attempts|tries|times)\b"
)
_NOT_A_LIMIT = re.compile(
    r"\bcombined\b|\btotal attempts\b|\d ?%|\bpercent\b|\bpass rate\b|\bour (?:residents"
    r"|graduates)\b"
)
_SITTINGS = re.compile(r"\battempts?\b|\btries\b|\bsittings?\b")
_ANSWER_ATTEMPTS = re.compile(
    r"^(?:yes[,:;.]? )?(?:maximum |at most |up to "
    r"|no more than )?(?P<most>[1-6])(?: attempts?)?(?: (?:each|per \w+|at most|maximum"
    r"|on each))?(?: (?:is|are) (?:the|our) (?:\w+ )?(?:limit|maximum|most))?\.?$"
)
_SECOND = re.compile(
    r"\bsecond (?:failure|fail|failed attempt) (?:is|will|rules|excludes|disqualifies|does)"
    r"|\bfail(?:ed|ing)? (?:\w+ ){0,14}?(?:more than once|twice|2 times|more than 1 time)\b"
    r"|\b(?:first|1st) (?:or|and) second (?:attempt|try)\b|\b(?:by|on|at) (?:the|your"
    r"|a) second (?:attempt|try)\b"
    r"|\b(?:failed|failing) (?:\w+ ){0,4}(?:1 time|once) (?:is|are|may|can|will) (?:be )?"
    r"(?:read|consider|accept|review)"
)
_MORE_THAN = re.compile(
    r"\bfail\w*\b[^.;]{0,80}?\bmore than (?P<times>once|twice|1 time|2 times)\b"
)
_RULED_OUT = re.compile(
    r"\b(?P<n>[1-4]) (?:or more )?(?:\w+ )?(?:failures|failed attempts|fails)\b"
)
_OUT = re.compile(
    r"\brules? (?:\w+ )*out\b|\bexclud|\bnot (?:be )?(?:considered|eligible|reviewed|invited)\b"
    r"|\bdisqualif|\bprevent|\bfiltered\b"
)
_ONCE_READ = re.compile(
    r"\bfailed (?:once|1 time)\b[^.;]{0,25}\b(?:is|are|may be|can be|will be) (?:read"
    r"|consider|accept|review)"
)
_BARE = re.compile(
    r"(?:yes[,:]? )?(?:(?:no|not) more than |at most |up to |maximum (?:of )?)?"
    r"(?P<n>[1-6])\b(?! (?:failures?|or more))"
)
_ONLY_CS = re.compile(r"\bstep 2 cs\b")


def attempt_proposals(one: Statement) -> Iterator[Proposal]:
    """Propose the most sittings a statement allows; 1 is `first_attempt_only`."""
    words = _firm_words(one)
    count = (_counted(words) or _implied(one, words) or _answered(one)) if words else None
    if count is None and words and _first_only(one, words):
        count = 1
    if count is not None:
        yield Proposal("attempts_max", "first_attempt_only" if count <= 1 else count, one)


def _firm_words(one: Statement) -> str:
    """The clauses of a statement that can limit attempts; empty when none can."""
    words = SOFTER_STILL.sub("", firm(one.words))
    if _NOT_A_LIMIT.search(words) or re.search(r"\bstep 3\b", words):
        return ""
    if PREFERRED.search(words) or PREFERRED.search(one.heading):
        return ""
    if _ONLY_CS.search(words) and not re.search(r"\bstep 1\b|\bck\b|\busmle\b", words):
        return ""
    return "; ".join(
        piece for piece in clauses(words) if not NOT_NEEDED.search(piece) or _FIRST.search(piece)
    )


def _counted(words: str) -> int | None:
    """Sittings from a number of failures or of attempts."""
    if found := _MORE_THAN.search(words):
        return 2 if found["times"] in {"once", "1 time"} else 3
    for pattern, more in ((_FAILURES, 1), (_ATTEMPTS, 0)):
        if found := pattern.search(words):
            return int(next(value for value in found.groupdict().values() if value)) + more
    return None


def _implied(one: Statement, words: str) -> int | None:
    """Sittings from what rules out: "two failures", or what is still read: "failed once"."""
    if _OUT.search(f"{one.heading} {one.topic} {words}") and (found := _RULED_OUT.search(words)):
        return int(found["n"])
    if _SECOND.search(words) and not re.search(r"\bexplain|\bcase[ -]by[ -]case", words):
        return 2
    return 2 if _ONCE_READ.search(words) else None


def _answered(one: Statement) -> int | None:
    """Sittings from an answer that is little more than a number."""
    if not _SITTINGS.search(one.topic):
        return None
    brief = one.first and len(one.said.split()) <= _BRIEF
    if brief and (found := _BARE.match(one.said)):
        return int(found["n"])
    found = _ANSWER_ATTEMPTS.search(one.said)
    return int(found["most"]) if found else None


def _first_only(one: Statement, words: str) -> bool:
    if _FIRST.search(words) and not _weak_first(words):
        return True
    return bool(
        one.first
        and re.search(r"\bfirst (?:attempt|time|try)", one.topic)
        and re.match(r"yes\b|required|must", one.said)
    )


def _weak_first(words: str) -> bool:
    return bool(
        re.search(
            r"\bnot (?:necessar|automatic|rule|exclude|a problem|disqualif|mean)|\bdoes not\b"
            r"|\bno limit\b|\bfailed .{0,30}(?:consider|review|explain)",
            words,
        )
        or re.search(r"\bif (?:you )?(?:have )?not pass", words)
    )
