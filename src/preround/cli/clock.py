"""The only place of the command line that reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

from preround.domain.errors import UserError
from preround.facts.season import running_season


class BadDate(UserError):
    """A date was not written as year-month-day."""

    def __init__(self, option: str, got: str) -> None:
        super().__init__(f"{option} {got!r} is not a date; write it as 2026-11-22.")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def day(given: str | None) -> date:
    """The day given as year-month-day, else today where this machine stands."""
    if given is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadDate("--today", given) from None


def season(given: int | None, today: date) -> int:
    """The season asked for, else the one running today."""
    return given if given is not None else running_season(today)
