"""When to ask and what to say, read from their file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preround.domain.citation import Citation
from preround.letters.needs import cite

PATH = Path(__file__).with_name("rules.toml")
NUMBERS = (
    "together_days", "last_week_days", "rotation_days", "upload_days", "few_days",
    "writers_wanted", "answer_days", "remind_days",
)  # fmt: skip
ADVICE = ("channel", "waiver", "draft")


@dataclass(frozen=True, slots=True)
class Script:
    """Words to adapt; the braces are filled from the record."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A few sentences that stand on a source."""

    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class LetterRules:
    """Allowances, scripts and what to know."""

    together_days: int
    last_week_days: int
    rotation_days: int
    upload_days: int
    few_days: int
    writers_wanted: int
    answer_days: int
    remind_days: int
    ask_citation: Citation
    upload_citation: Citation
    how_many_citation: Citation
    scripts: tuple[Script, ...]
    advice: dict[str, Advice]

    @property
    def draft_words(self) -> str:
        """What to say to anybody who asks for a draft."""
        text = next(one.text for one in self.scripts if one.key == "draft")
        return text.format(writer="Dr. ____")


@cache
def load_rules(path: Path = PATH) -> LetterRules:
    """Read the rules, parsed once."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return LetterRules(
        **{key: raw[key] for key in NUMBERS},
        ask_citation=cite(raw["ask"]),
        upload_citation=cite(raw["upload"]),
        how_many_citation=cite(raw["how_many"]),
        scripts=tuple(Script(s["key"], s["title"], s["text"].strip()) for s in raw["script"]),
        advice={key: Advice(raw[key]["words"].strip(), cite(raw[key])) for key in ADVICE},
    )
