"""A lint rule as a value: code, kind, why, sources, examples, and the check itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from preround.domain.citation import Citation, Confidence
from preround.domain.finding import Severity
from preround.writing.rules.kit.line import ALONE, Line, Surroundings

METHOD = Citation(
    "Preround method",
    "section 4, experience entries: the two disasters",
    confidence=Confidence.HIGH,
)
GUIDE = Citation(
    "AAMC MyERAS User Guide", "Experience chapter, 2025 season text", confidence=Confidence.HIGH
)
PROSE = Citation("Preround labelling guide", "entry lines", confidence=Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place a rule fires: from, to, what is wrong, what to do."""

    start: int
    end: int
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Example:
    """A line with its role and logged duty, on which a rule fires or stays silent."""

    text: str
    role: str = ""
    duty: str = ""
    limit: int | None = None
    around: Surroundings = ALONE

    @property
    def line(self) -> Line:
        """The example as the rule sees it."""
        return Line(self.text, self.role, self.duty, self.limit, self.around)


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule; `bad` examples fire it, `good` ones do not, and both are tests."""

    code: str
    kind: str
    severity: Severity
    title: str
    why: str
    sources: tuple[Citation, ...]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    check: Callable[[Line], Iterable[Spot]]
