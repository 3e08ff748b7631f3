"""When to ask and what to say, read from their file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.citation import Citation, Confidence

PATH = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True, slots=True)
class Script:
    """Words to adapt; the braces are filled from the record."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterRules:
    """Allowances and scripts."""

    together_days: int
    last_week_days: int
    rotation_days: int
    upload_days: int
    few_days: int
    writers_wanted: int
    ask_citation: Citation
    upload_citation: Citation
    scripts: tuple[Script, ...]


@cache
def load_rules(path: Path = PATH) -> LetterRules:
    """Read the rules, parsed once."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    numbers = {
        key: raw[key]
        for key in ("together_days", "last_week_days", "rotation_days", "upload_days",
                    "few_days", "writers_wanted")
    }  # fmt: skip
    scripts = tuple(Script(s["key"], s["title"], s["text"].strip()) for s in raw["script"])
    return LetterRules(
        **numbers, ask_citation=_cite(raw["ask"]), upload_citation=_cite(raw["upload"]),
        scripts=scripts,
    )  # fmt: skip


def _cite(entry: dict[str, Any]) -> Citation:
    return Citation(
        entry["source"], entry["locator"], entry["read"], Confidence(entry["confidence"])
    )
