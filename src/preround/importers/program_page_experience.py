"""What a page says of U.S. clinical experience and of the years since graduation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.importers.program_page_proposals import (
    NO,
    NOT_NEEDED,
    PREFERRED,
    REQUIRED,
    Proposal,
)
from preround.importers.program_page_statements import Statement

_USCE = re.compile(
    r"\busce\b|\bus[ -](?:based )?(?:or canadian )?(?:\w+ )?(?:clinical|hands-on"
    r"|hospital)\b[^.;]{0,20}\b(?:experience|work|training|exposure|rotations?)"
    r"|\bwork (?:done )?in a us (?:hospital|clinic|office|practice)|\bus clinical\b|"
    r"\b(?:clinical|hands-on)\b(?! (?:supervisors?|preceptors?|faculty|attendings?|mentors?))"
    r"[^.;]{0,40}\b(?:in|from|within) (?:a |an |the "
    r"|accredited )*us\b"
    r"|\b(?:work(?:ed|ing)?|stay|time|rotat\w+|electives?|practi[cs]e)\b[^.;?]{0,25}"
    r"\bin (?:a |an |the |accredited )*us\b(?! citizen)"
    r"|\b(?:weeks?|months?) (?:\w+ ){0,3}of us\b"
    r"|\b(?:weeks?|months?)\b[^.;]{0,35}\bin (?:a |an |the |accredited )*us\b"
    r"|\b(?:weeks?|months?|years?)\b[^.;]{0,20}\b(?:in|at) (?:a |an |the |accredited )*us "
    r"(?:\w+ )?(?:hospital|clinic|office|practice|setting|institution)s?\b"
    r"|\b(?:electives?|externships?|rotations?)\b[^.;]{0,30}\b(?:in|at|within) (?:a |an )?us "
    r"|\bus (?:\w+ )?(?:rotations?|clerkships?|externships?|experience)\b"
    r"|\b(?:rotations?|clerkships?|externships?|experience)\b[^.;?]{0,110}\bin (?:a |an "
    r"|the |accredited )*us\b"
)
_NOT_THIS = re.compile(
    r"\bwe (?:have|offer|provide|do not (?:have|offer|provide)) (?:no "
    r"|any )?(?:\w+ ){0,3}(?:observ|extern|rotat|elect)"
    r"|\b(?:or|and) (?:at home|abroad|elsewhere|another|other english)\b"
    r"|\bgraduates? of us\b|\be-?mail\b|\bresearch (?:experience )?in\b|^research\b"
    r"|\bwithin the last \d+ (?:years?|months?) of\b"
    r"|\b(?:eligib|authori[sz]|permi[ts]|legal|lawful|entitled|allow|citizen)\w*[^.;]{0,40}\bwork"
    r"|\bwork (?:authori[sz]|permit|visa|status)|\bable to work\b|\bright to work\b"
)
_LENGTH = re.compile(
    r"\b(?P<n>\d{1,3}|a|half a)(?:\s*\(\d*\)?)?(?:\+| or more| to \d+|-\d+)?[ -]+(?P<unit>days?"
    r"|weeks?|months?|years?)\b"
)
_SHORT = 5
#: At most so many words with a length of time: an item of a list, not a story.
_ITEM_WORDS = 12
_CLINICAL = re.compile(r"\b(?:clinical|hands-on) (?:experience|work)\b")
_DONE = re.compile(r"\bhave (?:done|completed|had|worked|rotated|spent)\b")
_PREFERABLY_IN = re.compile(r",? (?:preferably|ideally) (?:in|with)\b[^.;]*")
_FOR_OTHERS = re.compile(r"\b(?:required|needed) for us (?:graduates|students|applicants|seniors)")
_NO_LENGTH = re.compile(
    r"\bno length(?: set)?\b|\bno (?:\w+ )?(?:minimum|set|fixed|specific|particular|required) "
    r"(?:number|length|amount|duration|time)"
)
_RECENT = re.compile(
    r"\b(?:last|past|within|previous|recent|preceding|older than|since)\b(?: \w+){0,2} ?$"
)
_HANDS_ON = re.compile(
    r"\bhands?[ -]on\b|\bdirect (?:us )?(?:patient|clinical)[ -](?:care|contact)"
    r"|\bwork with patients\b|\bpatient care experience\b|\bdirect patient\b"
)
_OBSERVER = re.compile(
    r"\bobserv(?:erships?|ing|ers?)\b[^.;]{0,80}(?:\bnot\b|\bdoes not\b|\bn't\b|\bexclud"
    r"|\bnever\b|\binsufficient)[^.;]{0,30}"
    r"|\bnor (?:do|does|are|is|will) (?:\w+ )?observ|\bno (?:\w+ )?observ(?:erships?|ers"
    r"|ing)\b(?! (?:is|are) (?:offered|available))"
    r"|\bnone of (?:which|them|it|these)\b[^.;]{0,30}\bobserv"
    r"|\b(?:exclud\w+|other than|not (?:just |only |merely )?(?:as |be )?(?:an? |including "
    r"|count\w* "
    r"|accept\w* |consider\w* )?|beyond"
    r"|rather than)(?: an?)?(?: \w+){0,2} ?\bobserv(?:ership|ing|er)"
)
_OWN_OBSERVER = re.compile(
    r"\b(?:offer|have|provide|arrange|host|take) (?:no |any )?(?:\w+ ){0,3}observ"
    r"|\bobserv\w+[^.;]{0,30}(?:are|is) not (?:offered|available|provided|required"
    r"|necessary|needed)|\bnot (?:offer|provide|have|arrange|host)\b"
)
_GRADUATED = re.compile(
    r"\b(?:look at|consider|accept|invite|review|interview|take) (?:only )?graduates of (?:the )?"
    r"(?:last|past)\b"
    r"|\bschool behind\b|^(?:medical )?school\b|\bgraduates? (?:of|from) (?:\w+ ){0,3}schools?\b"
    r"|\bhow (?:old|far back|recent|long ago)\b|\bsince (?:your|the|receiving|earning"
    r"|their)? ?(?:\w+ )?(?:degree|diploma)\b|\brecent graduates\b"
    r"|\bschool must have been finished\b|\bschool (?:was )?(?:left|finished"
    r"|ended|completed)\b|\bsince (?:finishing |leaving )?(?:medical )?school\b"
    r"|\b(?:after|from|finished|out of|beyond|past) (?:medical )?school\b"
    r"|\bdegrees? (?:no|not) (?:older|more)\b|\bdegree (?:was )?(?:earned"
    r"|awarded|conferred|obtained|received)\b|\b(?:degree|diploma|m\.?d\.?) (?:must|should|has to) "
    r"(?:be|have)\b|\byears? (?:of graduation|since|out)\b"
    r"|\bfinished (?:medical )?school\b|\bgraduat(?:ed"
    r"|ion|ing|e)\b|\byog\b|\bfinish(?:ed|ing)? (?:medical )?school|\b(?:left|leaving"
    r"|out of|completed|completing|completion of|end of) (?:medical )?school"
    r"|\bmedical (?:school|degree|diploma)\b|\btime since\b"
)
_CUT_OFF = re.compile(
    r"(?:\bwithin|\bin|\bpast|\blast|<|≤|\bno more than|\bnot more than|\bat most"
    r"|\bmaximum(?: of)?|\bunder|\bless than|\bfewer than|\bnot exceed(?:ing)?|\bup to"
    r"|\bno longer than|\bnot longer than|\bno older than|\bnot over|\bover"
    r"|\bno earlier than|\bnot? (?:later|over) than|\bmost recent|\bprevious|\blimit (?:of"
    r"|is|to)|\bcut[ -]?off (?:of|is|at)|\bnot be over"
    r"|\bno longer ago than)(?: the)?(?: (?:last|past|previous|preceding"
    r"|most recent))? (?P<n>\d{1,2})[ -]+years?\b"
    r"|\b(?P<n2>\d{1,2})[ -]+years? (?:or (?:less|fewer|newer|sooner)|at (?:the )?most"
    r"|maximum|ago at (?:the )?most|ago or less|cut|limit|is the (?:limit|maximum|most"
    r"|cut)|(?:is|are|as) (?:our|the|a) (?:\w+ )?(?:limit|maximum|cut))"
    r"|\bafter (?P<n6>\d{1,2}) years\b[^.;]{0,20}\b(?:no longer|not)\b"
    r"|\b(?P<n3>\d{1,2})[ -]year (?:cut|limit|rule|maximum)"
    r"|\b(?:more than|over|beyond|in excess of) (?P<n4>\d{1,2}) years "
    r"(?:ago|since|after|out|from|past|before|old)"
    r"|\b(?:older|longer|earlier) than (?P<n5>\d{1,2}) years"
)
#: What may stand in for a recent degree; the limit stays the limit for everybody else.
_OR_WORK = re.compile(r",? or (?:in|have|has|be|been|are|currently|actively)\b[^.;]*")
#: A rule for some graduates only: "those who graduated within 2 years need 3 months".
_WHO_GRADUATED = re.compile(
    r"\b(?:who|that|if you) (?:have )?(?:graduat\w+|finished|completed)\b[^.;]{0,60}"
    r"\b(?:must|need|needs|should|are required|have to|are asked)\b(?! (?:not|be within))"
    r"|\b(?:longer|more) than \d+ years\b[^.;]{0,40}\b(?:must|need|needs|should"
    r"|have to)\b (?:have|show|be working)"
)
_BARE_YEARS = re.compile(
    r"^(?:yes\b[^\d]{0,40})?(?:the )?(?:limit is |maximum (?:of )?|last |past "
    r"|within |at most |under |up to )?(?:the )?(?:last |past )?(?P<n>\d{1,2})(?: years?\b"
    r"| or (?:fewer|less)\b|,|\.?$)"
)
_OF_WORK = re.compile(
    r"\bexperience\b|\bresidency training\b|\bclinical (?:work|practice)\b|\brotations?\b"
)
_NOT_FOR_ALL = re.compile(r"\bunless\b|\bpreliminary\b")
#: Where a list of requirements goes on to the next.
_ITEMS = re.compile(
    r"; |,? and (?=(?:must|who|have|has|be|an?|at least|\d|no|all|graduat\w+|pass\w*|ecfmg"
    r"|medical)\b)"
    r"|, (?=(?:have|has|must|hold|be|an?|at least|\d|no|all|graduat\w+|pass\w*|ecfmg|medical)\b)"
)
_NOT_YEARS = re.compile(
    r"\bunless\b|\bpreliminary\b|\b(?:no|any|unexplained) gaps?\b|\bgaps? in\b"
    r"|\bwithout (?:any |recent )?(?:clinical|active|activity|practice|work)"
    r"|\bprogram (?:is|lasts)\b|\bfelony|\bletters?\b"
    r"|\bactive (?:practice|clinical)|\bboard\b|\bscores? (?:are|is) valid|\bpass rate"
)


def experience_proposals(page: Sequence[Statement]) -> Iterator[Proposal]:
    """Propose what concerns U.S. experience and graduation, statement by statement."""
    demanded, last = False, None
    for one in page:
        if one.question:
            continue
        if _USCE.search(one.words) or _asked_for(one):
            found = list(_experience(one))
            demanded = demanded or any(
                p.name == "usce_required" and p.value == "yes" for p in found
            )
            yield from found
            last = one
        elif (
            demanded
            and last is not None
            and 0 <= one.start - last.end < 3
            and _HANDS_ON.search(one.words)
            and REQUIRED.search(one.words)
        ):
            yield Proposal("usce_hands_on_required", value=True, statement=one)
        if _USCE.search(one.about) or demanded or "observ" in one.topic:
            yield from _observerships(one)
        yield from _graduation(one)


def _experience(one: Statement) -> Iterator[Proposal]:
    words = one.words
    told = [piece for piece in _ITEMS.split(words) if _USCE.search(piece)]
    letters = bool(told) and all(re.search(r"\bletters?\b", piece) for piece in told)
    of_letter = letters and re.search(r"^[^.;]{0,45}\bletters?\b[^.;]{0,40}\bfrom\b", words)
    if _NOT_THIS.search(words) or of_letter:
        return
    value = _how_much(one)
    if value is None:
        return
    in_words = bool(_USCE.search(words))
    yield Proposal("usce_required", value, one, 3 if in_words else 2)
    if value != "yes":
        return
    if (months := _months(words)) and not _WHO_GRADUATED.search(words):
        yield Proposal("usce_months", months, one)
    hands_on = _HANDS_ON.search(words) or (one.first and _HANDS_ON.search(one.topic))
    if hands_on and not NOT_NEEDED.search(words):
        yield Proposal("usce_hands_on_required", value=True, statement=one)


def _how_much(one: Statement) -> str | None:
    """Yes, preferred or no, as one statement says it."""
    words = _PREFERABLY_IN.sub("", _NO_LENGTH.sub("", one.words))
    asked = one.first and _asked_for(one)
    if _FOR_OTHERS.search(words):
        return None
    if NOT_NEEDED.search(words) or (asked and NO.match(one.said) and not _months(words)):
        return "preferred" if _wished_all_the_same(words) else "no"
    plainly = re.match(r"(?:yes\b|required\b|mandatory\b)", one.said) if asked else None
    if plainly and not re.search(r"\bprefer", words):
        asks = re.search(r"requir|need|mandatory|must", one.topic)
        return "yes" if asks or _months(words) or REQUIRED.search(words) else None
    if plainly and not one.said.startswith("yes"):
        return "yes"
    most = re.match(r"(?:most|many|some) (?:of|have)\b", one.said)
    if most or PREFERRED.search(words) or PREFERRED.search(one.heading):
        return "preferred"
    short = len(words.split()) <= _ITEM_WORDS
    if _months(words) and _DONE.search(words):
        return "yes"
    if REQUIRED.search(words) or (_months(words) and (asked or short or _listed(one))):
        return "yes"
    return "preferred" if PREFERRED.search(one.topic) else None


def _wished_all_the_same(words: str) -> bool:
    """Not required, and still: "but it helps", "though it is preferred"."""
    wish = PREFERRED.search(words) or re.search(r"\bwanted\b", words)
    return bool(wish) and not re.search(r"\bnot (?:prefer|recommend)", words)


def _asked_for(one: Statement) -> bool:
    """Whether a question or label asks for experience: "clinical experience" is of the U.S."""
    last = one.topic.rpartition("| ")[2]
    return bool(_USCE.search(one.topic) or (len(last.split()) <= _SHORT and _CLINICAL.search(last)))


def _listed(one: Statement) -> bool:
    return bool(
        re.search(
            r"\brequire|\bminimum|\bcriteria|\beligib|\bmust|\bneed|\bshould have"
            r"|\bto be (?:interviewed|considered)",
            one.heading,
        )
    )


def _months(words: str) -> int | None:
    for found in _LENGTH.finditer(words):
        if _RECENT.search(words[: found.start()]) or re.match(
            r" (?:ago|of (?:graduat|residency|internship|fellowship|the (?:appl|deadline|date))"
            r"|before|from|since|after|prior)",
            words[found.end() :],
        ):
            continue
        count = {"a": 1.0, "half a": 0.5}.get(found["n"]) or float(found["n"])
        unit = found["unit"]
        months = (
            count * 12
            if unit.startswith("year")
            else count / 4
            if unit.startswith("week")
            else count / 30
            if unit.startswith("day")
            else count
        )
        if months == int(months) and 1 <= months <= 36:
            return int(months)
    return None


def _observerships(one: Statement) -> Iterator[Proposal]:
    words = one.words
    if _OWN_OBSERVER.search(words) or PREFERRED.search(words):
        return
    asked = re.search(r"\bobserver", one.topic) and re.search(
        r"\bcount|\baccept|\bqualif|\benough", f"{one.topic} {one.said}"
    )
    if _OBSERVER.search(words) or (
        asked
        and one.first
        and re.match(r"no\b|(?:it|they|these) (?:do|does|is|are|will) not|not\b", one.said)
    ):
        yield Proposal("usce_excludes_observership", value=True, statement=one)


def _graduation(one: Statement) -> Iterator[Proposal]:
    """The most years that may lie between medical school and the application."""
    topical = bool(_GRADUATED.search(one.topic)) and not _USCE.search(one.topic)
    if _WHO_GRADUATED.search(one.words) or not (_GRADUATED.search(one.words) or topical):
        return
    if _NOT_FOR_ALL.search(_OR_WORK.sub("", one.words)):
        return
    if PREFERRED.search(one.heading) or re.search(r"\bprefer", one.topic):
        return
    words = _OR_WORK.sub("", _firm_years(one.words))
    found = _cut_off(words, topical=topical) or (topical and _BARE_YEARS.search(one.said)) or None
    if found is None or PREFERRED.search(words):
        return
    if re.search(r"\bno (?:\w+ )?(?:cut|limit|maximum|restriction)", one.words):
        return
    years = int(next(value for value in found.groupdict().values() if value))
    if 1 <= years <= 15:
        yield Proposal("years_since_graduation_max", years, one)


def _cut_off(words: str, *, topical: bool) -> re.Match[str] | None:
    """The limit in the clause that speaks of school, and not of work since then."""
    for piece in _ITEMS.split(words):
        found = _CUT_OFF.search(piece)
        if found is None or _OF_WORK.search(piece) or _NOT_YEARS.search(piece):
            continue
        if topical or _GRADUATED.search(piece):
            return found
    return None


def _firm_years(words: str) -> str:
    """The clauses that wish for nothing: "ideally under 3 years, but no more than 5"."""
    firm = [piece for piece in re.split(r",? but |;", words) if not PREFERRED.search(piece)]
    if not firm:
        return words
    kept = " but ".join(firm)
    if "year" in words and not re.search(r"\byears?\b", kept):
        kept = re.sub(r"\b(?:more than|over|beyond|than) (\d{1,2})\b", r"\g<0> years", kept)
    return kept
