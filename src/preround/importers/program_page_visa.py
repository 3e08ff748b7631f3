"""What a page says of visas: J-1 and H-1B, each yes, no or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.importers.program_page_proposals import NO, NOT_NEEDED, PREFERRED, YES, Proposal
from preround.importers.program_page_statements import Statement

_KINDS = {"visa_j1": re.compile(r"\bj1\b"), "visa_h1b": re.compile(r"\bh1b\b")}
_VISA = re.compile(r"\bvisas?\b|\bj1\b|\bh1b\b")
#: The comma between what is said of one visa and what is said of the next.
_VERDICT = re.compile(
    r"\b(accepted|sponsored|offered|available|supported|considered|provided|possible|ok|fine"
    r"|yes|no)"
    r"\s*,\s*(?=(?:and )?(?:the |an? )?(?:h1b|j1)\b)"
)
_CUT = re.compile(
    r",? but\b|[()]|,? although\b|,? though\b|,? however\b|,? while\b|,? whereas\b"
    r"|, (?:and )?(?=no\b|not\b|we do not)|[.;]"
)
_CITIZENS = re.compile(
    r"\bonly\b[^.;]{0,15}\bus citizens\b|\bcitizens?\b[^.;]{0,20}\bpermanent residen"
)
_BY_ECFMG = re.compile(r" ?\((?:\w+ ){0,3}ecfmg[^()]*\)")
_JOINT = re.compile(r",? and |, ")
#: What decides on a visa, one way or the other.
_JUDGED = re.compile(
    r"\b(?:not|no|yes|never|unable|sponsor\w*|accept\w*|offer\w*|support\w*|consider\w*|provid\w*"
    r"|available|unavailable|possible|allow\w*|grant\w*)\b"
)
_NAMED_ASIDE = re.compile(r"\(((?:j1|h1b|o1|and|or|nor|e\.g\.|i\.e\.|visas?|[,/&\s])+)\)")
_REFUSED = re.compile(
    r"\bnot (?:\w+ ){0,4}(?:entertain|grant|honou?r|approv|pursu|fil|arrang|petition|fund|pay"
    r"|help|assist|permit|allow|use|sponsor|accept|offer|consider|support|provid|eligible|issue"
    r"|start|process"
    r"|participat|take|available|file|expect)|\bno\b(?! other)|\bnor\b|\bneither\b"
    r"|\bunable\b|\bnone\b|\bout of the question\b|\bunavailable\b|\black\b|\bnever\b"
    r"|\bnot (?:\w+ )?(?:possible|an option|been|open|done|support)"
    r"|\b(?:stopped|ceased|discontinued|ended|suspended)\b|\b(?:can|could|able) not\b"
    r"|\bnot\b(?=(?: the| an?)? (?:h1b|j1))|\bineligible\b|\bexcept(?:ing)? h1b|\bother than\b"
    r"|\brather than h1b"
)
_GIVEN = re.compile(
    r"\bsponsor|\baccept|\boffer|\bconsider|\bsupport|\bprovid|\bboth\b|\btoo\b"
    r"|\bavailable|\bwelcome"
    r"|\bparticipat|\ballow|\bpossible|\beligible|\bprocess|\bcase[ -]by[ -]case|\bissue"
    r"|\bexception|\boccasion|\btime to time\b|\btake|\bemploy|\bgrant|\blooked at\b|\b(?:be"
    r"|are|is) filed\b"
    r"|\balso\b|\bthought of\b(?! for)"
)
_ONLY_J1 = re.compile(
    r"\bj1\b[^.;]{0,40}?\b(?:only|no others?|exclusively|solely|and only that|no other)"
    r"\b(?! (?:through|via|if|for|by|when))"
    r"|\b(?:only|solely|exclusively)\b(?! (?:through|via|if|after))[^.;,]{0,45}\bj1\b"
    r"|\bj1\b[^.;]{0,30}\bis the (?:only|1|sole)\b|\bj1(?: visas?)? alone\b"
    r"|\bno (?:visas?|sponsorship|visa sponsorship)\b[^.;]{0,20}\b(?:except|but|besides|save)\b"
    r"[^.;]{0,12}\bj1\b|\blimited to (?:the )?j1\b|\bvisas? other than (?:the )?j1\b[^.;]*\bnot\b"
    r"|\bno (?:visas? )?other than\b[^.;]{0,20}\bj1\b"
)
_TRANSFERRED = re.compile(
    r"\btransfer|\bcurrently (?:hold|on) .{0,20}h1b|\balready (?:hold|have|on)"
)
_ANY_REFUSED = re.compile(
    r"(?:\bnot\b|\bunable\b|\bno longer\b)[^.;]{0,25}\b(?:sponsor|offer|support|provid"
    r"|accept|consider|issue)[^.;]{0,30}\bvisas?\b"
    r"|\bno visas?\b(?! (?:problem|issue|requirement|other))"
    r"|\bvisa sponsorship (?:\w+ )?(?:not|un)\w*|\bvisas?\b[^.;]{0,20}\b(?:not"
    r"|never) (?:\w+ )?(?:sponsor|offer|support|provid|accept|available)"
    r"|\b(?:only|solely|must be|have to be|limited to|restricted to|open to|are)\b[^.;]{0,25}"
    r"\b(?:us )?citizens? (?:and/or|and|or) (?:\w+ )?(?:permanent residen"
    r"|green card)(?!.*(?:visa|j1))"
    r"|\b(?:only|limited|restricted)\b[^.;]{0,15}\bus citizens\b(?!.*(?:visa|j1|residen))"
    r"|\bnot\b[^.;]{0,80}\bor sponsor (?:\w+ )?visas?\b"
    r"|\bnot\b[^.;]{0,30}\bwho (?:need|require)s? (?:a )?visa"
    r"|\bsponsors? (?:none|no)\b|\bno (?:visa )?sponsorship\b|\bnot sponsor\b"
)
_NO_OTHER = re.compile(
    r"\b(?:no|nothing) (?:others?|else)\b(?!,? (?:\w+ )?than)"
    r"|\b(?:no|not|nor|nothing)\b[^.;]{0,30}\b(?:other (?:\w+ ){0,3}(?:visas?|sponsorship)|else"
    r"|others)\b"
    r"|\bother visas? (?:is|are) (?:not|never)\b"
    r"|\bonly visas? (?:we|that|the)\b"
)
_OTHER_KINDS = re.compile(r"\b(?:o-?1|f-?1|f-?2|e-?3|b-?1|b-?2|j-?2|h-?4|tn|opt)\b")
_ECFMG_VISA = re.compile(
    r"\becfmg[ -]sponsored (?:visas?|j1)|\bvisas? (?:that are )?sponsored (?:by"
    r"|through) (?:the )?ecfmg"
)
#: Conditions on whoever would come on an H-1B: it is sponsored, unless the page says otherwise.
_ON_STEP_3 = re.compile(
    r"\b(?:requir\w+|need\w*|seek\w*|request\w*|want\w*|wish\w*|interested in) (?:an? |the )?h1b\b"
    r"[^.;]{0,60}\b(?:must|required|need|have to)\b[^.;]{0,60}\bstep 3\b"
    r"|\bstep 3\b[^.;]{0,80}\b(?:mandatory|required|needed|must)\b[^.;]{0,50}\bh1b\b"
)
_IF_STEP_3 = re.compile(
    r"\bh1b (?:visas? )?(?:if|with|provided|once|after|for (?:those|applicants|candidates|people) "
    r"(?:with|who))\b[^.;]{0,40}\bstep 3\b"
)
_BARE_VISAS = re.compile(r"(?:j1|h1b|o1|visas?|and|or|[&/,:\s-])+\.?")
_ECFMG_ALONE = re.compile(
    r"^(?:only|just) (?:the )?(?:\w+ ){0,2}(?:ecfmg|what ecfmg)|^ecfmg only\b"
)
_ASIDE = re.compile(
    r"\bcanad(?:a|ian)|\bif you (?:are|hold) (?:already|currently)|\bh4\b|\bother residenc"
)
_OBSERVER = re.compile(r"\bobserver|\belective|\bvisiting student|\brotat")


def visa_proposals(page: Sequence[Statement]) -> Iterator[Proposal]:
    """Propose the visa policy, statement by statement."""
    for one in page:
        if (
            one.question
            or not (_VISA.search(one.about) or _CITIZENS.search(one.words))
            or _OBSERVER.search(one.words)
        ):
            continue
        yield from _named(one)
        yield from _only_j1(one)
        yield from _any(one)


def _named(one: Statement) -> Iterator[Proposal]:
    for name, kind in _KINDS.items():
        said = _said(one, kind)
        if said is None:
            continue
        value, weight = said
        if _ASIDE.search(one.words) and value == "yes":
            continue
        yield Proposal(name, value, one, weight)


def _said(one: Statement, kind: re.Pattern[str]) -> tuple[str, int] | None:
    """What a statement says of one kind of visa."""
    words = _apart(_VERDICT.sub(r"\1; ", _NAMED_ASIDE.sub(r"\1", _BY_ECFMG.sub("", one.words))))
    moved = kind is _KINDS["visa_h1b"] and _TRANSFERRED.search(words)
    if kind.search(words) and _ONLY_J1.search(words) and not moved:
        return ("yes", 3) if kind is _KINDS["visa_j1"] else ("no", 3)
    plain = re.search(
        rf"{kind.pattern}(?: visas?)?(?::|,| is| are)? ?(?P<said>yes|no|not|fine|ok)\b", words
    )
    if plain and not re.match(r"no other|no one", words[plain.start("said") :]):
        return ("no" if plain["said"] in {"no", "not"} else "yes"), 3
    if kind.search(words) and _BARE_VISAS.fullmatch(words):
        return "yes", 2
    pieces = [piece for piece in _CUT.split(words) if piece and kind.search(piece)]
    if not pieces:
        return _answered(one, kind)
    if re.search(r"\bfellows\b", pieces[0]):
        return None
    if kind is _KINDS["visa_h1b"] and re.search(r"\bthought of for\b", one.words):
        return None
    return _of_piece(one, pieces[0], kind)


def _of_piece(one: Statement, piece: str, kind: re.Pattern[str]) -> tuple[str, int] | None:
    """What the piece of a statement that names a visa says of it."""
    if kind is _KINDS["visa_h1b"] and (said := _on_condition(one, piece)):
        return said
    if _refused(piece, kind):
        return "no", 3
    if kind is _KINDS["visa_j1"]:
        return "yes", 3 if _GIVEN.search(piece) else 2
    if re.search(r"\bstep 3\b", piece) and not _GIVEN.search(piece) and not _VISA.search(one.topic):
        return None
    if _GIVEN.search(piece) or (_VISA.search(one.topic) and len(one.words.split()) < 16):
        return "yes", 3
    return None


def _apart(words: str) -> str:
    """The words with a semicolon where the verdict on one visa ends and the other's begins."""
    for joint in _JOINT.finditer(words):
        left, right = words[: joint.start()], words[joint.end() :]
        ours, theirs = _kinds(left), _kinds(right)
        both = ours and theirs and ours != theirs
        if both and _JUDGED.search(left) and _JUDGED.search(_JOINT.split(right)[0]):
            return f"{left}; {_apart(right)}"
    return words


def _kinds(words: str) -> set[str]:
    return {name for name, kind in _KINDS.items() if kind.search(words)}


def _on_condition(one: Statement, piece: str) -> tuple[str, int] | None:
    """An H-1B on conditions is sponsored all the same: with Step 3, or when it is transferred."""
    if not _refused(piece, _KINDS["visa_h1b"]):
        if _IF_STEP_3.search(piece):
            return "yes", 2
        if _ON_STEP_3.search(one.words) and not NOT_NEEDED.search(one.words):
            return "yes", 1
    if _TRANSFERRED.search(one.words) and not PREFERRED.search(one.words):
        return "yes", 3
    return None


def _refused(piece: str, kind: re.Pattern[str]) -> bool:
    found = kind.search(piece)
    return bool(found and _REFUSED.search(piece.replace("no other", "sole")))


def _answered(one: Statement, kind: re.Pattern[str]) -> tuple[str, int] | None:
    if not one.first or not kind.search(one.topic):
        return None
    if re.match(r"(?:no[,;] )?we (?:do|can|will) not\b", one.said):
        return "no", 2
    if YES.match(one.said) or re.match(
        r"(?:only )?(?:with|if|when|after|provided|once)\b", one.said
    ):
        return "yes", 2
    if re.search(r"\bnot (?:\w+ )?(?:sponsor|accept|offer|support|provide|available)", one.said):
        return "no", 2
    if re.match(
        r"(?:they are )?(?:sponsored|accepted|available|considered|offered)\b|we (?:do|sponsor"
        r"|accept)\b",
        one.said,
    ):
        return "yes", 2
    if NO.match(one.said) and not _VISA.search(one.words):
        return "no", 2
    return None


def _only_j1(one: Statement) -> Iterator[Proposal]:
    if _ONLY_J1.search(one.words) and not _KINDS["visa_h1b"].search(one.words):
        yield Proposal("visa_h1b", "no", one, 1)


def _any(one: Statement) -> Iterator[Proposal]:
    """No visas at all; ECFMG's own, the J-1, may be taken all the same."""
    named = any(kind.search(one.words) for kind in _KINDS.values())
    if _ONLY_J1.search(one.words):
        return
    refused = _ANY_REFUSED.search(one.words) or (
        one.first
        and NO.match(one.said)
        and not any(kind.search(one.topic) for kind in _KINDS.values())
        and re.search(r"\bsponsor\w* (?:\w+ )?visas?\b|\bvisas? sponsor|^visas?\b", one.topic)
    )
    if _OTHER_KINDS.search(one.words) and not named:
        return
    if (
        one.first
        and _VISA.search(one.topic)
        and re.match(
            r"(?:both"
            r"|either)\b",
            one.said,
        )
        and not refused
    ):
        yield Proposal("visa_j1", "yes", one, 2)
        yield Proposal("visa_h1b", "yes", one, 2)
    elif one.first and _VISA.search(one.topic) and _ECFMG_ALONE.search(one.said):
        yield Proposal("visa_j1", "yes", one, 2)
        yield Proposal("visa_h1b", "no", one, 2)
    elif _ECFMG_VISA.search(one.words) and not re.search(r"\bnot accept", one.words):
        yield Proposal("visa_j1", "yes", one, 3)
        if refused:
            yield Proposal("visa_h1b", "no", one, 3)
    elif _NO_OTHER.search(one.words) or (
        refused and re.search(r"\bother (?:\w+ ){0,3}visas?\b", one.words)
    ):
        yield Proposal("visa_h1b", "no", one, 2)
    elif refused and not named:
        yield Proposal("visa_j1", "no", one, 1)
        yield Proposal("visa_h1b", "no", one, 1)
    elif refused and re.search(r"\bany kind\b|\bany visas?\b", one.words):
        yield Proposal("visa_h1b", "no", one, 2)
