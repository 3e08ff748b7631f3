"""The forms of a week and of a job: what was typed, and what is wrong with its shape."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from preround.audit.work_log import LineKind, WorkLine
from preround.audit.work_table import BULLET, MOST_TEXT, read_count
from preround.web.typed import period_problems, whole_number

MOST_PICKS = 160
MOST_TYPED = 6_000
MOST_SEEN_BY = 100
MOST_DESCRIPTION = 20_000
FREE = ("other", "result", "moment", "seen_by")
SEEN_BY = re.compile(r"\s*\[seen by ([^\]]{1,100})\]\s*$")


@dataclass(frozen=True, slots=True)
class Pick:
    """One phrase offered, whether it was ticked, and its count as typed."""

    text: str
    counted_in: str = ""
    ticked: bool = False
    count: str = ""
    problem: str = ""
    group: str = ""
    seen_by: str = ""


@dataclass(frozen=True, slots=True)
class WeekForm:
    """One week of one job as typed."""

    picks: tuple[Pick, ...] = ()
    other: str = ""
    result: str = ""
    moment: str = ""
    seen_by: str = ""
    version: int = 0
    keep_words: bool = False
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, post: QueryDict) -> WeekForm:
        """Read what was sent, and say what does not fit."""
        n_picks = min(whole_number(post.get("n", ""), 0), MOST_PICKS)
        picks = tuple(_pick(post, n) for n in range(n_picks))
        free = {
            name: post.get(name, "").replace("\r\n", "\n").strip()[:MOST_TYPED] for name in FREE
        }
        problems = {}
        for name in ("other", "result", "moment"):
            if any(len(one) > MOST_TEXT for one in free[name].splitlines()):
                problems[name] = f"A line has at most {MOST_TEXT} characters."
        if len(free["seen_by"]) > MOST_SEEN_BY:
            problems["seen_by"] = f"At most {MOST_SEEN_BY} characters."
        if any(one.problem for one in picks):
            problems["picks"] = "A count is no number."
        version = whole_number(post.get("version", ""), 0)
        keep_words = post.get("keep_words") == "on"
        return cls(picks, **free, version=version, keep_words=keep_words, problems=problems)

    @property
    def texts(self) -> tuple[str, ...]:
        """What was written freely, and must name nobody."""
        typed = tuple(one.text for one in self.picks if one.ticked)
        return (self.other, self.result, self.moment, self.seen_by, *typed)

    def reworded(self, offered: dict[str, str]) -> WeekForm:
        """Put offered wording in the place of what was typed."""
        picks = tuple(replace(one, text=offered.get(one.text, one.text)) for one in self.picks)
        free = {name: offered.get(getattr(self, name), getattr(self, name)) for name in FREE}
        return replace(self, picks=picks, **free)

    def lines(self, week: dt.date, job: str) -> list[WorkLine]:
        """The lines of the week, once nothing is wrong with the form."""
        found = [
            WorkLine(week, job, LineKind.TASK, x.text, read_count(x.count), x.counted_in, x.seen_by)
            for x in self.picks
            if x.ticked and not x.problem
        ]
        for kind, text in (
            (LineKind.TASK, self.other),
            (LineKind.RESULT, self.result),
            (LineKind.MOMENT, self.moment),
        ):
            who = "" if kind is LineKind.TASK else self.seen_by
            for raw in text.splitlines():
                own = SEEN_BY.search(raw)
                clean = " ".join(BULLET.sub("", SEEN_BY.sub("", raw)).split())
                if clean:
                    found.append(
                        WorkLine(week, job, kind, clean, seen_by=own.group(1) if own else who)
                    )
        return found


def _pick(post: QueryDict, n: int) -> Pick:
    count = post.get(f"c-{n}", "").strip()[:20]
    problem = ""
    try:
        read_count(count)
    except ValueError as wrong:
        problem = str(wrong)
    return Pick(
        text=" ".join(post.get(f"t-{n}", "").split())[:MOST_TEXT],
        counted_in=post.get(f"u-{n}", "").strip()[:60],
        ticked=bool(post.get(f"p-{n}") or count) and bool(post.get(f"t-{n}", "").strip()),
        count=count,
        problem=problem,
        group=post.get(f"g-{n}", "")[:60],
        seen_by=post.get(f"s-{n}", "")[:MOST_SEEN_BY],
    )


@dataclass(frozen=True, slots=True)
class JobForm:
    """One job as typed."""

    title: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    hours_per_week: str = ""
    description: str = ""
    number: int = 0
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, post: QueryDict, number: int = 0) -> JobForm:
        """Read what was sent, and say what does not fit."""
        names = ("title", "place", "start", "end", "hours_per_week")
        typed = {name: post.get(name, "").strip() for name in names}
        text = post.get("description", "").replace("\r\n", "\n").strip()
        version = whole_number(post.get("version", ""), 0)
        return cls(
            **typed,
            description=text,
            number=number,
            version=version,
            problems=_problems(typed, text),
        )

    @classmethod
    def of(cls, row: Any) -> JobForm:
        """Show a stored job for a change."""
        hours = row.hours_per_week
        return cls(
            row.title,
            row.place,
            row.start.isoformat() if row.start else "",
            row.end.isoformat() if row.end else "",
            "" if hours is None else f"{hours:g}",
            row.description,
            row.pk,
            row.version,
        )

    def values(self) -> dict[str, object]:
        """What is stored, once nothing is wrong with the form."""
        return {
            "title": self.title,
            "place": self.place,
            "start": dt.date.fromisoformat(self.start) if self.start else None,
            "end": dt.date.fromisoformat(self.end) if self.end else None,
            "hours_per_week": float(self.hours_per_week) if self.hours_per_week else None,
            "description": self.description,
        }


def _problems(typed: dict[str, str], description: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not typed["title"]:
        wrong["title"] = "Say which job this is, such as medical assistant."
    for name, most in (("title", 100), ("place", 200)):
        if len(typed[name]) > most:
            wrong[name] = f"At most {most} characters."
    wrong |= period_problems(typed)
    if len(description) > MOST_DESCRIPTION:
        wrong["description"] = f"At most {MOST_DESCRIPTION:,} characters."
    return wrong
