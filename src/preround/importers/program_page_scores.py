"""Which exam a score belongs to: the floors a page sets for Step 1 and Step 2 CK."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from preround.importers.program_page_proposals import PREFERRED, SOFTER_STILL, Proposal, firm
from preround.importers.program_page_statements import Statement

_TOKEN = re.compile(
    r"(?P<s1>\bstep 1\b)|(?P<s2>\bstep 2\b(?! cs))|(?P<s3>\bstep 3\b)"
    r"|(?P<other>\bcomlex(?:-usa)?(?: level)?(?: [123](?!\d))?\b|\blevel [123]\b|\btoefl\b"
    r"|\bielts\b|\bnbme\b|\bstep 2 cs\b|\boet\b)"
    r"|(?P<all>\busmle\b)|(?P<score>(?<![$#.,])\b(?:1[89]\d|2[0-8]\d)\b(?!\s*(?:%|percent|hours"
    r"|beds|applic|people|days|miles|candidates|interview|residents|patients|physicians|students"
    r"|[- ]bed|words|characters|minutes|dollars|attendings|faculty)))"
)
_IS_SCORE = re.compile(r"1[89]\d|2[0-8]\d")
_NEXT_TO = 25
_OURS = ("s1", "s2")
_EXAMS = frozenset({"s1", "s2", "s3", "other"})
#: What may stand between two exams that share the score after them.
_JOINED = re.compile(
    r"(?:\s|\((?:if|when) [^()]*\)|[,/&()]|\b(?:and|or|both|ck|usmle|the|on|in|of|for|as well as"
    r"|clinical knowledge)\b)*"
)
#: What stands between a score and the exam after it that it belongs to.
_ONTO = re.compile(
    r"\+?(?:,? (?:or|and) (?:higher|above|better|more|greater|over|up))?(?: points?)?,? "
    r"(?:\(|(?:in|on|for|of) )(?:(?:the|your|each of|both|usmle)[ ,]*)*"
)
_PASS_BEFORE = re.compile(
    r"\bpass(?:ed|ing|es)?(?: (?:score|grade|result))?(?: (?:in|on|of))?(?: the)?(?: usmle)? ?$"
)
_PASS_AFTER = re.compile(
    r"(?: ck)?\s*[:,]?\s*(?:(?:is|must be|has to be) )?(?:pass|taken\b|results?\b)"
)
#: A score that comes with the passing of all the exams before it.
_SHARED = re.compile(r"\bwith\b|\beach\b|\bboth\b|\beither\b")
#: "215 and 225", "220/500": a number for each of two exams.
_TWO_NUMBERS = re.compile(
    r"(?P<first>\d{3})\+? ?(?:and|/|,|&) ?(?P<second>\d{3})\b(?! ?(?:\("
    r"|on|in|for))"
)
_SCORE_BEFORE = re.compile(
    r"\b\d{3}\+?(?: or (?:above|higher|more|better))? (?:\(|(?:on|in"
    r"|for) )(?:usmle )?$"
)
_SCORE_AFTER = re.compile(
    r"(?: ck)?(?!\)?\s*(?:,|/|and\b|or\b))[^,/.;]{0,35}?\b\d{3}\b(?! (?:on|in|for) (?:usmle )?step)"
)
_SIDE_BY_SIDE = re.compile(r",? ?(?:and|/|,|&) ?")
#: What stands between an exam and a score that is not its own.
_CUT_LOOSE = re.compile(
    r"\bcomlex\b|\blevel [123]\b|\btoefl\b|\bpass(?:ed|ing)?\b(?!/)[^.;]{0,12}(?:, |/| or )"
)
_FLOOR = re.compile(
    r"\bminimum\b|\bat (?:the )?least\b|\babove\b|\bor (?:higher|above|more|better|greater)\b"
    r"|\band (?:above|over|higher|up)\b"
    r"|\bcut[ -]?offs?\b|\bmust\b|\bno (?:lower|less) than\b|\brequir|\bover\b"
    r"|\bgreater than\b|\bbelow\b|\bunder\b"
    r"|\bless than\b|\bnot (?:read|reviewed|considered)\b|\bthreshold\b|≥|>=?|\d\+(?!\w)"
    r"|\blowest\b|\bor beyond\b|\bfloor\b"
)
_BARE_SCORE = re.compile(r"(?:at least )?\d{3}\+?(?: or (?:more|above|higher|better))?\.?")
_NOT_FLOOR = re.compile(
    r"\bh1b\b|\baverag\w+ (?:of|score|is|was)|\bmean\b|\bmedian\b|\bmost\b|\bexcluded by\b"
    r"|\bdo not have (?:a |any )?(?:\w+ )?(?:cut|minimum)|\blooks? for\b[^.;]{0,20}\bscore"
    r"|\bsoft\b|\botherwise\b|\boutstanding\b|\bexceptional\b|\bprofile\b|\bour residents\b"
    r"|\bno (?:absolute |strict |set |firm )?(?:minimum|cut)|\bnot (?:a "
    r"|an )?(?:absolute )?(?:minimum|cut)|\brarely\b|\bseldom\b"
)


def floor_proposals(one: Statement) -> Iterator[Proposal]:
    """Propose the least score a statement demands, for the exam it names."""
    words = one.words
    kept = SOFTER_STILL.sub("", firm(words))
    if PREFERRED.search(kept) or PREFERRED.search(one.heading):
        return
    asked = re.search(
        r"\bminimums?\b|\bcut|\bscore\b|\busmle\b"
        r"|\bexams?\b",
        f"{one.topic} {one.heading}",
    ) or (one.first and re.search(r"\bstep [12]\b", one.topic) and _BARE_SCORE.fullmatch(one.said))
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
    """Where no Step is named, the score next to "USMLE" is both's: "USMLE 220 or COMLEX 450"."""
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
    yield from _respectively(words, tokens)
    held: list[re.Match[str]] = []
    for place, found in enumerate(tokens):
        if found.lastgroup != "score":
            continue
        ahead, back = tokens[place + 1 :], tokens[:place][::-1]
        if _in_a_row(words, found, ahead[:1]) or _in_a_row(words, found, back[:1]):
            continue
        next_to = words[found.end() : ahead[0].start()] if ahead else ""
        if ahead and (_onto(words, next_to, ahead[0]) or not _has_exam(back)):
            owners = list(_run(words, [found, *ahead]))
        else:
            owners = list(_run(words, [found, *takewhile(lambda one: one not in held, back)]))
        held.extend(owners)
        for exam in owners:
            if exam.lastgroup in _OURS:
                yield f"step{str(exam.lastgroup)[1]}_min", int(found[0])


def _onto(words: str, between: str, exam: re.Match[str]) -> bool:
    """Whether a score looks ahead: "220 on Step 1", "220 (Step 1)"."""
    if "(" in between and exam.lastgroup == "other":
        return not re.match(r"[^()]*\d{3}", words[exam.end() :])
    if "(" in between and not re.match(r"(?: ck)?\)", words[exam.end() :]):
        return False
    return bool(_ONTO.fullmatch(between))


def _in_a_row(words: str, score: re.Match[str], other: list[re.Match[str]]) -> bool:
    """Whether two scores stand side by side: "215 and 225"."""
    if not other or other[0].lastgroup != "score":
        return False
    low, high = sorted((score, other[0]), key=lambda token: token.start())
    return bool(_SIDE_BY_SIDE.fullmatch(words[low.end() : high.start()]))


def _respectively(words: str, tokens: list[re.Match[str]]) -> Iterator[tuple[str, int]]:
    """Two numbers side by side after two exams: "Step 1 and Step 2 CK, 215 and 225"."""
    for numbers in _TWO_NUMBERS.finditer(words):
        exams = [found for found in tokens if found.end() <= numbers.start()][-2:]
        if len(exams) < len(numbers.groups()) or not all(map(_is_exam, exams)):
            continue
        if not _JOINED.fullmatch(words[exams[0].end() : exams[1].start()]):
            continue
        for exam, number in zip(exams, numbers.groups(), strict=True):
            if exam.lastgroup in _OURS and _IS_SCORE.fullmatch(number):
                yield f"step{str(exam.lastgroup)[1]}_min", int(number)


def _is_exam(found: re.Match[str]) -> bool:
    return found.lastgroup in _EXAMS


def _has_exam(tokens: list[re.Match[str]]) -> bool:
    return any(found.lastgroup in _EXAMS for found in tokens)


def _run(words: str, tokens: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The exams from a score on, as far as nothing but "and", "or" or a comma parts them.

    Notes
    -----
    Another board's exam takes the score for itself. An exam that is to be passed has been dealt
    with: it shares a score only where the score is said to come with the passing.
    """
    shared = False
    for before, after in pairwise(tokens):
        if after.lastgroup not in _EXAMS or after.lastgroup == "other":
            return
        low, high = sorted((before, after), key=lambda token: token.start())
        between = words[low.end() : high.start()]
        if before.lastgroup == "score":
            if _CUT_LOOSE.search(between):
                return
            shared = bool(_SHARED.search(f"{between} {words[before.end() :][:_NEXT_TO]}"))
        elif (
            not _JOINED.fullmatch(between)
            or (_own_pass(words, after) and not shared)
            or _own_score(words, after, before)
        ):
            return
        yield after


def _own_score(words: str, exam: re.Match[str], before: re.Match[str]) -> bool:
    """Whether a score of its own stands on the far side of an exam: "and Step 1: 240"."""
    if before.start() > exam.start():
        return bool(_SCORE_BEFORE.search(words[: exam.start()]))
    return bool(_SCORE_AFTER.match(words[exam.end() :]))


def _own_pass(words: str, exam: re.Match[str]) -> bool:
    """Whether an exam is asked to be passed, taken or reported, right beside its name."""
    return bool(
        _PASS_BEFORE.search(words[: exam.start()]) or _PASS_AFTER.match(words[exam.end() :])
    )
