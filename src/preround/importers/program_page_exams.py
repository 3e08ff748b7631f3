"""What a page says of exams: score floors, attempts, passes, when Step 2 CK is due, Step 3."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence

from preround.importers.program_page_attempts import attempt_proposals
from preround.importers.program_page_proposals import (
    NOT_NEEDED,
    PREFERRED,
    YES,
    Proposal,
    clauses,
    firm,
)
from preround.importers.program_page_scores import floor_proposals
from preround.importers.program_page_statements import Statement

_EXAM = re.compile(
    r"\bfail(?:ed|ures?|s)\b(?! to\b)|\beither step\b|\battempts?\b|\bstep [123]\b|\busmle|\bcomlex"
    r"|\blevel [123]\b|\b(?:each|every|any|per) step\b|\bexams?\b|\bboards?\b|\bck\b"
)
_PASS = re.compile(r"\bpass(?:ed|es|ing)?\b|\bcomplet(?:ed|e|ion)\b|\btaken\b")
_PASSES = re.compile(r"\bpass(?:ed|es|ing)\b|\bpass\b(?!/)")
_WANTED = re.compile(
    r"\brequir\w+|\bmust\b|\bneed(?:s|ed)?\b|\bmandatory\b|\bha(?:s|ve) to\b"
    r"|\bwhen you apply\b|\bhave a pass\b|\ba pass in\b"
)
_MONTHS = {name[:3].lower(): name for name in month_name[1:]}
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|aug|sept|sep|oct|nov|dec)\.? \d{1,2}"
)
_DUE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (words, re.compile(pattern))
    for words, pattern in (
        (
            "rank order list deadline",
            (
                r"\brank(?:ing)?(?: order)? list (?:submission |certification )?deadline"
                r"|\brol deadline|\bdeadline (?:for|of) (?:the )?rank"
            ),
        ),
        (
            "before rank order list",
            (
                r"(?:\bbefore|\bprior to|\bby|\bin time for|\bto be (?:placed "
                r"|included )?on) (?:[\w'-]+ ){0,6}?(?:rank order lists?|rank lists?|rol)\b"
            ),
        ),
        (
            "before ranking",
            (
                r"(?:\bbefore|\bprior to|\bby|\buntil|\bfor|\bin order"
                r"|\bin time) (?:[\w'-]+ ){0,5}?(?:rank(?:ed"
                r"|ing)?)\b|\bto be ranked\b|\bus to rank\b|\bto rank (?:you|applicants"
                r"|candidates|anyone|them)\b"
                r"|\bwhen we rank\b|\bat (?:the )?time of ranking\b"
            ),
        ),
        (
            "end of interview season",
            r"\binterview season\b|\bend of (?:the )?interviews?\b|\binterviews? (?:are|is) over\b",
        ),
        (
            "before interview",
            (
                r"\bto be interviewed\b|(?:\bbefore|\bprior to|\bat|\bby"
                r"|\bfor) (?:[\w'-]+ ){0,4}?(?:interviews?|invitations?)\b"
                r"|\bto (?:be (?:interviewed|invited|considered|granted)|receive"
                r"|get) (?:[\w'-]+ ){0,3}interview\b"
            ),
        ),
        ("before the match", r"(?:\bbefore|\bprior to|\bby) (?:the )?(?:match\b|nrmp match)"),
        (
            "before start",
            (
                r"(?:\bbefore|\bprior to|\bby) (?:[\w'-]+ ){0,5}?(?:start\w*|begin\w*|matriculat\w+"
                r"|enter\w*|july 1|residency|training|orientation|appointment|first day|day 1"
                r"|employment|contract)\b"
            ),
        ),
        (
            "at application",
            (
                r"\bbefore (?:an|the|any) application|\bto complete (?:your|the"
                r"|an) (?:[\w'-]+ )?application|\bfor (?:your|the"
                r"|an) (?:[\w'-]+ )?"
                r"application to be|\bwhen (?:you apply|applying|the application)|\b(?:at"
                r"|by) (?:the )?(?:time"
                r"|moment) of (?:[\w'-]+ )?appl|\bat application\b|\b(?:to|before"
                r"|in order to) apply"
                r"|\bbefore applying|\b(?:with|in) (?:the|your) (?:[\w'-]+ )?application"
                r"|\bby (?:the )?application deadline|\bto be (?:considered|reviewed)"
                r"|\bat the time (?:you|they) apply|\bfor (?:an )?application\b|\bfor (?:your"
                r"|the) (?:file|application) to be|\bbefore (?:we|your) (?:review|read|file"
                r"|application)"
            ),
        ),
    )
)
_BY_DAY = re.compile(
    rf"\b(?:by|before|until|no later than|not later than|prior to) (?P<day>{_MONTH})(?:st"
    rf"|nd|rd|th)?\b"
)
_STEP2 = re.compile(r"\bstep 2\b(?! cs\b| clinical skills)|\bck\b|\busmle[^.;]{0,60}\bpart 2\b")
_ONLY_CS = re.compile(r"\bstep 2 cs\b")
#: At most so many words: an item of a list, whose verb is left out.
_BRIEF = 10
_NOT_PASSED = re.compile(
    r"\bif\b|\bnot\b|\boption|\bstep 2 (?:ck )?fail|\bfailed step 2|\(pass"
    r"|\bstep 2\b[^.;]{0,45}\b(?:1[89]|2[0-8])\d\b|\b(?:1[89]|2[0-8])\d (?:in|on"
    r"|for) (?:usmle )?step 2"
)
_STEP3 = re.compile(r"\bstep 3\b")
_LATER = re.compile(
    r"\bpgy|\bintern\b|\bresident|\bpromot|\blicens|\bsecond year|\bif you match"
    r"|\bduring\b|\bend of\b|\btransfer"
)


def exam_proposals(page: Sequence[Statement]) -> Iterator[Proposal]:
    """Propose what concerns exams, statement by statement."""
    for one in page:
        if one.question:
            continue
        if _EXAM.search(one.about) or _EXAM.search(one.sentence):
            yield from floor_proposals(one)
            yield from attempt_proposals(one)
            yield from _passes(one)
            yield from _step_2_due(one)
        if _STEP3.search(one.about) or "h1b (" in one.words:
            yield from _step_3(one)


def _passes(one: Statement) -> Iterator[Proposal]:
    """Whether a pass in Step 1 is demanded of whoever applies."""
    words = firm(one.words)
    if PREFERRED.search(words) or PREFERRED.search(one.heading) or _FOR_H1B.search(words):
        return
    for piece in clauses(words):
        found = re.search(r"\bstep 1\b", piece)
        if not found or NOT_NEEDED.search(piece):
            continue
        near = _around_step_1(piece, found)
        wanted = _WANTED.search(near) and not re.search(r"\b[12]\d\d\b", near)
        if re.search(r"\battempts\b|\bpass/fail\b(?! result)", near) and not _PASSES.search(near):
            continue
        demanded = wanted or (_PASS.search(near) and not re.search(r"\bif\b", near))
        if demanded and not re.search(
            r"\btranscript\b(?! (?:that|with|show))|\blicens"
            r"|\bcertification \(",
            near,
        ):
            yield Proposal("step1_pass_required", value=True, statement=one)
            return
    if (
        one.first
        and re.search(r"\bstep 1\b", one.topic)
        and re.match(r"(?:only (?:that|a|for) )?(?:\w+ ){0,4}?pass(?:ing|ed|es)?\b", one.said)
        and not re.search(r"\bnot\b|\bno\b", one.said)
    ):
        yield Proposal("step1_pass_required", value=True, statement=one, weight=2)


#: Exams that are asked of those alone who would come on an H-1B.
_FOR_H1B = re.compile(r"\bh1b\b[^.;]*\bstep 3\b|\bstep 3\b[^.;]*\bh1b\b")
_OTHER_EXAM = re.compile(
    r"(?:[,;:]|\band\b)[^,;:]{0,25}?(?=\bstep [23]\b|\bcomlex\b|\blevel [123]\b)"
)


def _around_step_1(words: str, found: re.Match[str]) -> str:
    """The words that can be meant of Step 1: up to a score, and to another exam's own clause."""
    low, high = max(0, found.start() - 90), found.end() + 90
    after = words[found.end() : high]
    own = re.match(r"[^,;]*?\bpass\w*[^,;]*?(?=,)", after)
    if own and _OTHER_EXAM.match(after, own.end()):
        after = own[0]
    return words[low : found.end()] + after


def _step_2_due(one: Statement) -> Iterator[Proposal]:
    """When Step 2 CK has to be in; the page's reason for it may name several moments."""
    if not (_STEP2.search(one.words) or (_STEP2.search(one.topic) and len(one.words) < 140)):
        return
    if _FOR_H1B.search(one.words):
        return
    if PREFERRED.search(firm(one.words)) or (_ONLY_CS.search(one.words) and not _ck(one.words)):
        return
    words = re.sub(r"\b(?:may|can) (?:come|be \w+|follow) later\b", "is not needed", one.words)
    pieces = clauses(words)
    kept = [piece for piece in pieces if not NOT_NEEDED.search(piece)]
    named = [
        index
        for index, piece in enumerate(kept)
        if _STEP2.search(piece)
        or re.search(
            r"\bit\b|\bthey\b|\bscores?\b|\bthe pass\b|^,? ?(?:must|has to|needs to|should) be\b",
            piece,
        )
    ]
    words = (
        " ".join(kept[index] for index in named) if named else ("" if pieces != kept else one.words)
    )
    due = _moment(_around_step_2(words))
    demand = re.search(
        r"\brequir|\bmust\b|\bneeded\b|\bneeds? to\b|\bhas to\b|\bhave to\b|\bdue\b|\bpass"
        r"|\bin by\b|\bneed\b|\bminimum\b|\bresults?\b|\btranscripts? with\b"
        r"|\bbefore training\b|\bproof\b|\bdone\b|\bin hand\b|\bbe known\b|\bcomplet|\breceiv"
        r"|\bavailable\b",
        words,
    )
    if one.first and YES.match(one.said) and re.search(r"\brequir|\bneed|\bmust\b", one.topic):
        due = due or (_moment(one.topic) if _STEP2.search(one.topic) else "")
    at_hand = re.search(r"\bavailable\b|\bon file\b|\bsubmitted\b|\btime of\b", words)
    if due == "at application" and not at_hand and re.search(r"\b(?:1[89]|2[0-8])\d\b", words):
        return
    brief = len(one.words.split()) <= _BRIEF
    if due and (demand or brief or _STEP2.search(one.topic)):
        yield Proposal("step2_required_by", due, one)
    elif _passed_at_all(words):
        yield Proposal("step2_required_by", "passed (no date)", one, 1)


def _ck(words: str) -> bool:
    return bool(re.search(r"\bck\b|\bstep 1 and step 2\b|\bstep 2\b(?! cs)", words))


def _around_step_2(words: str) -> str:
    """The words that can date Step 2 CK: up to the next exam, certificate or letter."""
    found = _STEP2.search(words)
    if not found:
        return words
    after = re.split(r"\bstep 3\b|\becfmg\b|\bletters?\b|\bif you match\b", words[found.end() :])[0]
    lead = re.match(r"(?:before|prior to|by|at) [^,]{3,60},", words)
    before = (lead[0] if lead else "") + re.split(
        r"\bclinical experience\b|\bletters?\b|\becfmg\b[^,;]*(?:, | and )|\bcertifi\w+ by\b",
        words[: found.end()],
    )[-1][-90:]
    if re.search(r"\bstep 1\b", before) and _moment(after):
        return after
    return before + after


def _moment(words: str) -> str:
    if found := _BY_DAY.search(words):
        month, _, day = found["day"].replace(".", "").rpartition(" ")
        if (month[:3], day) != ("jul", "1"):
            return f"{_MONTHS[month[:3]]} {day}"
    for name, pattern in _DUE:
        if pattern.search(words):
            return name
    return ""


def _passed_at_all(words: str) -> bool:
    found = _STEP2.search(words)
    if not found:
        return False
    near = words[max(0, found.start() - 60) : found.end() + 60]
    return bool(
        re.search(r"\bpass(?:ed|es|ing)?\b|\ba pass\b", near) and not _NOT_PASSED.search(near)
    )


def _step_3(one: Statement) -> Iterator[Proposal]:
    words = one.words
    bound = re.search(r"\b(?:mandatory|required|needed|must)\b[^.;]{0,50}\bh1b\b", words)
    if re.search(r"\b(?:except|unless|only)\b[^.;]{0,45}\bh1b\b", words):
        yield Proposal("step3_required_for", "h1b", one)
        return
    if NOT_NEEDED.search(words) or (PREFERRED.search(words) and not bound):
        return
    if (
        one.first
        and _STEP3.search(one.topic)
        and re.match(r"(?:yes, )?(?:but )?(?:only )?(?:for|if|with)\b[^.;]{0,40}\bh1b\b", one.said)
    ):
        yield Proposal("step3_required_for", "h1b", one)
        return
    demanded = re.search(
        r"\brequir|\bmust\b|\bneed|\bhave\b|\bdone\b|\bafter\b|\bcondition\b|\bhas to\b|\bpass"
        r"|\bonly (?:if"
        r"|with|when)"
        r"|\bprovided\b|\bwith\b|\bcomplet|\bmandatory\b|\bprerequisite",
        words,
    )
    tied = re.search(
        r"\bh1b \([^()]*\bstep 3\b|\bh1b[^.;]{0,20}\band step 1 and step 2 and 3\b|\bh1b \("
        r"[^()]*\b(?:and|,) 3\)",
        words,
    )
    if tied or (demanded and re.search(r"\bh1b\b", one.about)):
        yield Proposal("step3_required_for", "h1b", one)
    elif (
        re.search(
            r"\bstep 3\b[^.;]{0,50}\b(?:required|mandatory|needed)\b(?! for h1b)|\bmust\b"
            r"[^.;]{0,30}\bstep 3\b",
            words,
        )
        and re.search(
            r"\bto apply\b|\bwhen (?:you apply|they apply|applying)\b|\bfor (?:all|every)"
            r"|\ball (?:img|applicants)",
            words,
        )
        and not _LATER.search(words)
    ):
        yield Proposal("step3_required_for", "all", one)
