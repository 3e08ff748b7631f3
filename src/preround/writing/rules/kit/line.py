"""One line or entry under lint: the text, the role, what the log says was done."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

SENTENCE = re.compile(r"[^.!?;\n•]+(?:\.(?=\d|[a-zA-Z]\.|\s+[a-z])[^.!?;\n•]+)*")
ONE_TO_TWELVE = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
NUMBER_WORDS = [
    *ONE_TO_TWELVE,
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "hundreds",
    "dozen",
    "dozens",
    "thousand",
    "half",
    "double",
    "twice",
    "daily",
]
ABBREVIATED = re.compile(r"\b(?:Drs?|Mrs?|Ms|Prof|St|Jr|vs|approx|Dept|Inc|Ave|No)\.")
ONE_DOT = "\u2024"
ENTRY_PARTS = 3
PROFESSIONS = ("physician", "nurse", "licensed")
TAIL = re.compile(r"\b(?:for|to|at|in|with|of)\b[^,]*", re.IGNORECASE)
HOLDS_LICENSE = re.compile(r"\b(?:registered|licensed|rn|lpn|lvn|md|do|mbbs)\b", re.IGNORECASE)
FIGURE = re.compile(rf"\d|\b(?:{'|'.join(NUMBER_WORDS[:-1])})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or bullet and where it begins in the text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a text: the job's pasted description, the other entries, its end."""

    description: str = ""
    others: tuple[str, ...] = ()
    is_over: bool | None = None


ALONE = Surroundings()


@dataclass(frozen=True)
class Line:
    """What is linted; `duty` is the logged duty, empty when nothing was logged."""

    text: str
    role: str = ""
    duty: str = ""
    limit: int | None = None
    around: Surroundings = ALONE

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Sentences and bullets with their places."""
        parts = []
        masked = ABBREVIATED.sub(lambda match: match.group()[:-1] + ONE_DOT, self.text)
        for match in SENTENCE.finditer(masked):
            raw = self.text[match.start() : match.end()]
            text = raw.lstrip(" \t-*–—·\r")
            if text.strip():
                parts.append(Part(text.rstrip(), match.start() + len(raw) - len(text)))
        return tuple(parts)

    @cached_property
    def role_class(self) -> str:
        """The class of the role; "unknown" where no list knows it."""
        return role_class(self.role)

    @cached_property
    def is_entry(self) -> bool:
        """Whether it is a whole entry, not one line of it."""
        return len(self.parts) >= ENTRY_PARTS

    @cached_property
    def has_figure(self) -> bool:
        """Whether the text holds any figure."""
        return bool(FIGURE.search(self.text))


@cache
def _roles() -> tuple[list[str], dict[str, re.Pattern[str]]]:
    text = resources.files("preround.writing").joinpath("data/roles.toml").read_text("utf-8")
    table = tomllib.loads(text)
    patterns = {
        name: re.compile(
            r"\b(?:"
            + "|".join(
                re.escape(word.rstrip("*")) + (r"[\w-]*" if word.endswith("*") else "")
                for word in words
            )
            + r")\b",
            re.IGNORECASE,
        )
        for name, words in table["classes"].items()
    }
    return table["order"], patterns


@lru_cache(maxsize=2048)
def role_class(role: str) -> str:
    """The class of a role by its words, such as clerical or hands_on.

    Examples
    --------
    >>> role_class("call center agent"), role_class("physician's office receptionist")
    ('clerical', 'clerical')
    """
    order, patterns = _roles()
    own = TAIL.sub("", role)
    for name in order:
        if name not in PROFESSIONS:
            if patterns[name].search(role):
                return name
            continue
        match = patterns[name].search(own)
        if match and not _is_first_word_of_another(own, match, patterns):
            return name
    return "unknown"


def _is_first_word_of_another(
    role: str, match: re.Match[str], patterns: dict[str, re.Pattern[str]]
) -> bool:
    """Whether a profession only describes a job: "doctor's office receptionist", "nurse aide"."""
    if HOLDS_LICENSE.search(role):
        return False
    segment = role[match.end() :].split(",", maxsplit=1)[0]
    whole = role[match.start() : match.end() + len(segment)]
    return any(
        other.end() > match.end() - match.start()
        for name in patterns
        if name not in (*PROFESSIONS, "applicant", "student", "observer")
        for other in patterns[name].finditer(whole)
    )
