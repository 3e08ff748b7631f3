"""What an address, a hidden field or a box of a form holds, whatever somebody wrote there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

_MOST_DIGITS = 15


def whole_number(text: str, otherwise: T) -> int | T:
    """Read plain digits.

    Why: `str.isdigit` holds for characters that `int` refuses, such as a superscript two,
    and `int` refuses more than some thousand digits.
    """
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if plain else otherwise


def period_problems(typed: Mapping[str, str]) -> dict[str, str]:
    """What does not fit in the boxes start, end and hours_per_week; empty boxes fit."""
    wrong: dict[str, str] = {}
    days: dict[str, dt.date | None] = {}
    for name in ("start", "end"):
        try:
            days[name] = dt.date.fromisoformat(typed[name]) if typed[name] else None
        except ValueError:
            wrong[name] = "Write the day as 2026-11-22."
    start, end = days.get("start"), days.get("end")
    if start and end and end < start:
        wrong["end"] = "The last day is before the first."
    if typed["hours_per_week"]:
        try:
            if not 0 < float(typed["hours_per_week"]) <= 100:
                wrong["hours_per_week"] = "A week of work has between 0 and 100 hours."
        except ValueError:
            wrong["hours_per_week"] = "Write the hours as a number, such as 40 or 37.5."
    return wrong
