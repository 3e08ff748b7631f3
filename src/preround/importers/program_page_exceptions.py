"""Rules a page states with a way out: "unless", "except", "may be waived", "preferably".

Such a sentence is read once more without its way out. What it then says is a rule for some
and none for others, which only the person can decide; so it is shown with both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from preround.domain.program import FactScalar
from preround.importers.program_page_proposals import NOT_APPLICANTS, Proposal
from preround.importers.program_page_statements import Statement

#: How a door stays open for a few.
_RARELY = (
    r"\b(?:exceptional|extraordinary|extenuating|special) (?:cases?|circumstances?|situations?)\b"
    r"|\b(?:case[- ]by[- ]case|individual basis)\b|\bat (?:the|our) (?:\w+ )?discretion\b"
)
#: What takes somebody out of a rule; the clause it stands in goes, to see the rule itself.
_WAY_OUT = (
    r"\bunless\b|\bexcept(?:ing|ions?|ed)?\b|\bwaiv(?:e|ed|er|ers|es|ing)\b"
    rf"|{_RARELY}"
)
#: What makes a wish of it, said in one word that can be left out.
_SOFTLY = r"\bpreferably\b|\bideally\b|\bgenerally\b|\bnormally\b|\bordinarily\b|\bas a rule\b"
OUT = re.compile(_WAY_OUT)
SOFT = re.compile(_SOFTLY)
#: "I waive my right to see the letter", and the visa of that name: nothing is let off.
_OTHER = re.compile(
    r"\bwaiv\w+ (?:(?:your|their|the|his) )?(?:rights?|fees?|programs?|of (?:the )?right)"
    r"|\b(?:fee|visa|right to (?:view|see)|j1|conrad)(?: \w+)? waiv\w+|\bwaived (?:letter|lor)"
    r"|\bletters? (?:must|should) be waived\b|\bwaived your right|\bno exceptions?\b"
    r"|\bwithout exceptions?\b|\bnot (?:be )?(?:waived?|make (?:any )?exceptions?)\b"
)
_BRACKET = re.compile(r" ?\([^()]*\)")
_FIRST = re.compile(rf"^(?:\w+ )?(?:{_WAY_OUT})[^,]*, ")
_ASIDE = re.compile(
    r"(?:,|;|\bbut\b) ?[^,;]*\b(?:may|can|could|might|considered|possible|reviewed)\b[^,;]*?"
    rf"(?:{_RARELY}).*$"
)
_CLAUSE = re.compile(
    r"(?:,|;|\.|:)? ?(?:\b(?:but|and|although|though|while|however|which|this|it)\b[^,;]{0,40}?"
    r"|\bwith(?: \w+){0,2} |\bonly(?: \w+){0,3} )?"
    rf"(?:{_WAY_OUT}).*$"
)
#: "No visas except the J-1": the way out says all there is to say of it.
_BUT_FOR_A_VISA = re.compile(r"except\w* (?:for )?(?:the |an? )?(?:j1|h1b)\b")
#: A sentence that lets people out of the rule before it.
_OF_THE_LAST = re.compile(
    r"^(?:(?:however|but|in rare cases|some|limited|rare|occasional|individual|any),? )*"
    r"(?:exceptions?|waivers?|exceptional cases)\b"
    r"|^(?:however,? )?(?:this|these|it|that|those|the (?:\w+ ){0,3}(?:requirements?|limits?|rules?"
    r"|cut-?offs?|minimums?|polic(?:y|ies)))\b.*(?:\bwaive|\bexception|\bunless\b)"
    r"|\b(?:we|committee|director|program)\b.{0,40}\b(?:waive"
    r"|(?:make|grant|allow) \w* ?exceptions?)"
)
_MOST_BETWEEN = 4
_OPPOSITE: Mapping[FactScalar, FactScalar] = {"yes": "no", "no": "yes"}
_VISAS = {"visa_j1": re.compile(r"\bj1\b"), "visa_h1b": re.compile(r"\bh1b\b")}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a sentence: as a `rule`, or as one that leaves the door `open`.

    `value` is what is kept then; None keeps nothing, since no limit is no fact.
    """

    name: str
    value: FactScalar | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule with a way out: where it stands, the words that let out, both ways to read it.

    `soft` tells a wish ("preferably") from an exception ("unless").
    """

    name: str
    text: str
    start: int
    end: int
    because: str
    ways: tuple[Way, Way]
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Bare:
    """A statement without its way out, and the words that were left out."""

    whole: Statement
    statement: Statement
    because: str
    soft: bool


def bare_statements(page: Sequence[Statement]) -> Iterator[Bare]:
    """Give each statement that has a way out, without it."""
    for one in page:
        if one.question or _OTHER.search(one.words):
            continue
        out, soft = OUT.search(one.words), SOFT.search(one.words)
        if not out and not soft:
            continue
        cut = _without_way_out if out else _firmly
        words = cut(one.words)
        kept = replace(one, words=words, said=cut(one.said), sentence=cut(one.sentence))
        yield Bare(one, kept, _left_out(one.words, words), soft=not out)


def _without_way_out(words: str) -> str:
    words = _BRACKET.sub(lambda found: "" if OUT.search(found[0]) else found[0], words)
    words = _FIRST.sub("", words)
    return _firmly(_CLAUSE.sub("", _ASIDE.sub("", words))).strip(" ,;")


def _firmly(words: str) -> str:
    return " ".join(SOFT.sub(" ", words).replace(" ,", ",").split())


def _left_out(words: str, kept: str) -> str:
    """The words that were taken away, as far as they stand together."""
    head = 0
    while head < min(len(words), len(kept)) and words[head] == kept[head]:
        head += 1
    tail = 0
    while tail < min(len(words), len(kept)) - head and words[-1 - tail] == kept[-1 - tail]:
        tail += 1
    return words[head : len(words) - tail].strip(" ,;.:()")


def undecided_of(bare: Bare, proposals: Sequence[Proposal]) -> Iterator[Undecided]:
    """What a sentence would rule without its way out, fact by fact."""
    one = bare.whole
    if _BUT_FOR_A_VISA.match(bare.because) or NOT_APPLICANTS.search(bare.because):
        return
    named = {name for name, pattern in _VISAS.items() if pattern.search(bare.because)}
    for proposal in proposals:
        if proposal.name in _VISAS and named and proposal.name not in named:
            continue
        ways = _ways(proposal.name, proposal.value, soft=bare.soft)
        if ways is not None:
            yield Undecided(
                proposal.name, one.text, one.start, one.end, bare.because, ways, bare.soft
            )


def _let_off(before: Statement, one: Statement) -> tuple[int, int] | None:
    """Where a rule and the sentence after it, which lets people out of it, stand together."""
    is_next = 0 <= one.start - before.end <= _MOST_BETWEEN
    if not is_next or one.question or _OTHER.search(one.words):
        return None
    return (before.start, one.end) if _OF_THE_LAST.search(one.words) else None


def after_the_rule(
    text: str, before: Statement, one: Statement, proposals: Sequence[Proposal]
) -> Iterator[Undecided]:
    """What the sentence before rules, where this one lets people out of it."""
    place = _let_off(before, one)
    if place is None:
        return
    start, end = place
    for proposal in proposals:
        ways = _ways(proposal.name, proposal.value, soft=False)
        if ways is not None:
            yield Undecided(proposal.name, text[start:end], start, end, one.words, ways)


def _ways(name: str, value: FactScalar, *, soft: bool) -> tuple[Way, Way] | None:
    """Both ways to read a rule; None for what rules nobody out."""
    opened: FactScalar | None = None
    if name in {"visa_j1", "visa_h1b", "accepts_img"}:
        if name == "accepts_img" and value == "yes":
            return None
        opened = _OPPOSITE[value]
    elif name == "usce_required":
        if value != "yes":
            return None
        opened = "preferred" if soft else "no"
    elif name == "ecfmg_required":
        opened = "by_start" if value != "by_start" else None
    elif isinstance(value, bool):
        opened = not value
    return Way("rule", value), Way("open", opened)
