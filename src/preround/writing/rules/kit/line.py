"""One line or entry under lint: the text, the role, what the log says was done."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

SENTENCE = re.compile(r"[^.!?;\n•]+(?:\.(?=\d)[^.!?;\n•]+)*")
NUMBER_WORDS = [
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
FIGURE = re.compile(rf"\d|\b(?:{'|'.join(NUMBER_WORDS[:-1])})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or bullet and where it begins in the text."""

    text: str
    start: int


@dataclass(frozen=True)
class Line:
    """What is linted; `duty` is the logged duty, empty when nothing was logged."""

    text: str
    role: str = ""
    duty: str = ""
    limit: int | None = None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Sentences and bullets with their places."""
        parts = []
        for match in SENTENCE.finditer(self.text):
            raw = match.group()
            text = raw.lstrip(" \t-*–—·\r")
            if text.strip():
                parts.append(Part(text.rstrip(), match.start() + len(raw) - len(text)))
        return tuple(parts)

    @cached_property
    def role_class(self) -> str:
        """The class of the role; "unknown" where no list knows it."""
        return role_class(self.role)

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
    """The class of a role by its words, such as clerical or hands_on."""
    order, patterns = _roles()
    for name in order:
        if patterns[name].search(role):
            return name
    return "unknown"
