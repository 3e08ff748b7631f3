"""Writers, logs and the program list to one letters record: who saw what, who wants how many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from preround.audit.work_log import WorkLine
from preround.domain.applicant import Letter
from preround.domain.program import FactState, Program
from preround.letters.assign import USABLE
from preround.letters.needs import canonical_or_same
from preround.letters.record import Day, LettersRecord, ProgramNeed, Writer
from preround.logbook.days import DUTIES, LogDay

WEEK = dt.timedelta(days=6)
FACTS = ("letters_min", "letters_us_min")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the logs speak of who is no writer yet: a name, or a place."""

    name: str
    is_place: bool
    n: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Logs:
    """The two logs, each line under the reference it is known by."""

    days: Mapping[str, LogDay]
    lines: Mapping[str, WorkLine]


NO_LOGS = Logs({}, {})


def join_letters(
    writers: Sequence[Writer],
    logs: Logs,
    together: Mapping[str, Collection[str]] | None = None,
    programs: Sequence[ProgramNeed] = (),
    specialty: str = "",
) -> LettersRecord:
    """Give each writer the days and lines they saw, and nothing else.

    Parameters
    ----------
    together
        For each writer the references of the clinical days the person ticked as days together;
        None where nobody could tick: then a day counts that was logged at the writer's place
        between the two days the person gave.
    """
    found: dict[str, list[str]] = {}
    for writer in writers:
        if together is None:
            mine = days_at(writer, logs)
        else:
            mine = [ref for ref in together.get(writer.key, ()) if ref in logs.days]
        for ref in [*mine, *lines_seen(writer, logs)]:
            found.setdefault(ref, []).append(writer.key)
    days = [_day(ref, keys, logs) for ref, keys in found.items()]
    return LettersRecord(
        specialty=specialty, writers=tuple(writers), days=tuple(days), programs=tuple(programs)
    )


def days_at(writer: Writer, logs: Logs, *, open_ended: bool = False) -> list[str]:
    """Clinical days logged at a writer's place between the first and the last day together.

    Parameters
    ----------
    open_ended
        Offer every day at the place where a first or a last day is not given.
    """
    place, first, last = _plain(writer.place), writer.together_from, writer.together_to
    if not place or not (open_ended or (first and last)):
        return []
    return [
        ref
        for ref, day in logs.days.items()
        if _plain(day.site) == place and (first or dt.date.min) <= day.day <= (last or dt.date.max)
    ]


def lines_seen(writer: Writer, logs: Logs) -> list[str]:
    """Lines of the work log that say this writer saw them, within the time together."""
    names = {_plain(name) for name in (writer.name, *writer.known_as)} - {""}
    first = writer.together_from or dt.date.min
    last = writer.together_to or dt.date.max
    return [
        ref
        for ref, line in logs.lines.items()
        if _plain(line.seen_by) in names and line.week + WEEK >= first and line.week <= last
    ]


def not_yet_writers(writers: Sequence[Writer], logs: Logs) -> tuple[Known, ...]:
    """Who and which places the logs name that no writer stands for, most often named first."""
    names = {_plain(name) for one in writers for name in (one.name, *one.known_as)}
    places = {_plain(one.place) for one in writers}
    said: dict[tuple[str, bool], list[tuple[str, dt.date]]] = {}
    for line in logs.lines.values():
        if line.seen_by and _plain(line.seen_by) not in names:
            said.setdefault((_plain(line.seen_by), False), []).append((line.seen_by, line.week))
    for day in logs.days.values():
        if day.site and _plain(day.site) not in places:
            said.setdefault((_plain(day.site), True), []).append((day.site, day.day))
    found = [
        Known(times[-1][0], is_place, len({d for _, d in times}), min(d for _, d in times),
              max(d for _, d in times))
        for (_, is_place), times in said.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.n, one.name)))


def program_needs(
    programs: Sequence[Program], by_hand: Mapping[str, Sequence[str]]
) -> tuple[ProgramNeed, ...]:
    """What each program states about letters, with the letters chosen for it by hand.

    Parameters
    ----------
    by_hand
        Writers' keys by a program's NRMP code, or by its specialty.
    """
    return tuple(
        ProgramNeed(
            name=f"{one.institution}, {one.specialty}"[:200],
            specialty=one.specialty,
            code=one.nrmp_code,
            letters=tuple(by_hand.get(one.nrmp_code) or by_hand.get(one.specialty) or ()),
            **_stated(one),
        )
        for one in programs
    )


def _stated(program: Program) -> dict[str, int]:
    found = {}
    for name in FACTS:
        fact = program.fact(name)
        if fact.state is FactState.STATED and isinstance(fact.value, int):
            found[name] = min(max(fact.value, 0), 10)
    return found


def _day(ref: str, keys: Sequence[str], logs: Logs) -> Day:
    if ref in logs.days:
        day = logs.days[ref]
        duties = tuple(DUTIES[name] for name in day.duties if name in DUTIES)
        return Day(date=day.day, writers=tuple(keys), did=day.saw[:2000], duties=duties, ref=ref)
    line = logs.lines[ref]
    return Day(date=line.week, writers=tuple(keys), did=line.said[:2000], is_week=True, ref=ref)


def as_counted(writers: Sequence[Writer]) -> tuple[Letter, ...]:
    """The letters promised or in, as the applicant's record counts them."""
    return tuple(
        Letter(specialty=one.specialty or None, from_us_physician=one.us_physician)
        for one in writers
        if one.status in USABLE
    )


def first_specialty(wished: Sequence[str]) -> str:
    """The first wish, as the listing names it; empty where there is none."""
    return canonical_or_same(wished[0]) if wished else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace(",", " ").split())
