"""The form of one interview, and that of an impression: what was typed, and what is wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from preround.domain.invitation import InvitationStatus
from preround.domain.rank_sheet import HIGHEST, LOWEST, Impression, RankSheet
from preround.fit.odds_signals import TIERS
from preround.jobs.season_record import TIES, HeldHow, KeptInterview
from preround.web.typed import whole_number

MOST_TEXT = 10_000
STATUSES = {
    InvitationStatus.INVITED: "Invited",
    InvitationStatus.ATTENDED: "Interviewed",
    InvitationStatus.WAITLISTED: "On their waiting list",
    InvitationStatus.REJECTED: "Rejected",
    InvitationStatus.DECLINED: "Declined by me",
    InvitationStatus.WITHDRAWN: "Withdrawn by me",
    InvitationStatus.CANCELLED: "Called off by them",
}
FORMS = {HeldHow.UNKNOWN: "not noted", HeldHow.VIRTUAL: "By video", HeldHow.IN_PERSON: "In person"}
SIGNALS = {"": "not noted", **{tier: tier for tier in TIERS}}
DAYS = ("invited_on", "interview_on")


@dataclass(frozen=True, slots=True)
class InterviewForm:
    """One interview as typed."""

    status: str = InvitationStatus.INVITED.value
    invited_on: str = ""
    interview_on: str = ""
    starts_at: str = ""
    form: str = ""
    signal: str = ""
    ties: tuple[str, ...] = ()
    note: str = ""
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: KeptInterview) -> InterviewForm:
        """Show a stored interview for a change."""
        it = kept.invitation
        return cls(
            status=it.status.value,
            invited_on=it.invited_on.isoformat() if it.invited_on else "",
            interview_on=it.interview_on.isoformat() if it.interview_on else "",
            starts_at=f"{kept.starts_at:%H:%M}" if kept.starts_at else "",
            form=kept.form.value,
            signal=it.signal,
            ties=it.ties,
            note=kept.note,
            version=kept.version,
        )

    @classmethod
    def read(cls, post: QueryDict, season: int, today: dt.date) -> InterviewForm:
        """Read what was sent, and say what does not fit."""
        typed = {
            name: post.get(name, "").strip()
            for name in ("status", *DAYS, "starts_at", "form", "signal")
        }
        return cls(
            **typed,
            ties=tuple(one for one in TIES if one in post.getlist("ties")),
            note=post.get("note", "").replace("\r\n", "\n").strip()[:MOST_TEXT],
            version=whole_number(post.get("version", ""), 0),
            problems=_problems(typed, season, today),
        )

    def values(self) -> dict[str, Any]:
        """What is stored, once nothing is wrong with the form."""
        days = {name: getattr(self, name) for name in DAYS}
        return {
            "status": self.status,
            **{name: dt.date.fromisoformat(day) if day else None for name, day in days.items()},
            "starts_at": dt.time.fromisoformat(self.starts_at) if self.starts_at else None,
            "form": self.form,
            "signal": self.signal,
            "ties": " ".join(self.ties),
            "note": self.note,
        }


def invited(today: dt.date, signal: str) -> dict[str, Any]:
    """The values of an invitation that came today."""
    return InterviewForm(invited_on=today.isoformat(), signal=signal).values()


def _problems(typed: dict[str, str], season: int, today: dt.date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name, known in (("status", STATUSES), ("form", FORMS), ("signal", SIGNALS)):
        if typed[name] not in known:
            wrong[name] = "Choose one of the list."
    days: dict[str, dt.date] = {}
    first, last = dt.date(season - 1, 6, 1), dt.date(season, 6, 30)
    for name in DAYS:
        try:
            if typed[name]:
                days[name] = dt.date.fromisoformat(typed[name])
        except ValueError:
            wrong[name] = "Write the day as 2026-11-22."
            continue
        if name in days and not first <= days[name] <= last:
            wrong[name] = (
                f"{typed[name]} is outside the {season} season, June {season - 1} to June {season}."
            )
    if "invited_on" in days and days["invited_on"] > today:
        wrong.setdefault("invited_on", "That day is still ahead.")
    if len(days) == len(DAYS) and days["interview_on"] < days["invited_on"]:
        wrong.setdefault("interview_on", "The interview is before the invitation.")
    try:
        dt.time.fromisoformat(typed["starts_at"] or "00:00")
    except ValueError:
        wrong["starts_at"] = "Write the hour as 09:30."
    return wrong


def read_impression(post: QueryDict, sheet: RankSheet, code: str) -> Impression:
    """An impression as sent; a priority without a score has none."""
    asked = [one.key for one in sheet.priorities if one.weight]
    kept = {key: n for key, n in sheet.impression(code).scores.items() if key not in asked}
    given = {key: whole_number(post.get(f"score-{key}", ""), 0) for key in asked}
    scores = {key: score for key, score in given.items() if LOWEST <= score <= HIGHEST}
    note = post.get("impression", "").replace("\r\n", "\n").strip()[:MOST_TEXT]
    return Impression({**kept, **scores}, note)
