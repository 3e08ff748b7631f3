"""What an interviewer could ask about each claim."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

THING_END = re.compile(r"[,.;:()]|\b(?:and|so|from|with|by|to|for|in|of|on|at|as|under|before)\b")
LONGEST_THING = 60


@cache
def _bank() -> dict[str, Any]:
    text = resources.files("preround.writing").joinpath("data/defend.toml").read_text("utf-8")
    return tomllib.loads(text)


def questions_on(kind: str, claim: str, text: str, end: int) -> tuple[str, ...]:
    """The questions a claim invites, in its own words.

    Parameters
    ----------
    kind
        A head of `defend.toml`: number, share, change, verb, title, scope, time and others.
    claim
        The words that claim.
    text, end
        The whole text, and where the claim ends in it.
    """
    bank = _bank()
    entry = bank[kind] if kind != "verb" else _group(bank["verb"], claim.lower())
    said = {"claim": claim.lower(), "thing": _thing(claim, text[end:])}
    return tuple(_capital(question.format(**said)) for question in entry["asked"])


def _group(groups: dict[str, Any], verb: str) -> dict[str, Any]:
    found = (
        group for group in groups.values() if any(verb.startswith(stem) for stem in group["stems"])
    )
    return dict(next(found))


def _thing(claim: str, after: str) -> str:
    """The claim with the words that say of what, up to the next phrase."""
    cut = THING_END.search(after)
    rest = after[: cut.start() if cut else LONGEST_THING][:LONGEST_THING].rstrip()
    return f"{claim}{rest}".strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
