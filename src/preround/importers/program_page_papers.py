"""What a page says of certification, letters, and whether international graduates may apply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.importers.program_page_proposals import (
    IMG,
    NEGATED,
    NO,
    NOT_NEEDED,
    PREFERRED,
    YES,
    Proposal,
    clauses,
    firm,
)
from preround.importers.program_page_statements import Statement

_ECFMG = re.compile(
    r"\bstatus report (?:of|from|by) (?:the )?ecfmg\b|\becfmg[ -]+(?:\w+ ){0,2}(?:certif\w*"
    r"|status report|eligib\w*)|\b(?:certif\w*)"
    r"[^.;]{0,25}\b(?:by|from|of) (?:the )?ecfmg|\becfmg\b[^.;]{0,40}\bcertif\w*"
    r"|\bcertif\w*[^.;]{0,15}\becfmg\b|\becfmg credentials\b"
)
_BY_RANK = re.compile(
    r"\bdeadline\b[^.;]{0,10}\b(?:january|february|march)\b|\brank\w*\b[^.;]{0,40}\b(?:without"
    r"|only (?:with|if|when|after))\b|\bwhen (?:we|you are"
    r"|the list|our list|the rank)[^.;]{0,20}\b(?:rank|made up|submitted|certified)"
    r"|\bat (?:the )?time (?:of|we|you are) (?:the )?rank|(?:\bbefore|\bprior to|\bby"
    r"|\bin time for|\bin order to|\bto|\buntil|\bahead of"
    r"|\bfor|\bwhen)\b[^.;]{0,45}?(?:\brank|\brol\b|\bthe match\b|\bmatch\b|\bnrmp\b"
    r"|\binterviews end\b|\bend of interview|\bjanuary\b|\bfebruary\b|\bjan\b|\bfeb\b|\bmarch\b)"
)
_BY_START = re.compile(
    r"(?:\bbefore|\bprior to|\bby|\bto|\buntil|\bat)\b[^.;]{0,40}?(?:\bstart\w*\b"
    r"|\bbegin\w*\b|\benter\b|\bentering\b|\bentry\b|\bjuly\b|\bjune\b|\bmatriculat"
    r"|\borientation\b|\bappointment\b|\bemploy\w*|\bonboarding\b|\bfirst day\b|\bhir(?:e|ing)"
    r"|\bcommenc)|\bnot (?:begin|start"
    r"|enter)\b[^.;]{0,30}\bwithout\b"
)
_LEAD = re.compile(r"(?:before|prior to|by|at) [^,]{3,60},")
_STILL_IT = re.compile(
    r"\s*(?:it|this|the certificate|certification|which|must|has to|is|needed)\b"
    r"|[^;]*\bwithout it\b"
)
_LEAD_ELIGIBLE = re.compile(r"^to be eligible[^,]*,")
#: Where a sentence goes on to the next requirement.
_AND_THEN = re.compile(
    r",? and (?=(?:must |have |has |be |been )*(?:graduat|pass|complet|a passing|certification"
    r"|at least|\d (?:letter|month)))"
    r"|, (?=(?:have|must) (?:graduat|pass|complet))"
)
_SHORT = 8
_PLAIN = 3
_LETTER = r"(?:letters?|lors?\b|recommendations?|references?)"
_COUNT_FIRST = re.compile(
    rf"\b(?P<n>[1-6])(?: ?(?:-|to|or) ?[1-6])? (?:(?:or more|required|strong|recent|current"
    rf"|original|professional|faculty|total|different|clinical|us|written|confidential|good"
    rf"|new|academic|supportive|signed|waived|additional) )*(?:{_LETTER}|sloes?)"
)
_COUNT_AFTER = re.compile(
    rf"\b{_LETTER}(?: of (?:recommendation|reference|support))?(?: \((?:lors?"
    rf"|lor's)\))?\s*(?:[:,(-]|are|is)?\s*(?:a |an )?(?:minimum (?:of )?|at (?:the )?least "
    rf"|minimum: |required: )?(?P<n>[1-6])\b(?! (?:months?|years?|weeks?|pages?|of (?:them"
    rf"|which|whom)|must|should|from|by|will be from))"
)
_COUNT_WRITERS = re.compile(
    rf"\b{_LETTER}(?: of recommendation)? from (?:at least )?(?P<n>[2-4]) (?:\w+ ){{0,2}}?"
    rf"(?:faculty|physicians?|attendings?|doctors|people|writers)\b"
)
_ONLY_ADVISED = re.compile(
    rf"\b{_LETTER}\b[^.;,]{{0,60}}\b(?:is|are) (?:\w+ )?(?:recommended|suggested|encouraged)\b"
)
_US_ASKED = re.compile(rf"\b{_LETTER}\b[^?|]{{0,30}}\b(?:from|by)\b[^?|]{{0,20}}\bus\b")
_ONE_FROM_US = re.compile(
    r"(?:with |and )?(?:at least )?(?P<n>[1-4])(?: of (?:them|which|these)"
    r"|, all(?: of them)?)? (?:from"
    r"|by)\b[^.;]{0,25}\bus\b"
)
#: The whole number of letters, after which a further letter is one of them.
_LETTERS_OF = re.compile(rf"\band (?:at least )?[1-6] (?:{_LETTER} of|lors\b)")
_COUNTED = frozenset({"number", "number required", "minimum", "minimum number", "required"})
_THREE_ARE = re.compile(r"(?:only )?(?P<n>[2-4]) (?:are|is) (?:required|needed|enough)")
_AT_MOST = re.compile(
    r"\bmay be (?:uploaded|submitted|sent|assigned|added)\b|\bup to\b|\bmaximum\b"
    r"|\bno more than\b|\bat most\b|\blets you\b"
)
_SUM = re.compile(
    rf"\b(?P<a>[1-3]|an?) (?:(?!of (?:your|the|which|these|them|\d))\w+ ){{0,3}}?(?:sloes?"
    rf"|{_LETTER}|chair\S* {_LETTER})\b[^.;,]{{0,70}}?"
    rf",? (?:and|plus|\+|with(?= [1-3] (?:additional|other|more))) "
    rf"(?:at least (?![1-3] (?:from|by)))?(?P<b>[1-3]) (?:\w+ ){{0,2}}?(?:(?:additional|other|more"
    rf"|further)\b(?: {_LETTER})?|{_LETTER}|sloes?)"
    rf"|\b(?P<c>[1-3]) {_LETTER} (?:from|by) [^.;,]{{2,40}}? and (?P<d>[1-3]) (?:from|by)\b"
)
_US_WRITER = re.compile(
    rf"\b(?:(?P<n>[1-6])|a|an)\b(?:(?!\band\b|, (?!of\b))[^.;]){{0,40}}?\b(?:{_LETTER})\b"
    rf"(?:(?!\band (?:an?|[1-6])\b|, an?\b)[^.;]){{0,60}}?\b(?:from"
    rf"|by)\b(?:(?!\bletter\b|\band an?\b)[^.;]){{0,40}}?\b(?:us|canadian)\b(?! news)"
    rf"|\b(?P<n2>[1-6]) (?:of (?:them|which|these|the letters)|should|must|has to|have to)"
    rf"[^.;]{{0,30}}?\b(?:from|by)\b[^.;]{{0,30}}?\bus\b|\b(?P<n3>[1-6]) us {_LETTER}"
    rf"|\bus\b[^.;]{{0,60}}, with a letter from (?:it|them|there)\b"
    rf"|\b{_LETTER}: \d \((?P<n8>[1-6]) (?:from )?(?:the )?us\b"
    rf"|\b{_LETTER} \((?:at least )?(?P<n7>[1-6]) (?:from )?(?:the )?us\b"
    rf"|\b{_LETTER}(?: of \w+)? from (?:at least )?(?P<n5>[1-6]) us\b"
    rf"|\b(?P<n6>[1-6]) of (?:whom|them|which|these)\b[^.;]{{0,45}}\b(?:in the us|us)\b"
    rf"|\b{_LETTER}\b[^.;]{{0,30}}, [1-6] (?:being )?(?:from|by)\b"
    rf"[^.;]{{0,60}}?\b(?:in the us|us)\b"
    rf"|\b{_LETTER}\b[^.;]{{0,60}}\bat least (?P<n4>[1-6])\b[^.;]{{0,25}}?\b(?:from|by)\b"
    rf"[^.;]{{0,30}}?\bus\b"
)
_ACCEPTED = re.compile(
    r"\baccept|\bwelcome|\bconsider|\beligible|\bencourag|\bmay apply\b|\bcan apply\b"
    r"|\binterview|\breview|\binvit|\bmust\b|\bneed|\brequir|\bask(?:ed)? for\b|\bha(?:ve"
    r"|s) to\b|\bshould\b|\bsponsor|\bapply\b|\bsubmit|\bhold\b|\bcertificate\b"
    r"|\bwe (?:do )?(?:rank|read|take)\b|\balike\b|\becfmg\b|\bour residents\b"
)
_AMONG_US = re.compile(
    r"\bfriendly\b|\bof our (?:\w+ )?residents\b|\b(?:make up|among"
    r"|are) (?:\w+ ){0,3}(?:residents|house ?staff)\b|\bholding\b|\bbesides\b|\b(?:through"
    r"|via|from) (?:the )?ecfmg\b"
)
_REFUSED = re.compile(
    r"^no (?:imgs?|fmgs?|international (?:medical )?graduates|foreign graduates)\b|\b(?:not"
    r"|no longer|unable to|can not)\b[^.;,]{0,25}\b(?:accept|consider|interview"
    r"|review|take|rank|eligible)|\bnot eligible\b|\bineligible\b"
)
_LCME_ONLY = re.compile(
    r"(?:\bonly\b|\bmust\b|\bneed to\b|\bbe a\b)[^.;]{0,60}\b(?:graduat\w*|student)"
    r"[^.;]{0,50}\b(?:lcme|us (?:allopathic|medical))\b"
)
_ASKED_TO_ACCEPT = re.compile(
    r"\btaken?\b|\baccept|\bconsider|\binterview|\beligible|\bapply|\bwelcome|\btake\b"
)
_PLAIN_NO = re.compile(r"(?:unfortunately,? )?(?:no|not)\b(?! (?:limit|difference|prefer))[.,;]")
_LCME_OR_ECFMG = re.compile(
    r"\b(?:lcme|aoa)\b[^.;]*\bor\b[^.;]*\becfmg\b|\b(?:lcme|aoa)\b[^.;]*\becfmg\b[^.;]*\bor\b"
)
_SOME = re.compile(
    r"(?:(?:about|roughly|nearly|almost|over|more than) )?(?:a few|some|several|many|most|half"
    r"|a third"
    r"|\d+|occasionally|gladly)\b"
)
_CRITERIA_ASKED = re.compile(
    r"\b(?:requirements?|criteria)\b[^?]*\bfor\b|^what (?:are|is|do you"
    r"|does)\b[^?]*\b(?:criteri|require|expect|look for|ask|need)"
)
_IMG_ASKED = re.compile(rf"^(?:\w+ )?(?:{IMG.pattern})(?: (?:here|share))? ?\??$")
#: Words that speak of international people or places without saying that graduates may apply.
_BESIDE_THE_POINT = re.compile(
    r"\bhealth\b|\belective|\bobserv|\brotat|\bstudents?\b|\bresearch\b|\btravel|\bvisit"
    r"|\bairport\b"
    r"|\bof (?:our|the) applica|\bcheck with\b|\bassociation\b|\bfunding\b|\bcitizen"
    r"|\bfaculty\b|\bquestions?\b"
)
_SHORT_HEAD = 12
_NO_LIMIT = re.compile(r"\bnot? (?:less|fewer|more|later|older|earlier|longer) than\b")
_OF_STATUS = re.compile(r"\bvisas?\b|\bcitizen|\bpermanent residen|\bwork permit\b")
_NOT_IMG_HEAD = re.compile(
    r"\?|\bvisas?\b|\bstudents?\b|\belective|\bobserv|\brotat|\bresearch\b|\bhealth\b|\bvisit"
    r"|\btravel\b"
    r"|\bno\b|\bnot\b|\bprefer"
)


def paper_proposals(page: Sequence[Statement]) -> Iterator[Proposal]:
    """Propose what concerns certification, letters and who may apply."""
    abroad = any(_ECFMG.search(one.words) or IMG.search(one.about) for one in page)
    for one in page:
        yield from _accepts(one, abroad=abroad)
        if one.question:
            yield from _letters_named(one)
            continue
        if _ECFMG.search(one.about) or one.topic.startswith("ecfmg"):
            yield from _certificate(one)
        yield from _letters(one)


def _certificate(one: Statement) -> Iterator[Proposal]:
    words = one.sentence
    if not _ECFMG.search(one.words) and not (one.first or _ECFMG.search(one.topic)):
        return
    if any(PREFERRED.search(p) and _ECFMG.search(p) for p in re.split(r", and |; ", one.words)):
        return
    said = [piece for piece in clauses(words) if not NOT_NEEDED.search(piece)]
    kept = "; ".join(said)
    if not kept or not (
        _ECFMG.search(kept)
        or re.search(r"\bit\b|\bcertif|\bmust\b|\bhas to\b|\bneeded\b", kept)
        or one.first
    ):
        return
    if one.first and len(one.said) < _SHORT and NO.match(one.said):
        return
    weight = 3 if _ECFMG.search(one.words) else 2
    kept = _of_certificate(kept)
    if _BY_RANK.search(kept):
        yield Proposal("ecfmg_required", "by_rank_list", one, weight)
    elif _BY_START.search(kept):
        yield Proposal("ecfmg_required", "by_start", one, weight)
    elif (one.first and YES.match(one.said) and len(one.said) < 40) or (
        one.first and one.topic.startswith("ecfmg") and "certif" in one.said
    ):
        yield Proposal("ecfmg_required", "yes", one, 2)
    elif _ECFMG.search(one.words) and not re.search(r"\bsponsored (?:by|through)|\beligib", kept):
        yield Proposal("ecfmg_required", "yes", one, weight)


def _of_certificate(words: str) -> str:
    """The part of a sentence that can date the certificate: its own clause, and what leads it."""
    if not _ECFMG.search(words):
        return words
    lead = _LEAD.match(words)
    pieces = [
        piece
        for piece in re.split(rf"{_AND_THEN.pattern}|; ", words)
        if _ECFMG.search(piece) or _STILL_IT.match(piece)
    ]
    own = " ".join(pieces) or words
    return f"{lead[0]} {own}" if lead and lead[0] not in own else _LEAD_ELIGIBLE.sub("", own)


def _letters(one: Statement) -> Iterator[Proposal]:
    words = firm(one.words)
    if PREFERRED.search(one.heading):
        return
    counted = one.topic in _COUNTED and bool(re.search(rf"\b{_LETTER}\b", one.heading))
    if not re.search(rf"\b(?:{_LETTER}|sloes?)\b", one.heading if counted else one.about):
        if re.search(rf"\b{_LETTER}\b", one.sentence) and (found := _THREE_ARE.match(words)):
            yield Proposal("letters_min", int(found["n"]), one)
        elif re.search(rf"\b{_LETTER}\b", one.sentence) and (found := _ONE_FROM_US.match(words)):
            yield Proposal("letters_us_min", int(found["n"]), one)
        return
    if of_us := _us_letters(one, words):
        yield of_us
        if of_us.weight < _PLAIN:
            return
    words = re.sub(r",? (?:preferably|ideally)[^;.]*", "", words)
    unwished = [piece for piece in clauses(words) if not re.search(r"\bprefer", piece)]
    words = "; ".join(unwished) or words
    wished = re.search(r"\bprefer", words) and not re.search(
        r"\brequir|\bminimum\b|\bat least\b", words
    )
    if not wished and not _ONLY_ADVISED.search(words):
        yield from _letters_in_all(one, words)


def _us_letters(one: Statement, words: str) -> Proposal | None:
    """How many letters have to come from U.S. physicians."""
    if re.search(rf"\b{_LETTER}\b", one.topic) and (found := _ONE_FROM_US.match(words)):
        return Proposal("letters_us_min", int(found["n"]), one)
    if (found := _US_WRITER.search(words)) and not PREFERRED.search(words):
        said = re.sub(r"(?:(?<=[1-6])|,) of (?:your |the |these |all )?[1-6]\b", "", found[0])
        counts = re.findall(r"\b[1-6]\b(?! (?:months?|weeks?|years?))", said)
        return Proposal("letters_us_min", int(counts[-1]) if counts else 1, one)
    if one.first and _US_ASKED.search(one.topic) and not NO.match(one.said):
        at_least = re.match(r"(?:yes[,:]? )?(?:at least )?(?P<n>[1-4])\b", one.said)
        if at_least or YES.match(one.said):
            return Proposal("letters_us_min", int(at_least["n"]) if at_least else 1, one, 2)
    return None


def _letters_in_all(one: Statement, words: str) -> Iterator[Proposal]:
    numbers = [int(match["n"]) for match in _letter_counts(one)]
    if (summed := _SUM.search(words)) and not re.search(r"\bprefer|\btotal\b|\ball\b", words):
        one_part, other = summed["a"] or summed["c"], summed["b"] or summed["d"]
        total = (int(one_part) if one_part.isdigit() else 1) + int(other)
        if not one_part.isdigit() and _LETTERS_OF.search(words):
            total = int(other)
        if not any(number >= total for number in numbers):
            numbers.append(total)
    if numbers and 2 <= max(numbers) <= 4:
        yield Proposal("letters_min", max(numbers), one)


def _letters_named(one: Statement) -> Iterator[Proposal]:
    """A question that takes the number for granted: "must one of the three required letters …"."""
    if found := re.search(r"\b(?:the|your) (?P<n>[2-4]) required letters\b", one.words):
        yield Proposal("letters_min", int(found["n"]), one, 2)


def _letter_counts(one: Statement) -> Iterator[re.Match[str]]:
    words = one.words
    for pattern in (_COUNT_FIRST, _COUNT_AFTER, _COUNT_WRITERS):
        for found in pattern.finditer(words):
            after = re.split(r" and |; ", words[found.start() : found.start() + 48])[0]
            if not _AT_MOST.search(words[max(0, found.start() - 25) : found.start()] + after):
                yield found
    counted = one.topic in _COUNTED and bool(re.search(rf"\b{_LETTER}\b", one.heading))
    if re.search(rf"\b{_LETTER}\b", one.heading if counted else one.topic):
        bare = re.match(
            r"^(?:yes[,:;.]? )?(?:(?:a )?minimum(?: of|:)? |at (?:the )?least |we (?:require"
            r"|ask for|need) )?"
            r"(?:at least )?(?P<n>[2-4])\b(?! (?:months|years|of|(?:are|is) (?:accepted|allowed"
            r"|welcome|optional)))",
            one.said,
        )
        if not bare and one.first and re.search(r"\bhow many\b|\bnumber of\b", one.topic):
            bare = re.search(
                r"(?<!up to )(?<!most )\b(?P<n>[2-4])\b(?! (?:months|years|of))", one.said
            )
        if bare and not _AT_MOST.search(one.said[:8]):
            yield bare


def _accepts(one: Statement, *, abroad: bool) -> Iterator[Proposal]:
    if one.question:
        return
    said = _said_of_img(one) if IMG.search(one.words) else _answered_of_img(one)
    if said is None:
        said = _answered_of_img(one)
    if said is None and (one.said != one.words or not IMG.search(one.words)):
        said = _implied_of_img(one, abroad=abroad and not (one.first and IMG.search(one.topic)))
    if said:
        yield Proposal("accepts_img", said[0], one, said[1])


def _said_of_img(one: Statement) -> tuple[str, int] | None:
    """What a statement that names international graduates says of them."""
    bounded = re.search(r"\bunless\b|\bwithout\b|\bif\b|\buntil\b", one.words)
    if _REFUSED.search(one.words) and not bounded:
        return "no", 3
    if _doubtful(_about_img(one.words)):
        return None
    if _ACCEPTED.search(one.words) or _AMONG_US.search(one.words):
        return "yes", 2
    return None if _BESIDE_THE_POINT.search(one.words) else ("yes", 1)


def _answered_of_img(one: Statement) -> tuple[str, int] | None:
    if not one.first or not IMG.search(one.topic) or _OF_STATUS.search(one.words):
        return None
    if _ASKED_TO_ACCEPT.search(one.topic):
        if YES.match(one.said):
            return "yes", 3
        return ("no", 3) if _PLAIN_NO.match(one.said) else None
    if re.search(r"\bresidents\b|\bhow many\b", one.topic) and _SOME.match(one.said):
        return "yes", 2
    if _ASKED_TO_ACCEPT.search(one.topic) and _SOME.match(one.said):
        return "yes", 2
    if _CRITERIA_ASKED.search(one.topic) and not NEGATED.search(one.said[:30]):
        return "yes", 1
    if _IMG_ASKED.match(one.topic) and not NEGATED.search(one.said):
        return "yes", 1
    return None


def _implied_of_img(one: Statement, *, abroad: bool) -> tuple[str, int] | None:
    if any(_heads_img(head) for head in _heads(one)):
        words = _NO_LIMIT.sub("", one.words)
        return None if NEGATED.search(words) or _OF_STATUS.search(words) else ("yes", 1)
    if _LCME_OR_ECFMG.search(one.words):
        return "yes", 1
    if _LCME_ONLY.search(one.words) and not abroad and "ecfmg" not in one.words:
        return "no", 1
    return None


def _about_img(words: str) -> str:
    """The part of a sentence, between commas, that names international graduates."""
    found = IMG.search(words)
    if not found:
        return words
    low = max(words.rfind(mark, 0, found.start()) for mark in ",;")
    high = min(
        (at for mark in ",;" if (at := words.find(mark, found.end())) >= 0), default=len(words)
    )
    return words[low + 1 : high]


def _heads_img(head: str) -> bool:
    """Whether a heading or label is of international graduates: "Requirements for IMGs"."""
    found = next(reversed(list(IMG.finditer(head))), None)
    if not found or len(head.split()) > _SHORT_HEAD or _NOT_IMG_HEAD.search(head):
        return False
    return len(head) - found.end() <= 2 or not re.search(r"[a-z]", head[: found.start()])


def _heads(one: Statement) -> tuple[str, ...]:
    return (*one.heading.split(" | "), one.topic.rpartition("| ")[2])


def _doubtful(words: str) -> bool:
    return bool(
        NEGATED.search(words)
        and not re.search(
            r"\bmust\b|\bwelcome|\bencourag|\bconsidered\b|\baccepted\b|\bwe interview\b", words
        )
    ) or bool(
        re.search(
            r"\bprefer(?!.*\bwe interview)|\bcheck with\b|\binternational (?:health|rotation"
            r"|elective|travel)",
            words,
        )
    )
