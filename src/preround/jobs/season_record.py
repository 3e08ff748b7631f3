"""A season's interviews: sorted by what comes next, clashes told, days for a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.program import Program
from preround.exporters.calendar import CalendarEntry, calendar_bytes
from preround.facts.errors import UnpublishedFact
from preround.facts.reader import SeasonFacts

REMIND_DAYS = 2
#: What can tie an applicant to a program beside the application itself.
TIES: Mapping[str, str] = {
    "rotation": "I rotated there",
    "letter": "A letter writer of mine works there",
    "contact": "Somebody there knew me",
    "place": "I have a tie to the place",
    "wrote": "I had written to them",
}


class HeldHow(StrEnum):
    """How an interview is held."""

    VIRTUAL = "virtual"
    IN_PERSON = "in_person"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class KeptInterview:
    """One invitation as kept, with what only the person needs of it."""

    invitation: Invitation
    starts_at: dt.time | None = None
    form: HeldHow = HeldHow.UNKNOWN
    note: str = ""
    number: int = 0
    version: int = 0
    removed: bool = False

    @property
    def code(self) -> str:
        """The program's NRMP code."""
        return self.invitation.program_code


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One interview with its program, and what its day clashes with."""

    kept: KeptInterview
    program: Program
    clash: str = ""

    @property
    def day(self) -> dt.date | None:
        """The interview day."""
        return self.kept.invitation.interview_on


@dataclass(frozen=True, slots=True)
class SeasonRecord:
    """The season's interviews by what there is to do about them."""

    ahead: tuple[InterviewLine, ...]
    to_fix: tuple[InterviewLine, ...]
    past: tuple[InterviewLine, ...]
    waiting: tuple[InterviewLine, ...]
    closed: tuple[InterviewLine, ...]

    @property
    def n_interviews(self) -> int:
        """Interviews that took place or still may."""
        return len(self.ahead) + len(self.to_fix) + len(self.past)

    @property
    def n_clashes(self) -> int:
        """Interviews whose day clashes with another."""
        return sum(bool(one.clash) for one in self.ahead)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded yet."""
        return not (self.n_interviews or self.waiting or self.closed)


def season_record(
    kept: Sequence[KeptInterview], programs: Mapping[str, Program], today: dt.date
) -> SeasonRecord:
    """Sort a season's interviews, the next one first; programs nobody lists are left out."""
    lines = [InterviewLine(one, programs[one.code]) for one in kept if one.code in programs]
    standing = [one for one in lines if one.kept.invitation.can_be_ranked]
    dated = [(one.day, one) for one in standing if one.day is not None]
    ahead = [
        one
        for day, one in dated
        if day >= today and one.kept.invitation.status is InvitationStatus.INVITED
    ]
    past = [one for _, one in dated if one not in ahead]
    past += [
        one
        for one in standing
        if one.day is None and one.kept.invitation.status is InvitationStatus.ATTENDED
    ]
    waits = [one for one in lines if one.kept.invitation.status is InvitationStatus.WAITLISTED]
    return SeasonRecord(
        ahead=_with_clashes(sorted(ahead, key=_when)),
        to_fix=tuple(
            one
            for one in standing
            if one.day is None and one.kept.invitation.status is InvitationStatus.INVITED
        ),
        past=tuple(sorted(past, key=_when, reverse=True)),
        waiting=tuple(waits),
        closed=tuple(one for one in lines if one not in standing and one not in waits),
    )


def _when(line: InterviewLine) -> tuple[dt.date, dt.time, str]:
    return (line.day or dt.date.max, line.kept.starts_at or dt.time(), line.kept.code)


def _with_clashes(lines: Sequence[InterviewLine]) -> tuple[InterviewLine, ...]:
    """Two on one day, or in person on neighboring days in two states."""
    found: dict[int, str] = {}
    for k, (one, other) in enumerate(pairwise(lines)):
        said = _clash(one, other)
        if said:
            found.setdefault(k, said.format(other.program.institution))
            found[k + 1] = said.format(one.program.institution)
    return tuple(
        InterviewLine(one.kept, one.program, found.get(k, "")) for k, one in enumerate(lines)
    )


def _clash(one: InterviewLine, other: InterviewLine) -> str:
    assert one.day is not None  # noqa: S101 - only dated lines are compared
    assert other.day is not None  # noqa: S101 - only dated lines are compared
    days = (other.day - one.day).days
    if days == 0:
        return "The same day as {}"
    travels = {one.kept.form, other.kept.form} == {HeldHow.IN_PERSON}
    if days == 1 and travels and one.program.state != other.program.state:
        return "In person, a day from {} in another state"
    return ""


def invitations(kept: Sequence[KeptInterview]) -> tuple[Invitation, ...]:
    """What rank list and odds need of a season's record."""
    return tuple(one.invitation for one in kept if not one.removed)


def interview_calendar(
    kept: Sequence[KeptInterview],
    programs: Mapping[str, Program],
    season_facts: SeasonFacts,
    today: dt.date,
) -> bytes:
    """Interview days and the rank list's deadline as an iCalendar file.

    Notes
    -----
    An interview called off since stays in the file, marked so, and leaves the calendar
    that read it before.
    """
    season = season_facts.season
    entries = [
        _entry(one, programs[one.code], season)
        for one in kept
        if one.code in programs and one.invitation.interview_on is not None
    ]
    try:
        deadline = season_facts.date("rank_list_deadline")
    except UnpublishedFact:
        pass
    else:
        hour = f" by {deadline.time:%H:%M} Eastern Time" if deadline.time else ""
        entries.append(
            CalendarEntry(
                f"match-{season}-rank-list-certify@preround",
                deadline.date,
                f"Certify the rank list{hour}",
                f"Source: {deadline.citations[0]}",
                is_tentative=deadline.unconfirmed,
                remind_days_before=7,
            )
        )
    return calendar_bytes(f"Preround: interviews {season}", entries, today)


def _entry(one: KeptInterview, program: Program, season: int) -> CalendarEntry:
    assert one.invitation.interview_on is not None  # noqa: S101 - the caller has seen to it
    hour = f", {one.starts_at:%H:%M}" if one.starts_at else ""
    form = one.form.value.replace("_", " ")
    where = program.sponsor.city or program.state
    parts = (program.name, f"{where}, {program.state}" if program.sponsor.city else where, form)
    return CalendarEntry(
        f"interview-{season}-{one.code.lower()}@preround",
        one.invitation.interview_on,
        f"Interview: {program.institution}{hour}",
        "\n".join(part for part in parts if part),
        is_cancelled=one.removed or not one.invitation.can_be_ranked,
        remind_days_before=REMIND_DAYS,
    )
