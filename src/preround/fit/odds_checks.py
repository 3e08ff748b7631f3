"""What the odds and the lists promise, what came out, and what is known to be wrong."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache

from preround.fit.odds_coefficients import DATA

FILE = "checks.toml"


@dataclass(frozen=True, slots=True)
class Check:
    """One promise: what was asked, what was found, whether it held, and how to see it."""

    name: str
    asked: str
    found: str
    held: str
    command: str
    test: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing the odds are known to get wrong."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Checks:
    """All of them, with the day the figures were made."""

    measured: dt.date
    checks: tuple[Check, ...]
    failures: tuple[Failure, ...]


@cache
def load_checks() -> Checks:
    """The shipped checks; parsed once."""
    raw = tomllib.loads((DATA / FILE).read_text("utf-8"))
    return Checks(
        raw["measured"],
        tuple(Check(**entry) for entry in raw["check"]),
        tuple(Failure(**entry) for entry in raw["failure"]),
    )
