"""Keep the applications as sent, correct what was kept, and set the answers beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from preround.domain.errors import UserError
from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.program import Program
from preround.domain.program_list import ListRow
from preround.domain.ranges import Interval
from preround.domain.sent_list import SentApplication, SentList
from preround.fit.odds_signals import TIERS
from preround.jobs.build_program_list import BuiltList
from preround.jobs.expected_season import expected_season

#: The first day an application of a season can be sent, and the last: month and day.
FIRST, LAST = (6, 1), (6, 30)


class SentRefused(UserError):
    """What cannot have been sent, or not like this."""

    http_status = 422


@dataclass(frozen=True, slots=True)
class SentLine:
    """One application sent, with its odds now and what came of it.

    `now` is None where today's list does not judge the program any more.
    """

    application: SentApplication
    program: Program
    now: Interval | None
    answer: InvitationStatus | None


def send_list(
    built: BuiltList, signals: Mapping[str, str], on: dt.date, today: dt.date
) -> SentList:
    """Keep applications with today's odds as what was sent.

    Parameters
    ----------
    signals
        By NRMP code of each application: the signal's tier, or "none".
    on
        The day they were sent.
    today
        The day whose odds are kept.

    Raises
    ------
    SentRefused
        Without an application, for a day outside the season or ahead, for an unknown
        program or tier.
    """
    if not signals:
        raise SentRefused("Nothing is ticked. Tick at least one application that you sent.")
    check_day(on, built.listing.season, today)
    rows = {row.program.nrmp_code: row for row in built.listing.rows}
    sent = tuple(_application(rows, code, tier, built) for code, tier in signals.items())
    return SentList(on, today, sent, *_forecast(sent, built))


def sent_later(
    sent: SentList, built: BuiltList, code: str, signal: str, on: dt.date, today: dt.date
) -> SentList:
    """Add an application, or correct the signal one carried.

    Raises
    ------
    SentRefused
        As `send_list`, and for a day before the others were sent.
    """
    check_day(on, built.listing.season, today)
    rows = {row.program.nrmp_code: row for row in built.listing.rows}
    if on < sent.sent_on:
        raise SentRefused(
            f"{on.isoformat()} is before the day the others were sent, {sent.sent_on.isoformat()}. "
            "Give that day or a later one."
        )
    there = sent.by_code.get(code)
    added_on = there.added_on if there else (on if on > sent.sent_on else None)
    new = replace(_application(rows, code, signal, built), added_on=added_on)
    return _corrected(sent, sent.with_application(new), built)


def never_sent(sent: SentList, built: BuiltList, code: str) -> SentList:
    """Take out an application that was not sent at all."""
    return _corrected(sent, sent.without(code), built)


def _corrected(before: SentList, after: SentList, built: BuiltList) -> SentList:
    """Count a correction in the figures as sent, while the odds are still those of that day.

    Once the record or what is known has changed, the odds of that day are gone, and the
    figures stay.
    """
    index = {row.program.nrmp_code: row.index for row in built.listing.rows}
    for one in before.applications:
        tier = built.odds.tiers.index(one.signal)
        if one.code not in index or built.odds.interval(index[one.code], tier) != one.interview:
            return after
    together = tuple(one for one in after.applications if one.added_on is None)
    interviews, p_match = _forecast(together, built)
    return replace(after, interviews=interviews, p_match=p_match)


def _forecast(sent: Sequence[SentApplication], built: BuiltList) -> tuple[Interval, Interval]:
    index = {row.program.nrmp_code: row.index for row in built.listing.rows}
    tiers = [built.odds.tiers.index(one.signal) for one in sent]
    found = expected_season(built.odds, [index[one.code] for one in sent], tiers, built.seed)
    return found.interviews, found.p_match


def check_day(on: dt.date, season: int, today: dt.date) -> None:
    """Refuse a day on which nothing can have been sent for the season.

    Raises
    ------
    SentRefused
    """
    if on > today:
        raise SentRefused(f"{on.isoformat()} is still ahead. Give the day you sent them.")
    if not dt.date(season - 1, *FIRST) <= on <= dt.date(season, *LAST):
        raise SentRefused(
            f"{on.isoformat()} is outside season {season}, June {season - 1} to June {season}. "
            "Give a day of this season."
        )


def sent_lines(
    sent: SentList,
    built: BuiltList,
    invitations: Sequence[Invitation],
    programs: Mapping[str, Program],
) -> tuple[SentLine, ...]:
    """Everything sent, the best odds as sent first; those taken back last."""
    rows = {row.program.nrmp_code: row for row in built.listing.rows}
    answers = {one.program_code: one.status for one in invitations}
    lines = [
        SentLine(
            one, programs[one.code], _now(rows.get(one.code), one, built), answers.get(one.code)
        )
        for one in sent.applications
        if one.code in programs
    ]
    lines.sort(key=lambda one: (one.application.withdrawn_on is not None,
                                -one.application.interview.mean))  # fmt: skip
    return tuple(lines)


def _now(row: ListRow | None, one: SentApplication, built: BuiltList) -> Interval | None:
    return built.odds.interval(row.index, TIERS.index(one.signal)) if row else None


def _application(
    rows: Mapping[str, ListRow], code: str, tier: str, built: BuiltList
) -> SentApplication:
    if code not in rows:
        raise SentRefused(
            f"{code}: no program of this list. Add its specialty to your wishes, or add the "
            "program to the catalogue."
        )
    if tier not in built.odds.tiers:
        known = ", ".join(built.odds.tiers)
        raise SentRefused(f"{tier!r}: no signal of any tier. Choose one of {known}.")
    index = rows[code].index
    return SentApplication(code, tier, built.odds.interval(index, built.odds.tiers.index(tier)))
