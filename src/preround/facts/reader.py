"""The one reader of a season's facts: what is published, by whom, and how sure it is.

Nothing carries over silently. A fact nobody has published raises `UnpublishedFact`; the
last known one can be asked for and carries the season it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preround.domain.errors import UnknownChoice
from preround.facts.dates import EVENTS, KeyDate
from preround.facts.errors import UnpublishedFact, UnsupportedSeason
from preround.facts.fact import Fact, FactStatus
from preround.facts.nearest import nearest
from preround.facts.schedules import FeeSchedule, Platform
from preround.facts.signals import SignalRule, no_rule
from preround.facts.sources import DATA
from preround.facts.store import FactStore, load_store


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """One season's facts; every answer says which season it belongs to."""

    season: int
    store: FactStore

    @property
    def status(self) -> FactStatus:
        """Published for a season under way, ended for a past one, expected for the next."""
        return self.store.status[self.season]

    def get(self, key: str) -> Fact:
        """The fact of this season, or the standing rule, under a key of the schema.

        Raises
        ------
        UnpublishedFact
            When no value is published; names the last season that has one.
        UnknownChoice
            When the schema has no such key.
        """
        found = self._find(key, self.season)
        if found is None:
            last = self._last(key)
            raise UnpublishedFact(key, self.season, last.season if last else None)
        return found

    def last_known(self, key: str) -> Fact:
        """The fact of this season or else of the last season that has it.

        `Fact.season` tells which; when it differs from this season's, say so on screen.

        Raises
        ------
        UnpublishedFact
            When no season up to this one has it.
        UnknownChoice
            When the schema has no such key.
        """
        found = self._find(key, self.season) or self._last(key)
        if found is None:
            raise UnpublishedFact(key, self.season, None)
        return found

    def costs(self, group: str, *, last_known: bool = False) -> tuple[Fact, ...]:
        """The fixed costs of a group (application, certification, exam, visa).

        Costs without a value are left out; with `last_known` an earlier season's stands in.
        """
        keys = [key.name for key in self.store.schema.values() if key.group == group]
        found = (
            (self._find(key, self.season) or (self._last(key) if last_known else None))
            for key in keys
        )
        return tuple(fact for fact in found if fact is not None)

    def date(self, event: str, *, last_known: bool = False) -> KeyDate:
        """When an event of this season takes place.

        Raises
        ------
        UnpublishedFact
            When no date is published; with `last_known`, when none ever was.
        UnknownChoice
            When there is no such event.
        """
        if event not in EVENTS:
            raise UnknownChoice("event", event, nearest(event, tuple(EVENTS)))
        season = self._season_of(f"dates.{event}", self.store.dates, event, last_known=last_known)
        return self.store.dates[season, event]

    def dates(self) -> tuple[KeyDate, ...]:
        """All dates published for this season, in order."""
        found = (date for (season, _), date in self.store.dates.items() if season == self.season)
        return tuple(sorted(found, key=lambda date: date.date))

    def signals(self, specialty: str, *, last_known: bool = False) -> SignalRule:
        """How many signals a specialty gives in this season.

        With `last_known`, an earlier season's rule stands in (`season` tells which), and a
        specialty that no source names gets a rule without signals whose `known` is false.

        Raises
        ------
        UnpublishedFact
            Without `last_known`, when this season's number is not published.
        """
        known = self._seasons(self.store.signals, specialty)
        if not known and last_known:
            return no_rule(specialty)
        season = self._season_of(
            f"signals of {specialty}", self.store.signals, specialty, last_known=last_known
        )
        return self.store.signals[season, specialty]

    def platform(self, specialty: str) -> Platform:
        """The service a specialty's applications go through; ERAS unless one is named."""
        platform = self.store.platforms.get(specialty)
        if platform is None or not platform.serves(self.season):
            return self.store.platforms[""]
        return platform

    def fee_schedule(self, specialty: str, *, last_known: bool = False) -> FeeSchedule:
        """What applications in a specialty cost, step by step.

        Raises
        ------
        UnpublishedFact
            When this season's fees are not published; with `last_known`, when none are.
        """
        platform = self.platform(specialty)
        name = f"application fees of {platform.name}"
        if not platform.schedule:
            raise UnpublishedFact(f"{name} ({specialty})", self.season, None)
        season = self._season_of(
            name, self.store.fee_steps, platform.schedule, last_known=last_known
        )
        steps = self.store.fee_steps[season, platform.schedule]
        return FeeSchedule(
            specialty=specialty,
            platform=platform.name,
            steps=steps.steps,
            season_of_figures=season,
            unconfirmed=steps.unconfirmed or bool(platform.estimated_from) or season != self.season,
            citations=(*steps.citations, platform.citation),
            estimated_from=platform.estimated_from,
            note=platform.note,
        )

    def _find(self, key: str, season: int) -> Fact | None:
        if key not in self.store.schema:
            raise UnknownChoice("fact", key, nearest(key, tuple(self.store.schema)))
        standing = self.store.standing.get(key)
        return standing or self.store.facts.get(season, {}).get(key)

    def _last(self, key: str) -> Fact | None:
        for season in sorted(self.store.facts, reverse=True):
            found = self._find(key, season) if season < self.season else None
            if found is not None:
                return found
        return None

    def _seasons(self, table: Mapping[tuple[int, str], object], name: str) -> list[int]:
        return sorted(s for s, n in table if n == name and s <= self.season)

    def _season_of(
        self, what: str, table: Mapping[tuple[int, str], object], name: str, *, last_known: bool
    ) -> int:
        known = self._seasons(table, name)
        if not known or (known[-1] != self.season and not last_known):
            raise UnpublishedFact(what, self.season, known[-1] if known else None)
        return known[-1]


@cache
def load_season(season: int, folder: Path = DATA) -> SeasonFacts:
    """The facts of one season; all files are read and checked on the first call.

    Raises
    ------
    UnsupportedSeason
        When no fact file exists for the season.
    BadFact
        When a fact file breaks its contract.

    Examples
    --------
    >>> load_season(2027).get("fees.eras_token").number
    185.0
    """
    store = load_store(folder)
    if season not in store.facts:
        raise UnsupportedSeason(season, tuple(sorted(store.facts)))
    return SeasonFacts(season, store)


def supported_seasons(folder: Path = DATA) -> tuple[int, ...]:
    """The seasons there is a fact file for, oldest first."""
    return tuple(sorted(load_store(folder).facts))
