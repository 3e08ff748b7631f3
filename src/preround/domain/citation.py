"""Where a number or a rule was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How well a figure is supported by what was read."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Citation:
    """One place a figure was read: source, place within it, date, confidence."""

    source: str
    locator: str = ""
    read: date | None = None
    confidence: Confidence = Confidence.MEDIUM
    url: str = ""

    def __str__(self) -> str:
        where = f"{self.source}, {self.locator}" if self.locator else self.source
        return f"{where}, read {self.read.isoformat()}" if self.read else where
