"""The guard's word lists, read once from `data/`, and the words of a text."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("data")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?:(?<=[sSzZ])['\u2019](?!\w))?", re.UNICODE)
#: Endings of medical words that close few names, so that an unknown word with one is a term.
STRICT = re.compile(
    r"(itis|osis|oses|emia|emic|pathy|ectomy|otomy|ostomy|plasty|scopy|scopic|graphy|logy|uria|"
    r"algia|penia|plegia|paresis|sclerosis|rrhea|megaly|cillin|mycin|cycline|floxacin|azole|"
    r"statin|sartan|pril|dipine|gliptin|gliflozin|glutide|xaban|mab|nib|triptyline|tion|ment|"
    r"ness|ology|ing|olol|oma)$"
)


#: Letters that Unicode does not take apart.
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)


def fold(word: str) -> str:
    """Lower case without accents, without a closing 's."""
    low = word.lower().replace("\u2019", "'")
    low = low.removesuffix("'s").removesuffix("'")
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low.translate(LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Words:
    """The lists, each a set of folded words."""

    given: frozenset[str]
    family: frozenset[str]
    eponyms: frozenset[str]
    english: frozenset[str]
    clinical: frozenset[str]
    acronyms: frozenset[str]
    places: frozenset[str]
    place_parts: frozenset[str]
    sites: frozenset[str]
    grammar: Mapping[str, frozenset[str]]


@cache
def _grammar() -> Mapping[str, frozenset[str]]:
    raw = tomllib.loads((DATA / "grammar.toml").read_text(encoding="utf-8"))
    return {key: frozenset(value.split()) for key, value in raw.items()}


def grammar(key: str) -> frozenset[str]:
    """One set of small words of `grammar.toml`."""
    return _grammar()[key]


@cache
def words() -> Words:
    """Read the lists, parsed once."""
    places = frozenset(line.strip() for line in _lines("places.txt"))
    clinical = _list("clinical_words.txt")
    return Words(
        given=_list("given_names.txt"),
        family=_list("surnames.txt"),
        eponyms=_list("eponyms.txt"),
        english=_list("english_words.txt"),
        clinical=clinical,
        acronyms=_list("acronyms.txt"),
        places=places,
        place_parts=frozenset(part for place in places for part in place.split()) - clinical,
        sites=_list("reference_sites.txt"),
        grammar=_grammar(),
    )


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _list(name: str) -> frozenset[str]:
    """The words of one list; they are kept folded, so that reading them is quick."""
    return frozenset(" ".join(_lines(name)).split())


@lru_cache(maxsize=20_000)
def is_everyday(word: str) -> bool:
    """Whether a folded word is everyday English, as it stands or with its ending taken off."""
    english = words().english
    if word in english:
        return True
    if "-" in word:
        return all(part in english for part in word.split("-"))
    for ending, instead in (
        ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""),
        ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"), ("ness", ""), ("n't", ""), ("est", ""),
    ):  # fmt: skip
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and stem + instead in english:
            return True
        if stem != word and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in english:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: where it stands, its folded form, and how it is written."""

    start: int
    end: int
    text: str
    low: str
    is_title: bool
    is_upper: bool
    opens: bool
    gap: str

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in 's or s'."""
        return self.text.endswith(("'s", "\u2019s", "s'", "s\u2019"))

    @property
    def is_initial(self) -> bool:
        """A single capital letter."""
        return len(self.text) == 1 and self.text.isupper()


BREAK = re.compile(r"[.!?:;\n\r\u2022|]|\s-\s|\s\u2013\s|^\s*(?:[-*]|\d+[.)])\s*$")


def tokens(text: str) -> list[Token]:
    """The words of a text; `opens` marks those that begin a sentence, a line or a clause."""
    found: list[Token] = []
    last = 0
    for match in WORD.finditer(text):
        word, gap = match.group(), text[last : match.start()]
        before = found[-1] if found else None
        stop = BREAK.search(gap) is not None
        if stop and before is not None and gap.startswith(". ") and _is_short(before):
            stop = False
        base = re.sub(r"['\u2019]s?$", "", word)
        upper = len(base) > 1 and base.isupper()
        found.append(
            Token(
                start=match.start(),
                end=match.end(),
                text=word,
                low=fold(word),
                is_title=word[0].isupper() and not upper,
                is_upper=upper,
                opens=before is None or stop,
                gap=gap,
            )
        )
        last = match.end()
    return found


@cache
def _famous() -> tuple[re.Pattern[str], frozenset[str]]:
    """Every famous phrase, the longest first, and the words they begin with."""
    phrases = sorted(_lines("famous.txt"), key=len, reverse=True)
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
    return pattern, frozenset(fold(re.split(r"[ .]", phrase)[0]) for phrase in phrases)


def famous(text: str, run: Sequence[Token]) -> Iterator[int]:
    """Which words of a text are in a brand's, a book's or a saint's name: Dr. Pepper."""
    pattern, firsts = _famous()
    for index, token in enumerate(run):
        match = pattern.match(text, token.start) if token.low in firsts else None
        if match is not None:
            yield from (i for i in range(index, len(run)) if run[i].start < match.end())


SHORT = grammar("short")


def _is_short(token: Token) -> bool:
    return token.low in SHORT or token.is_initial
