"""What the word lists say of one word, and of the words beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from preround.logbook.guard_words import STRICT, Token, fold, grammar, is_everyday, words


class Kind(StrEnum):
    """Whether a word could be a name, and what else it could be."""

    SURE_GIVEN = "sure_given"
    SURE_FAMILY = "sure_family"
    EVERYDAY_GIVEN = "everyday_given"
    EVERYDAY_FAMILY = "everyday_family"
    MEDICAL_GIVEN = "medical_given"
    MEDICAL_FAMILY = "medical_family"
    UNKNOWN = "unknown"
    TERM = "term"


class Seen(NamedTuple):
    """What the lists say of one word."""

    kind: Kind
    given: bool
    family: bool
    eponym: bool

    @property
    def is_sure(self) -> bool:
        """A name and nothing else."""
        return self.kind in (Kind.SURE_GIVEN, Kind.SURE_FAMILY)

    @property
    def is_name(self) -> bool:
        """On a list of names."""
        return self.given or self.family

    @property
    def is_plain(self) -> bool:
        """An everyday or a medical word, whether or not it is a name too."""
        return not self.is_sure and self.kind is not Kind.UNKNOWN

    @property
    def may_name(self) -> bool:
        """Could be a name, by list or because nothing else knows it."""
        return self.kind is not Kind.TERM


TERM = Seen(Kind.TERM, given=False, family=False, eponym=False)
#: A word of a brand, a book or a saint: no title makes a name of it.
FAMOUS = Seen(Kind.TERM, given=False, family=False, eponym=True)
#: How family names end that few words end in.
FAMILY_ENDING = re.compile(
    r"(?:berry|cliff|worth|field|wood|well|bury|ridge|stone|ingham|ington|son|sen|berg|stein|baum|"
    r"wright|smith|mann|cott|combe|thwaite|croft|burne?|brooke?|thorpe|gate|shaw|leavy|lowe|worthy|ski|sky|vich|wicz|enko|shvili|idis|opoulos|oglu|escu|dottir|quist|strom|gaard|swamy|nathan)$"
)
PREFIXES = ("mc", "o'", "mac", "d'", "al-", "el-", "abd")


@lru_cache(maxsize=20_000)
def look(word: str) -> Seen:
    """What the lists say of a folded word; a doubled name counts by its parts."""
    lists = words()
    parts = word.split("-")
    both = [p in lists.given or p in lists.family for p in parts]
    both = [True] * len(parts) if _is_half_known(parts) else both
    given = word in lists.given or _is_half_known(parts)
    given = given or (len(parts) > 1 and all(both) and parts[0] in lists.given)
    family = word in lists.family or (len(parts) > 1 and all(both))
    if not (given or family):
        bare = word.replace("'", "").replace("-", "")
        given, family = bare in lists.given, bare in lists.family
    if not (given or family) and len(word) > 5 and not is_everyday(word):
        formed = word.startswith(PREFIXES) or _masculine(word) in lists.family
        formed = formed or (len(word) > 6 and FAMILY_ENDING.search(word) is not None)
        family = formed and word not in lists.clinical
    eponym = any(p in lists.eponyms for p in parts)
    clinical = word in lists.clinical
    if not (given or family):
        known = eponym or clinical or is_everyday(word) or STRICT.search(word) is not None
        kind = Kind.TERM if known else Kind.UNKNOWN
        return Seen(kind, given=False, family=False, eponym=eponym)
    everyday = all(p in lists.english for p in parts)
    if everyday:
        kind = Kind.EVERYDAY_GIVEN if given else Kind.EVERYDAY_FAMILY
    elif clinical or eponym:
        kind = Kind.MEDICAL_GIVEN if given else Kind.MEDICAL_FAMILY
    else:
        kind = Kind.SURE_GIVEN if given else Kind.SURE_FAMILY
    return Seen(kind, given=given, family=family, eponym=eponym)


def _is_half_known(parts: Sequence[str]) -> bool:
    """Whether one half of a doubled word is a name and the other no word at all: Young-Hee."""
    if len(parts) != 2 or min(map(len, parts)) < 2:
        return False
    lists = words()
    names = [p in lists.given for p in parts]
    plain = [p in lists.clinical or p in lists.eponyms or is_everyday(p) for p in parts]
    other = next((i for i in (0, 1) if not names[i]), None)
    return other is not None and names[1 - other] and not plain[other]


def _masculine(word: str) -> str:
    """A Slavic woman's family name as a man bears it: Dimitrova, Kowalska."""
    if word.endswith(("ska", "cka", "zka")):
        return word[:-1] + "i"
    return word[:-1] if word.endswith(("ova", "eva", "ina", "yna")) else ""


def see(token: Token) -> Seen:
    """What the lists say of a token as it is written: TIA is no Tia, Marias sugar is Maria's."""
    if _is_written_as_a_term(token):
        return TERM
    seen = look(token.low)
    if seen.kind is not Kind.UNKNOWN:
        return seen
    if owns_without_mark(token):
        return look(token.low[:-1])
    return TERM if MIXED.search(token.text) and not token.is_upper else seen


def _is_written_as_a_term(token: Token) -> bool:
    """Whether the letters alone say that a word is no name."""
    text = token.text
    if (token.is_upper or text[0].islower()) and token.low in words().acronyms:
        return True
    if text[1:2] == "-" and text[2:].islower():  # J-hook
        return True
    if len(text) == 3 and token.is_possessive:  # the H's and T's
        return True
    if text[-2:].lower() in ("'d", "'t", "\u2019d", "\u2019t"):
        return True
    return "-" in text and _is_acronym_pair(token)


def _is_acronym_pair(token: Token) -> bool:
    """Whether a doubled word is a trial's or a criterion's: STRONG-HF, Duke-ISCVID."""
    parts = token.text.split("-")
    shouted = [len(p) > 1 and p.isupper() for p in parts]
    if not any(shouted):
        return False
    names = all(look(fold(p)).is_name for p in parts)
    return not names and (not all(shouted) or min(map(len, parts)) < 4)


#: HgbA, LVIDd and GoodRx are no names; DeShawn and McKay are.
MIXED = re.compile(
    r"^(?!(?:Mc|Mac|De|La|Le|Da|Di|Du|Van|Jo|O|D|Al|El|Ja|Ke|Sha|Mar)[A-Z][a-z]+).*[^\W\d_][a-z]?[A-Z]"
)


def owns_without_mark(token: Token) -> bool:
    """Whether a word is a name with its 's typed without the mark: Lakshmis sugar."""
    return (
        token.low.endswith("s")
        and len(token.low) > (4 if token.text[0].isupper() else 6)
        and look(token.low).kind is Kind.UNKNOWN
        and look(token.low[:-1]).is_sure
    )


#: Heads that also stand after a patient's name: Diaz's hand is no hand of Diaz.
LOOSE_HEADS = grammar("loose_heads")


def heads_a_term(run: Sequence[Token], seen: Sequence[Seen], index: int, end: int) -> bool:
    """Whether a sign, a test or a disease follows: Murphy's sign, Marcus Gunn pupil."""
    heads = grammar("eponym_heads")
    if end >= len(run) or run[end].gap not in (" ", "-", "/"):
        return False
    last, after = run[end - 1], run[end]
    known = seen[end - 1]
    if after.low in heads:
        if after.low in LOOSE_HEADS:
            loose = known.is_sure and after.low not in grammar("term_heads")
            return known.eponym or not (loose or last.is_possessive)
        return True
    if not known.eponym or end != index + 1:
        return False
    two = run[end + 1].low if end + 1 < len(run) and run[end + 1].gap == " " else ""
    if two in heads and after.low not in grammar("person_verbs"):
        return True
    if not last.is_possessive or after.low in grammar("kin"):
        return False
    return known.kind is Kind.MEDICAL_FAMILY or after.low not in grammar("owned")
