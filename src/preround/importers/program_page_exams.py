"""What a page says of exams: score floors, attempts, passes, when Step 2 CK is due, Step 3."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from itertools import pairwise

from preround.importers.program_page_proposals import (
    NOT_NEEDED,
    PREFERRED,
    YES,
    Proposal,
    clauses,
    firm,
)
from preround.importers.program_page_statements import Statement

_EXAM = re.compile(
    r"\bfail(?:ed|ures?|s)\b(?! to\b)|\beither step\b|\battempts?\b|\bstep [123]\b|\busmle|\bcomlex"
    r"|\blevel [123]\b|\b(?:each|every|any|per) step\b|\bexams?\b|\bboards?\b|\bck\b"
)
_TOKEN = re.compile(
    r"(?P<s1>\bstep 1\b)|(?P<s2>\bstep 2\b(?! cs))|(?P<s3>\bstep 3\b)"
    r"|(?P<other>\bcomlex\b|\blevel [123]\b|\btoefl\b|\bielts\b|\bnbme\b|\bstep 2 cs\b|\boet\b)"
    r"|(?P<all>\busmle\b)|(?P<score>(?<![$#.,])\b(?:1[89]\d|2[0-8]\d)\b(?!\s*(?:%|percent|hours"
    r"|beds|applic|people|days|miles|candidates|interview|residents|patients|physicians|students"
    r"|[- ]bed|words|characters|minutes|dollars|attendings|faculty)))"
)
_NEXT_TO = 25
_BRIEF = 10
_OURS = ("s1", "s2")
_EXAMS = frozenset({"s1", "s2", "s3", "other"})
#: What may stand between two exams that share the score after them.
_JOINED = re.compile(
    r"(?:\s|\(if [^()]*\)|[,/&()]|\b(?:and|or|both|ck|usmle|the|on|in|of|for|as well as|clinical knowledge)\b)*"
)
#: What stands between a score and the exam after it that it belongs to.
_ONTO = re.compile(
    r"\+?(?:,? (?:or|and) (?:higher|above|better|more|greater|over|up))?(?: points?)?,? "
    r"(?:\(|(?:in|on|for|of) )(?:(?:the|your|each of|both|usmle)[ ,]*)*"
)
#: What stands between an exam and a score that is not its own.
_CUT_LOOSE = re.compile(r"\bcomlex\b|\blevel [123]\b|\btoefl\b|\bpass(?:ed|ing)?\b(?!/)[^.;]{0,12}, ")
_FLOOR = re.compile(
    r"\bminimum\b|\bat least\b|\babove\b|\bor (?:higher|above|more|better|greater)\b"
    r"|\band (?:above|over|higher|up)\b"
    r"|\bcut[ -]?offs?\b|\bmust\b|\bno (?:lower|less) than\b|\brequir|\bover\b"
    r"|\bgreater than\b|\bbelow\b|\bunder\b"
    r"|\bless than\b|\bnot (?:read|reviewed|considered)\b|\bthreshold\b|≥|>=?|\d\+(?!\w)"
    r"|\blowest\b|\bor beyond\b|\bfloor\b"
)
_SOFTER_STILL = re.compile(
    r",? (?:better still|preferably|ideally|but we prefer|and we prefer)\b.*$"
)
_BARE_SCORE = re.compile(r"(?:at least )?\d{3}\+?(?: or (?:more|above|higher|better))?\.?")
_NOT_FLOOR = re.compile(
    r"\bh1b\b|\baverag\w+ (?:of|score|is|was)|\bmean\b|\bmedian\b|\bmost\b|\bexcluded by\b"
    r"|\bsoft\b|\botherwise\b|\boutstanding\b|\bexceptional\b|\bprofile\b|\bour residents\b"
    r"|\bno (?:absolute |strict |set |firm )?(?:minimum|cut)|\bnot (?:a "
    r"|an )?(?:absolute )?(?:minimum|cut)|\brarely\b|\bseldom\b"
)
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
    r"|\bwith) (?P<most>[1-4]) (?:\w+ )?(?:failures?|fails?|failed attempts?"
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
    r"|\bmore than (?P<over>[1-6]) (?:attempts|tries|times)\b"
)
_NOT_A_LIMIT = re.compile(
    r"\bcombined\b|\btotal attempts\b|\d ?%|\bpercent\b|\bpass rate\b|\bour (?:residents|graduates)\b"
)
_SITTINGS = re.compile(r"\battempts?\b|\btries\b|\bsittings?\b")
_ANSWER_ATTEMPTS = re.compile(
    r"^(?:yes[,:;.]? )?(?:maximum |at most |up to "
    r"|no more than )?(?P<most>[1-6])(?: attempts?)?(?: (?:each|per \w+|at most|maximum"
    r"|on each))?(?: (?:is|are) (?:the|our) (?:\w+ )?(?:limit|maximum|most))?\.?$"
)
_SECOND = re.compile(
    r"\bsecond (?:failure|fail|failed attempt) (?:is|will|rules|excludes|disqualifies|does)"
    r"|\bfail(?:ed|ing)? (?:\w+ ){0,8}?(?:more than once|twice|2 times|more than 1 time)\b"
    r"|\b(?:first|1st) (?:or|and) second (?:attempt|try)\b|\b(?:by|on|at) (?:the|your|a) second (?:attempt|try)\b"
    r"|\b(?:failed|failing) (?:\w+ ){0,4}(?:1 time|once) (?:is|are|may|can|will) (?:be )?"
    r"(?:read|consider|accept|review)"
)
_RULED_OUT = re.compile(r"\b(?P<n>[1-4]) (?:or more )?(?:\w+ )?(?:failures|failed attempts|fails)\b")
_PASS = re.compile(r"\bpass(?:ed|es|ing)?\b|\bcomplet(?:ed|e|ion)\b|\btaken\b")
_PASSES = re.compile(r"\bpass(?:ed|es|ing)\b|\bpass\b(?!/)")
_WANTED = re.compile(
    r"\brequir\w+|\bmust\b|\bneed(?:s|ed)?\b|\bmandatory\b|\bha(?:s|ve) to\b"
    r"|\bwhen you apply\b|\bhave a pass\b|\ba pass in\b|\bminimum\b"
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
                r"(?:\bbefore|\bprior to|\bby|\buntil|\bfor|\bin order|\bin time) (?:[\w'-]+ ){0,5}?(?:rank(?:ed"
                r"|ing)?)\b|\bto be ranked\b|\bus to rank\b|\bto rank (?:you|applicants|candidates|anyone|them)\b"
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
                r"\bto be interviewed\b|(?:\bbefore|\bprior to|\bat|\bby|\bfor) (?:[\w'-]+ ){0,4}?(?:interviews?|invitations?)\b"
                r"|\bto (?:be (?:interviewed|invited|considered|granted)|receive|get) (?:[\w'-]+ ){0,3}interview\b"
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
                r"\bto complete (?:your|the|an) (?:[\w'-]+ )?application|\bfor (?:your|the|an) (?:[\w'-]+ )?"
                r"application to be|\bwhen (?:you apply|applying|the application)|\b(?:at|by) (?:the )?(?:time"
                r"|moment) of (?:[\w'-]+ )?appl|\bat application\b|\b(?:to|before|in order to) apply"
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
_NOT_PASSED = re.compile(
    r"\bif\b|\bnot\b|\boption|\bstep 2 (?:ck )?fail|\bfailed step 2|\(pass"
    r"|\bstep 2\b[^.;]{0,45}\b(?:1[89]|2[0-8])\d\b|\b(?:1[89]|2[0-8])\d (?:in|on|for) (?:usmle )?step 2"
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
            yield from _floors(one)
            yield from _attempts(one)
            yield from _passes(one)
            yield from _step_2_due(one)
        if _STEP3.search(one.about) or "h1b (" in one.words:
            yield from _step_3(one)


def _floors(one: Statement) -> Iterator[Proposal]:
    words = one.words
    asked = re.search(r"\bminimums?\b|\bcut|\bscore\b|\busmle\b", f"{one.topic} {one.heading}")
    kept = _SOFTER_STILL.sub("", firm(words))
    if PREFERRED.search(kept) or PREFERRED.search(one.heading):
        return
    asked = asked or (
        one.first and re.search(r"\bstep [12]\b", one.topic) and _BARE_SCORE.fullmatch(one.said)
    )
    if _NOT_FLOOR.search(words) or not (_FLOOR.search(words) or asked):
        return
    for name, score in _paired(one, kept):
        yield Proposal(name, score, one)


def _paired(one: Statement, words: str) -> Iterator[tuple[str, int]]:
    """Give each score to the exam it belongs to; nothing when that is not plain.

    Notes
    -----
    A score belongs to the exams named before it since the last score, as far as nothing but
    "and", "or" or a comma stands between them: in "Step 1 passed, Step 2 CK 235" it is Step
    2's. A single score before any exam belongs to those named after it.
    """
    tokens = list(_TOKEN.finditer(words))
    if not any(found.lastgroup == "score" for found in tokens):
        return
    exams = [found for found in tokens if found.lastgroup in _EXAMS]
    if not exams:
        yield from _of_topic(one, tokens)
    elif {found.lastgroup for found in exams} == {"other"}:
        yield from _beside_usmle(tokens)
    else:
        yield from _beside_exams(words, tokens)


def _of_topic(one: Statement, tokens: list[re.Match[str]]) -> Iterator[tuple[str, int]]:
    """The score of an answer that names no exam: the question or label names it."""
    scores = [int(found[0]) for found in tokens if found.lastgroup == "score"]
    named = [str(f.lastgroup) for f in _TOKEN.finditer(one.topic) if f.lastgroup in _EXAMS]
    if not named and re.search(r"\busmle\b|\b(?:either|each|both|any) steps?\b", one.about):
        named = ["s1", "s2"]
    if len(scores) == 1 and "s3" not in named:
        yield from ((f"step{exam[1]}_min", scores[0]) for exam in named if exam in _OURS)
    elif len(scores) == len(named):
        yield from (
            (f"step{exam[1]}_min", score)
            for exam, score in zip(named, scores, strict=True)
            if exam in _OURS
        )


def _beside_usmle(tokens: list[re.Match[str]]) -> Iterator[tuple[str, int]]:
    """"USMLE 220 or COMLEX 450", where no Step is named: the score next to "USMLE" is both's."""
    for before, after in pairwise(tokens):
        if {before.lastgroup, after.lastgroup} == {"all", "score"} and (
            after.start() - before.end() < _NEXT_TO
        ):
            score = before if before.lastgroup == "score" else after
            yield from ((f"step{exam[1]}_min", int(score[0])) for exam in _OURS)
            return


def _beside_exams(words: str, tokens: list[re.Match[str]]) -> Iterator[tuple[str, int]]:
    """Scores among exams: "220 on Step 1" looks ahead, "Step 1: 220" looks back."""
    tokens = [found for found in tokens if found.lastgroup != "all"]
    for place, found in enumerate(tokens):
        if found.lastgroup != "score":
            continue
        ahead, back = tokens[place + 1 :], tokens[:place][::-1]
        next_to = words[found.end() : ahead[0].start()] if ahead else ""
        if ahead and (_ONTO.fullmatch(next_to) or not _has_exam(back)):
            owners = _run(words, [found, *ahead])
        else:
            owners = _run(words, [found, *back])
        yield from ((f"step{exam[1]}_min", int(found[0])) for exam in owners if exam in _OURS)


def _has_exam(tokens: list[re.Match[str]]) -> bool:
    return any(found.lastgroup in _EXAMS for found in tokens)


def _run(words: str, tokens: list[re.Match[str]]) -> Iterator[str]:
    """The exams from a score on, as far as nothing but "and", "or" or a comma parts them."""
    for before, after in pairwise(tokens):
        if after.lastgroup not in _EXAMS:
            return
        low, high = sorted((before, after), key=lambda token: token.start())
        between = words[low.end() : high.start()]
        if before.lastgroup == "score":
            if _CUT_LOOSE.search(between):
                return
        elif not _JOINED.fullmatch(between):
            return
        yield str(after.lastgroup)


def _attempts(one: Statement) -> Iterator[Proposal]:
    words = _SOFTER_STILL.sub("", firm(one.words))
    if _NOT_A_LIMIT.search(words):
        return
    if PREFERRED.search(words) or PREFERRED.search(one.heading) or _STEP3.search(words):
        return
    if _ONLY_CS.search(words) and not re.search(r"\bstep 1\b|\bck\b|\busmle\b", words):
        return
    kept = [piece for piece in clauses(words) if not NOT_NEEDED.search(piece) or _FIRST.search(piece)]
    if not kept:
        return
    words = "; ".join(kept)
    for pattern, more in ((_FAILURES, 1), (_ATTEMPTS, 0)):
        if found := pattern.search(words):
            groups = found.groupdict()
            if groups.get("over") or re.match(r"no(?:t)? more than", found[0]):
                count = int(next(value for value in groups.values() if value))
            else:
                count = int(groups.get("most") or groups.get("most2") or groups.get("most3") or 0)
            yield _sittings(count + more, one)
            return
    if re.search(
        r"\brules? (?:\w+ )*out\b|\bexclud|\bnot (?:be )?(?:considered|eligible|reviewed|invited)\b"
        r"|\bdisqualif|\bprevent|\bfiltered\b",
        f"{one.heading} {one.topic} {words}",
    ) and (found := _RULED_OUT.search(words)):
        yield _sittings(int(found["n"]), one)
        return
    if _SECOND.search(words) and not re.search(r"\bexplain|\bcase[ -]by[ -]case", words):
        yield _sittings(2, one)
        return
    if re.search(
        r"\bfailed (?:once|1 time)\b[^.;]{0,25}\b(?:is|are|may be|can be|will be) (?:read"
        r"|consider|accept|review)",
        words,
    ):
        yield _sittings(2, one)
        return
    if one.first and _SITTINGS.search(one.topic) and len(one.said.split()) <= _BRIEF:
        bare = re.match(r"(?:yes[,:]? )?(?:(?:no|not) more than |at most |up to |maximum (?:of )?)?"
                        r"(?P<n>[1-6])\b(?! (?:failures?|or more))", one.said)
        if bare:
            yield _sittings(int(bare["n"]), one)
            return
    if _SITTINGS.search(one.topic) and (found := _ANSWER_ATTEMPTS.search(one.said)):
        yield _sittings(int(found["most"]), one)
        return
    if (_FIRST.search(words) and not _weak_first(words)) or (
        one.first
        and re.search(r"\bfirst (?:attempt|time|try)", one.topic)
        and re.match(r"yes\b|required|must", one.said)
    ):
        yield _sittings(1, one)


def _sittings(count: int, one: Statement) -> Proposal:
    return Proposal("attempts_max", "first_attempt_only" if count <= 1 else count, one)


def _weak_first(words: str) -> bool:
    return bool(
        re.search(
            r"\bnot (?:necessar|automatic|rule|exclude|a problem|disqualif|mean)|\bdoes not\b"
            r"|\bno limit\b|\bfailed .{0,30}(?:consider|review|explain)",
            words,
        )
        or re.search(r"\bif (?:you )?(?:have )?not pass", words)
    )


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
        if demanded and not re.search(r"\btranscript\b(?! that)|\blicens|\bcertification \(", near):
            yield Proposal("step1_pass_required", value=True, statement=one)
            return
    if (
        one.first
        and re.search(r"\bstep 1\b", one.topic)
        and re.match(r"(?:only (?:that|a|for) )?(?:\w+ ){0,3}?pass(?:ing|ed|es)?\b", one.said)
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
        r"|\bbefore training\b|\bproof\b|\bdone\b|\bbe known\b|\bcomplet|\breceiv"
        r"|\bavailable\b",
        words,
    )
    if one.first and YES.match(one.said) and re.search(r"\brequir|\bneed|\bmust\b", one.topic):
        due = due or (_moment(one.topic) if _STEP2.search(one.topic) else "")
    if due == "at application" and re.search(r"\b(?:1[89]|2[0-8])\d\b", words):
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
        r"\bclinical experience\b|\bletters?\b|\bcertifi\w+ by\b", words[: found.end()]
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
        r"\brequir|\bmust\b|\bneed|\bhave\b|\bdone\b|\bafter\b|\bhas to\b|\bpass|\bonly (?:if|with|when)"
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
