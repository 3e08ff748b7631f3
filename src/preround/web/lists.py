"""The built list and the catalogue under it, kept in the process while nothing changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from django.conf import settings

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.listing import load_listing
from preround.facts.reader import load_season
from preround.jobs.workspace import Workspace
from preround.web import clock, marks, sent_lists
from preround.web.errors import NoSpecialtyYet
from preround.web.record import Dossier

if TYPE_CHECKING:
    from preround.catalogue.overlay import Overlay
    from preround.importers.applicant_changes import Change
    from preround.jobs.build_program_list import BuiltList, ListRequest
    from preround.jobs.follow_season import SeasonFollowed
    from preround.jobs.second_opinion import SecondOpinion
    from preround.jobs.weigh_answers import AnswerWorth
    from preround.jobs.what_if import WhatIf

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The few newest answers of one job; each is computed once, whoever asks first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """Give the answer kept under the key, computing it where there is none.

        Why: the lock is held while computing, so that two tabs opened at once do the
        work once and the second waits for it.
        """
        with self._lock:
            if key not in self._values:
                self._values[key] = compute()
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
            self._values.move_to_end(key)
            return self._values[key]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()


_catalogues: Kept[Catalogue] = Kept(2)
_lists: Kept[BuiltList] = Kept(4)
_opinions: Kept[SecondOpinion] = Kept(2)
_weighed: Kept[tuple[AnswerWorth, ...]] = Kept(4)
_followed: Kept[SeasonFollowed] = Kept(2)


def workspace() -> Workspace:
    """Give the person's folder, where program facts are journalled."""
    return Workspace(settings.HOME)


def catalogue() -> Catalogue:
    """Give the listing with the person's own facts laid over it."""
    overlay = workspace().read_overlay()
    key = (settings.HOME, overlay.version)
    return _catalogues.get(key, lambda: overlay.apply(load_listing()))


def built_list(dossier: Dossier) -> BuiltList:
    """Give the list of the record as it stands now.

    Raises
    ------
    NoSpecialtyYet
        When the person named no specialty: a job, a letter or a log makes no list.
    """
    if dossier.needs_specialty:
        raise NoSpecialtyYet
    return _lists.get(list_key(dossier), partial(_build, dossier))


def what_if(dossier: Dossier, changes: Sequence[Change]) -> WhatIf:
    """Give the list under other answers beside the present one."""
    from preround.jobs.what_if import what_if as compare

    return compare(
        dossier.applicant,
        changes,
        load_season(clock.season()),
        catalogue(),
        today=clock.today(),
        request=_request(dossier),
        before=built_list(dossier),
    )


def second_opinion(dossier: Dossier) -> SecondOpinion:
    """Give which applications survive other assumptions."""
    return _opinions.get(list_key(dossier), partial(_second_opinion, dossier))


def season_followed(
    dossier: Dossier, answers: Mapping[str, bool], given_up: frozenset[str]
) -> SeasonFollowed:
    """Give the forecast as the programs' answers and silence have moved it."""
    # what was sent is part of the list's key
    key = (list_key(dossier), frozenset(answers.items()), given_up)
    return _followed.get(key, partial(_follow, dossier, answers, given_up))


def list_with(dossier: Dossier, overlay: Overlay) -> BuiltList:
    """Give the list as it would be with other program facts."""
    return _build(dossier, overlay.apply(load_listing()))


def open_questions(dossier: Dossier) -> tuple[AnswerWorth, ...]:
    """Give the questions left open, the one that would change the list most first."""
    return _weighed.get(list_key(dossier), partial(_weigh, dossier))


def list_key(dossier: Dossier) -> Hashable:
    """Name everything the list depends on."""
    record = dossier.record
    return (
        settings.HOME,
        record.kind,
        record.id,
        record.version,
        marks.marks_version(record),
        sent_lists.version(record, clock.season()),
        workspace().read_overlay().version,
        clock.season(),
        clock.today(),
    )


def _build(dossier: Dossier, programs: Catalogue | None = None) -> BuiltList:
    from preround.jobs.build_program_list import build_program_list

    return build_program_list(
        dossier.applicant,
        load_season(clock.season()),
        programs or catalogue(),
        today=clock.today(),
        request=_request(dossier),
    )


def _second_opinion(dossier: Dossier) -> SecondOpinion:
    from preround.jobs.second_opinion import second_opinion as ask

    return ask(
        dossier.applicant,
        load_season(clock.season()),
        catalogue(),
        built_list(dossier),
        today=clock.today(),
        request=_request(dossier),
    )


def _request(dossier: Dossier) -> ListRequest:
    from preround.jobs.build_program_list import ListRequest

    sent = sent_lists.read(dossier, clock.season()).sent
    also = frozenset(sent.by_code) if sent else frozenset()
    return ListRequest(choices=marks.choices(dossier.record), also=also)


def _weigh(dossier: Dossier) -> tuple[AnswerWorth, ...]:
    from preround.jobs.weigh_answers import weigh_answers

    built, facts = built_list(dossier), load_season(clock.season())
    return weigh_answers(dossier.applicant, built, facts, clock.today())


def _follow(
    dossier: Dossier, answers: Mapping[str, bool], given_up: frozenset[str]
) -> SeasonFollowed:
    from preround.jobs.follow_season import follow_season

    facts = load_season(clock.season())
    sent = sent_lists.read(dossier, clock.season()).sent
    return follow_season(
        built_list(dossier), answers, facts, clock.today(), given_up=given_up, kept=sent
    )


def forget() -> None:
    """Drop what is kept, as after the data folder was changed by hand."""
    _catalogues.clear()
    _lists.clear()
    _opinions.clear()
    _weighed.clear()
    _followed.clear()
