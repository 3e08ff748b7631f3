"""What can go wrong with facts: a file that breaks its contract, a fact nobody has published."""

from __future__ import annotations

from preround.domain.errors import InternalError, UserError


class BadFact(InternalError):
    """A fact file breaks the contract of the reader; the file must be mended.

    The message names the place (file and line or key), what stood there, what was
    expected, and what to do.
    """

    def __init__(self, place: str, got: str, expected: str, todo: str) -> None:
        super().__init__(f"{place}: {got}; expected {expected}. {todo}")
        self.place = place


class UnpublishedFact(UserError):
    """A fact of a season for which no value has been published (or found) yet."""

    http_status = 404

    def __init__(self, key: str, season: int, last_known_season: int | None) -> None:
        if last_known_season is None:
            tail = "No earlier season has it either."
        else:
            tail = (
                f"The last season that has it is {last_known_season}: "
                "ask for the last known value to see it under that label."
            )
        super().__init__(f"{key}: not published for season {season}. {tail}")
        self.key = key
        self.season = season
        self.last_known_season = last_known_season


class UnsupportedSeason(UserError):
    """A season no fact file exists for."""

    http_status = 404

    def __init__(self, season: object, supported: tuple[int, ...]) -> None:
        known = ", ".join(str(year) for year in supported)
        super().__init__(
            f"season: {season!r} has no fact file; expected one of {known}. "
            "A season is named after the year of its Match (2027: applications open in 2026)."
        )
