"""The form of one experience entry: what was typed, and what is wrong with its shape."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from preround.web.entry_models import KeptExperience
from preround.web.typed import period_problems, whole_number
from preround.writing.form_options import FIELDS as CHOICES
from preround.writing.form_options import form_options

SHORT = ("title", "organization", *CHOICES, "start", "end", "hours_per_week")
MOST_TEXT = 12_000


@dataclass(frozen=True, slots=True)
class EntryForm:
    """One entry as typed."""

    title: str = ""
    organization: str = ""
    experience_type: str = ""
    focus_area: str = ""
    key_characteristic: str = ""
    setting: str = ""
    frequency: str = ""
    start: str = ""
    end: str = ""
    hours_per_week: str = ""
    text: str = ""
    meaningful: bool = False
    why: str = ""
    number: int = 0
    version: int = 0
    job: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: KeptExperience) -> EntryForm:
        """Show a stored entry for a change."""
        return cls(
            **{
                name: getattr(row, name)
                for name in ("title", "organization", *CHOICES, "text", "why")
            },
            start=row.start.isoformat() if row.start else "",
            end=row.end.isoformat() if row.end else "",
            hours_per_week="" if row.hours_per_week is None else f"{row.hours_per_week:g}",
            meaningful=row.meaningful,
            number=row.pk,
            version=row.version,
            job=row.job_id or 0,
        )

    @classmethod
    def read(cls, post: QueryDict, season: int, number: int = 0) -> EntryForm:
        """Read what was sent, and say what does not fit."""
        typed = {name: post.get(name, "").strip() for name in SHORT}
        texts = {
            name: post.get(name, "").replace("\r\n", "\n").strip()[:MOST_TEXT]
            for name in ("text", "why")
        }
        return cls(
            **typed,
            **texts,
            meaningful=post.get("meaningful") == "on",
            number=number,
            version=whole_number(post.get("version", ""), 0),
            job=whole_number(post.get("job", ""), 0),
            problems=_problems(typed, season),
        )

    def values(self) -> dict[str, object]:
        """What is stored, once nothing is wrong with the form."""
        return {
            "title": self.title,
            "organization": self.organization,
            **{name: getattr(self, name) for name in CHOICES},
            "start": dt.date.fromisoformat(self.start) if self.start else None,
            "end": dt.date.fromisoformat(self.end) if self.end else None,
            "hours_per_week": float(self.hours_per_week) if self.hours_per_week else None,
            "text": self.text,
            "meaningful": self.meaningful,
            "why": self.why,
        }

    def loose_values(self) -> dict[str, object]:
        """What is typed so far, without what does not fit; for the check while typing."""
        fitting = {name: getattr(self, name) for name in SHORT if name not in self.problems}
        shown = replace(self, **{name: fitting.get(name, "") for name in SHORT})
        return shown.values() | {"title": self.title}


def _problems(typed: dict[str, str], season: int) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not 0 < len(typed["title"]) <= 100:
        wrong["title"] = "Name the position in 1 to 100 characters."
    if len(typed["organization"]) > 200:
        wrong["organization"] = "Use 200 characters at most."
    for name in CHOICES:
        if typed[name] and typed[name] not in form_options(name, season):
            wrong[name] = "Choose one of the form's own words."
    return wrong | period_problems(typed)
