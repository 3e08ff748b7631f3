"""A kept entry as the form takes it, box by box; its hours; what each version changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from preround.jobs.check_entry import box_limit
from preround.jobs.choose_entries import compare_texts, hours_between
from preround.web.entry_models import KeptExperience
from preround.writing.form_limits import form_length
from preround.writing.form_options import FIELDS as CHOICES

LABELS = dict(
    zip(
        CHOICES,
        ("Experience type", "Focus area", "Key characteristic", "Setting", "Frequency"),
        strict=True,
    )
)
WORDS = LABELS | {
    "title": "Position",
    "organization": "Organization and place",
    "start": "First day",
    "end": "Last day",
    "hours_per_week": "Hours a week",
    "text": "Text",
    "meaningful": "Most meaningful",
    "why": "Why it was",
}
MOST_VERSIONS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form with what goes into it."""

    label: str
    text: str
    length: int = 0
    limit: int | None = None


def boxes_of(row: KeptExperience, season: int) -> list[Box]:
    """Each box of the form that the entry fills, in the form's order."""
    dates = [day.strftime("%m/%Y") if day else "" for day in (row.start, row.end)]
    given = [
        Box("Position title", row.title),
        Box("Organization", row.organization),
        Box(LABELS["experience_type"], row.experience_type),
        Box("Start date", dates[0]),
        Box("End date", dates[1] or ("current" if row.start else "")),
        *(Box(LABELS[name], getattr(row, name)) for name in CHOICES[1:]),
        _long("Description", row.text, "experience_description", season),
    ]
    if row.meaningful:
        given.append(_long("Most meaningful", row.why, "most_meaningful_explanation", season))
    return [box for box in given if box.text.strip()]


def _long(label: str, text: str, field: str, season: int) -> Box:
    return Box(label, text, form_length(text), box_limit(field, season))


def hours_of(values: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """Hours in all, with the weeks they come from; nothing where a figure is missing."""
    start, a_week = values.get("start"), values.get("hours_per_week")
    if not start or not a_week:
        return {}
    weeks, hours = hours_between(start, values.get("end"), a_week, today)
    return {"weeks": weeks, "hours": hours} if weeks > 0 else {}


def changes_of(row: KeptExperience) -> list[dict[str, Any]]:
    """What each save changed, newest first, field by field."""
    found = list(row.history.all()[: MOST_VERSIONS + 1])
    return [
        {
            "number": new.version,
            "saved_at": new.saved_at,
            "changes": [
                (WORDS[name], compare_texts(_plain(old.document, name), _plain(new.document, name)))
                for name in WORDS
                if _plain(old.document, name) != _plain(new.document, name)
            ],
        }
        for new, old in pairwise(found)
    ]


def _plain(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
