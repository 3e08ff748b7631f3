"""How long each box of the form may be, per season, and how the form counts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from preround.domain.citation import Citation, Confidence
from preround.domain.errors import UserError


class UnpublishedLimit(UserError):
    """No limit of that box is published for the season."""

    http_status = 404

    def __init__(self, field: str, season: int, last_known: int | None) -> None:
        last = f"; the last known season is {last_known}" if last_known else ""
        super().__init__(
            f"{field}: no limit published for season {season}{last}. Ask for that one."
        )


@dataclass(frozen=True, slots=True)
class FormLimit:
    """A box's limit with the seasons it holds in and where it was read."""

    field: str
    limit: int
    from_season: int
    to_season: int
    citation: Citation


@cache
def _limits() -> tuple[FormLimit, ...]:
    path = resources.files("preround.writing").joinpath("data/form_limits.csv")
    with path.open("r", encoding="utf-8") as file:
        return tuple(
            FormLimit(
                row["field"],
                int(row["limit"]),
                int(row["from_season"]),
                int(row["to_season"]),
                Citation(
                    row["source"],
                    row["locator"],
                    date.fromisoformat(row["read"]),
                    Confidence(row["confidence"]),
                ),
            )
            for row in csv.DictReader(file)
        )


def form_limit(field: str, season: int) -> FormLimit:
    """The limit of a box in a season.

    Raises
    ------
    UnpublishedLimit
        When the season's limit is not published, naming the last one that is.
    """
    known = [limit for limit in _limits() if limit.field == field]
    for limit in known:
        if limit.from_season <= season <= limit.to_season:
            return limit
    raise UnpublishedLimit(field, season, max((k.to_season for k in known), default=None))


def last_known_limit(field: str) -> FormLimit | None:
    """The newest limit that was published for a box, of whatever season."""
    known = [limit for limit in _limits() if limit.field == field]
    return max(known, key=lambda limit: limit.to_season, default=None)


def form_length(text: str) -> int:
    """Characters as the form counts them: every space and mark one, a line end one."""
    return len(text.replace("\r\n", "\n").replace("\r", "\n").strip())
