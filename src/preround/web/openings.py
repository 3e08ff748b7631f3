"""The directory of openings for the pages: read from the person's folder, weighed once."""

from __future__ import annotations

from collections.abc import Hashable

from django.conf import settings

from preround.facts.errors import UnpublishedFact
from preround.facts.fact import Fact
from preround.facts.reader import load_season
from preround.jobs.openings import OpeningsBook
from preround.jobs.openings_rules import (
    KindWorth,
    OpeningWorth,
    RulesKnown,
    kinds_by_rules,
    rules_known,
    what_it_would_change,
)
from preround.jobs.weigh_openings import Person, WeighedOpening, Weigher, person_of
from preround.openings.directory import Directory
from preround.web import clock, lists
from preround.web.lists import Kept
from preround.web.record import Dossier

VISITOR_VISA = "fees.visa_application_j1"

_weigher = Weigher()
_people: Kept[Person] = Kept(2)
_weighed: Kept[tuple[WeighedOpening, ...]] = Kept(2)
_by_rules: Kept[tuple[RulesKnown, dict[str, KindWorth]]] = Kept(2)
_worth: Kept[OpeningWorth | None] = Kept(16)


def book() -> OpeningsBook:
    """The person's directory."""
    return OpeningsBook(settings.HOME)


def person(dossier: Dossier) -> Person:
    """What openings are weighed by."""
    return _people.get(
        _person_key(dossier),
        lambda: person_of(dossier.applicant, clock.season(), clock.today()),
    )


def weighed(dossier: Dossier, directory: Directory) -> tuple[WeighedOpening, ...]:
    """Every opening, weighed for whose record it is."""
    key = (_person_key(dossier), settings.HOME, _stamp(directory))
    today = clock.today()
    return _weighed.get(key, lambda: _weigher.weigh_all(directory, person(dossier), today))


def worth(dossier: Dossier, one: WeighedOpening) -> OpeningWorth | None:
    """What doing one opening would change in the programs' rules."""
    return _worth.get((lists.list_key(dossier), one.kept), lambda: _changes(dossier, one))


def _changes(dossier: Dossier, one: WeighedOpening) -> OpeningWorth | None:
    plan = person(dossier).plan
    day = plan.last_day if plan else clock.today()
    programs = lists.catalogue().programs
    facts = load_season(clock.season())
    return what_it_would_change(dossier.applicant, one.opening, programs, facts, day)


def by_rules() -> tuple[RulesKnown, dict[str, KindWorth]]:
    """What the programs that were looked up state, and which kinds they take."""
    key = (settings.HOME, lists.workspace().read_overlay().version, clock.season(), clock.today())

    def compute() -> tuple[RulesKnown, dict[str, KindWorth]]:
        programs = lists.catalogue().programs
        facts = load_season(clock.season())
        return rules_known(programs), dict(kinds_by_rules(programs, facts, clock.today()))

    return _by_rules.get(key, compute)


def visitor_visa_fee() -> Fact | None:
    """The last published fee of a visitor's visa application, with its source."""
    try:
        return load_season(clock.season()).last_known(VISITOR_VISA)
    except UnpublishedFact:
        return None


def _person_key(dossier: Dossier) -> Hashable:
    record = dossier.record
    return (record.kind, record.id, record.version, clock.season(), clock.today())


def _stamp(directory: Directory) -> Hashable:
    last = directory.records[-1] if directory.records else None
    return (directory.version, last.id if last else "", last.at if last else "")
