"""What rules judge by beside the record and the program: season, day, what is switched off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from preround.facts.dates import KeyDate
from preround.facts.errors import UnpublishedFact
from preround.facts.fact import Fact
from preround.facts.reader import SeasonFacts
from preround.facts.season import OPENING_MONTH


@dataclass(frozen=True)
class RuleContext:
    """The season's facts, the day of judging, and the rules the person switched off."""

    season_facts: SeasonFacts
    today: dt.date
    switched_off: frozenset[str] = frozenset()

    @property
    def season(self) -> int:
        """The year of the Match."""
        return self.season_facts.season

    @cached_property
    def opens(self) -> dt.date:
        """The day the season opens; what expires with a season and was read before is stale."""
        return dt.date(self.season - 1, OPENING_MONTH, 1)

    @cached_property
    def rank_list_deadline(self) -> KeyDate | None:
        """When rank lists are certified; None while the season's date is not published."""
        try:
            return self.season_facts.date("rank_list_deadline")
        except UnpublishedFact:
            return None

    @cached_property
    def training_starts(self) -> str:
        """The month training starts, in words."""
        return f"July {self.season}"

    def rule_of_all(self, key: str) -> Fact:
        """A standing rule that binds every applicant, from the season's facts."""
        return self.season_facts.get(key)
