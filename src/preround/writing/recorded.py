"""A fact as the person recorded it: the one thing texts and answers are built from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """One thing the person recorded: an id, a text, perhaps a day."""

    id: str
    text: str
    day: date | None = None
