"""What is wrong, or worth a look, in a person's data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from preround.domain.citation import Citation


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: code, severity, place, message, fix, citation."""

    code: str
    severity: Severity
    place: str
    message: str
    fix: str = ""
    citation: Citation | None = None
