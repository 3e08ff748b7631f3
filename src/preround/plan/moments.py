"""When a season's events take place, and what stands in for a date nobody has published.

An unpublished date is never given as a date of its season. The last known season's date,
moved by whole years of 52 weeks, is where one looks for it; it is marked *expected* and
planned a margin earlier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from preround.domain.citation import Citation
from preround.facts.dates import EVENTS, KeyDate
from preround.facts.errors import UnpublishedFact
from preround.facts.reader import SeasonFacts
from preround.facts.schedules import PLATFORMS
from preround.plan.standing import plain_specialty
from preround.plan.steps import PROGRAM_START, Rules

YEAR_OF_WEEKS = dt.timedelta(weeks=52)
#: What takes the place of the ERAS events for one whose applications all go elsewhere.
RESIDENCY_CAS = {
    "myeras_opens": "residency_cas_opens",
    "eras_submission_opens": "residency_cas_submission_opens",
    "eras_review_opens": "residency_cas_review_opens",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """An event's day; `basis` is the published date it is expected from, if it is expected."""

    event: str
    meaning: str
    day: dt.date
    is_expected: bool
    citation: Citation
    basis: KeyDate | None = None
    unconfirmed: bool = False

    def __str__(self) -> str:
        if not self.is_expected:
            check = "; check the official page" if self.unconfirmed else ""
            return f"{self.meaning}: {_words(self.day)}{check}"
        if self.basis is None:
            return f"{self.meaning}: about {_words(self.day)}, expected"
        return (
            f"{self.meaning}: expected about {_words(self.day)}, not published "
            f"(season {self.basis.season}: {_words(self.basis.date)})"
        )


def goes_elsewhere(specialties: Sequence[str], facts: SeasonFacts) -> bool:
    """Whether every wished specialty takes its applications through ResidencyCAS."""
    names = {facts.platform(plain_specialty(name)).name for name in specialties}
    return names == {PLATFORMS["residency_cas"]}


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


def moment(event: str, facts: SeasonFacts, rules: Rules) -> Moment:
    """When an event takes place, as far as anybody has said."""
    if event == PROGRAM_START:
        start = dt.date(facts.season, rules.start_month, rules.start_day)
        return Moment(event, "training begins", start, True, rules.start_citation)
    try:
        known = facts.date(event)
    except UnpublishedFact:
        last = facts.date(event, last_known=True)
        moved = last.date + YEAR_OF_WEEKS * (facts.season - last.season)
        return Moment(event, EVENTS[event], moved, True, last.citations[0], last)
    return Moment(
        event, known.meaning, known.date, False, known.citations[0], unconfirmed=known.unconfirmed
    )
