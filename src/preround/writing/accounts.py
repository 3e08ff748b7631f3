"""Accounts of a gap, an attempt, a season, an obstacle: facts, cause, change, proof."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from preround.domain.finding import Finding, Severity

PARTS = ("facts", "cause", "change", "proof")
WORDS = {"facts": "Facts", "cause": "Cause", "change": "Change", "proof": "Proof"}
APOLOGY = re.compile(
    r"\b(?:sorry|apologi[sz]\w*|unfortunately|regrettabl\w+|ashamed|embarrass\w*|my excuse|forgive"
    r"|i admit|i must confess|sadly|failed myself|let (?:everyone|myself|my family) down)\b",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b(?:unfair\w*|biased|they (?:refused|did not let|never)|nobody (?:helped|told)"
    r"|the system (?:is|was|failed)|not my fault|because of (?:them|the school|the examiners))\b",
    re.IGNORECASE,
)
PLEA = re.compile(
    r"\b(?:please (?:consider|give)|give me a chance|i promise|i beg|i hope you (?:will|can)"
    r"|i assure you|trust me)\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b"
    r"|\b\d+ (?:years?|months?|weeks?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AccountKind:
    """One kind of account: its title, the box it is for, and what each part asks."""

    name: str
    title: str
    about: str
    box: str
    asked: str
    prompts: tuple[tuple[str, str], ...]


@cache
def account_kinds() -> tuple[AccountKind, ...]:
    """Every kind, as `data/accounts.toml` lists them."""
    text = resources.files("preround.writing").joinpath("data/accounts.toml").read_text("utf-8")
    return tuple(
        AccountKind(
            name,
            entry["title"],
            entry["about"],
            entry["box"],
            entry["asked"],
            tuple((part, entry[part]) for part in PARTS),
        )
        for name, entry in tomllib.loads(text).items()
    )


def compose_account(parts: Mapping[str, str]) -> str:
    """The parts as one text, in order; every word is the person's.

    Examples
    --------
    >>> compose_account({"facts": "Left in 2021", "proof": "Passed Step 3."})
    'Left in 2021. Passed Step 3.'
    """
    told = (" ".join(parts.get(part, "").split()) for part in PARTS)
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in told if text)


def check_account(parts: Mapping[str, str]) -> Iterator[Finding]:
    """What an adviser would ask for: a part that is missing, an apology, a proof without a date."""
    for part in PARTS:
        text = parts.get(part, "").strip()
        if not text:
            yield Finding(
                f"account-no-{part}", Severity.WARNING, part, f"{WORDS[part]}: nothing yet.",
                "Without it the account ends in the air.",
            )  # fmt: skip
        yield from _said(part, text)
    facts, proof = parts.get("facts", ""), parts.get("proof", "")
    if facts.strip() and not WHEN.search(facts):
        yield Finding("account-no-dates", Severity.WARNING, "facts", "No month or year in it.",
                      "Say from when to when; a reader will count anyway.")  # fmt: skip
    if proof.strip() and not (WHEN.search(proof) or re.search(r"\d", proof)):
        yield Finding("account-no-proof", Severity.WARNING, "proof", "Nothing one could check.",
                      "Give a date, a number, or who saw it.")  # fmt: skip


def _said(part: str, text: str) -> Iterator[Finding]:
    for pattern, why, fix in (
        (APOLOGY, "apologizes", "State it as a fact; the change speaks for you."),
        (BLAME, "puts it on others", "Say what happened and what you did; leave judgment out."),
        (PLEA, "pleads", "Let the proof ask."),
    ):
        match = pattern.search(text)
        if match:
            message = f'{WORDS[part]}: "{match.group()}" {why}.'
            yield Finding("account-tone", Severity.NOTE, part, message, fix)
