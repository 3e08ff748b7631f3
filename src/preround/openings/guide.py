"""The guide to openings: kinds and their worth, where to begin, what to ask; parsed once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.applicant import Setting, UsceKind
from preround.domain.citation import Citation, Confidence

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class FeeRange:
    """What a source says such a stay costs, in dollars."""

    low_usd: float
    high_usd: float
    per: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of opening and what it is worth; `hands_on` None where it depends."""

    name: str
    label: str
    what: str
    may_do: str
    worth: str
    limits: str
    visa: str
    words: re.Pattern[str]
    citations: tuple[Citation, ...]
    hands_on: bool | None = None
    counts_as: UsceKind | None = None
    setting: Setting | None = None
    fees: tuple[FeeRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """One place to begin looking; never an offer."""

    name: str
    who: str
    how: str
    citations: tuple[Citation, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask before paying, and why."""

    code: str
    about: str
    ask: str
    why: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class WarningRule:
    """What is pointed out, why it matters, and the question that settles it.

    Found by `pattern` in the page's words, or by the `check` of that name; a pattern that
    is denied is no hit unless `negation_counts`, nor is one whose sentence has `unless`.
    """

    code: str
    message: str
    why: str
    question: str
    citations: tuple[Citation, ...]
    pattern: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    check: str = ""
    note: bool = False
    negation_counts: bool = False


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step of the outreach, and after how many days to write again."""

    name: str
    label: str
    verb: str
    after_days: int | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message to adapt."""

    code: str
    title: str
    when: str
    step: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """How long before its first day to ask for a stay."""

    graduates_days: int
    graduates_words: str
    students_words: str
    hosts_words: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything the data files of this room say."""

    kinds: Mapping[str, Kind]
    starts: tuple[Start, ...]
    questions: Mapping[str, Question]
    warnings: tuple[WarningRule, ...]
    steps: Mapping[str, StepWords]
    messages: Mapping[str, Message]
    ahead: Ahead
    follow_up: tuple[Citation, ...]
    freshness_days: tuple[int, int, int]
    fee_bands_usd: tuple[float, ...]


class UnknownSource(ValueError):
    """An entry that cites what `sources.toml` does not have."""


@cache
def guide() -> Guide:
    """Read the data files; they are read once."""
    cite = Citer()
    kinds, vetting, outreach = (_read(name) for name in ("kinds", "vetting", "outreach"))
    fresh = kinds["freshness"]
    return Guide(
        kinds={one["name"]: _kind(one, cite) for one in kinds["kind"]},
        starts=tuple(Start(**_cited(one, cite)) for one in kinds["start"]),
        questions={one["code"]: Question(**_cited(one, cite)) for one in vetting["question"]},
        warnings=tuple(_warning(one, cite) for one in vetting["warning"]),
        steps={one["name"]: StepWords(**one) for one in outreach["step"]},
        messages={one["code"]: Message(**one) for one in outreach["message"]},
        ahead=Ahead(**_cited(kinds["ahead"], cite)),
        follow_up=cite(outreach["follow_up"]["cites"]),
        freshness_days=(
            fresh["aging_after_days"],
            fresh["old_after_days"],
            fresh["stale_after_days"],
        ),
        fee_bands_usd=tuple(float(one) for one in kinds["fees"]["bands_usd"]),
    )


class Citer:
    """Gives the citations that entries name by id and place."""

    def __init__(self) -> None:
        self._sources = _read("sources")
        self.used: set[str] = set()

    def __call__(self, cites: Sequence[Sequence[str]]) -> tuple[Citation, ...]:
        """Look each one up.

        Raises
        ------
        UnknownSource
            When an id is not in `sources.toml`.
        """
        return tuple(self._one(name, locator) for name, locator in cites)

    def _one(self, name: str, locator: str) -> Citation:
        if name not in self._sources:
            raise UnknownSource(name)
        self.used.add(name)
        found = self._sources[name]
        confidence = Confidence(found["confidence"])
        return Citation(found["title"], locator, found["read"], confidence, found.get("url", ""))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _cited(entry: Mapping[str, Any], cite: Citer) -> dict[str, Any]:
    values = dict(entry)
    return {"citations": cite(values.pop("cites")), **values}


def _kind(entry: Mapping[str, Any], cite: Citer) -> Kind:
    values = _cited(entry, cite)
    values["words"] = re.compile(values["words"], re.IGNORECASE)
    if "counts_as" in values:
        values["counts_as"] = UsceKind(values["counts_as"])
    if "setting" in values:
        values["setting"] = Setting(values["setting"])
    values["fees"] = tuple(
        FeeRange(one["low"], one["high"], one["per"], cite(one["cites"]))
        for one in values.get("fees", ())
    )
    return Kind(**values)


def _warning(entry: Mapping[str, Any], cite: Citer) -> WarningRule:
    values = _cited(entry, cite)
    for name in ("pattern", "unless"):
        if name in values:
            values[name] = re.compile(values[name], re.IGNORECASE)
    return WarningRule(**values)
