"""Interviews by what comes next, clashes, a calendar that takes back what was called off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from icalendar import Calendar

from preround.domain.invitation import Invitation, InvitationStatus
from preround.jobs.season_record import (
    HeldHow,
    KeptInterview,
    SeasonRecord,
    interview_calendar,
    invitations,
    season_record,
)
from tests.jobs.season_cases import MEDICINE, catalogue, facts

TODAY = dt.date(2026, 12, 1)
A, B, C, D, E = MEDICINE
NEW_YORK = "1414140C0"


def kept(
    code: str,
    day: str = "",
    status: InvitationStatus = InvitationStatus.INVITED,
    form: HeldHow = HeldHow.UNKNOWN,
    at: int | None = None,
) -> KeptInterview:
    on = dt.date.fromisoformat(day) if day else None
    hour = dt.time(at) if at is not None else None
    return KeptInterview(Invitation(code, dt.date(2026, 11, 2), on, status), hour, form)


def sorted_out(*interviews: KeptInterview) -> SeasonRecord:
    return season_record(interviews, catalogue().by_code, TODAY)


def codes(lines: object) -> list[str]:
    return [line.kept.code for line in lines]  # type: ignore[attr-defined]


def test_interviews_are_sorted_by_what_there_is_to_do() -> None:
    found = sorted_out(
        kept(A, "2026-12-20"),
        kept(B, "2026-12-05"),
        kept(C),
        kept(D, "2026-11-20"),
        kept(E, "2026-12-09", InvitationStatus.DECLINED),
        kept(NEW_YORK, status=InvitationStatus.WAITLISTED),
        kept("9999999X9", "2026-12-05"),
    )
    assert codes(found.ahead) == [B, A]
    assert codes(found.to_fix) == [C]
    assert codes(found.past) == [D]
    assert codes(found.closed) == [E]
    assert codes(found.waiting) == [NEW_YORK]
    assert found.n_interviews == 4
    assert not found.is_empty
    assert sorted_out().is_empty


def test_two_on_one_day_clash_and_name_each_other() -> None:
    found = sorted_out(
        kept(A, "2026-12-09", at=13), kept(B, "2026-12-09", at=9), kept(C, "2026-12-10")
    )
    assert codes(found.ahead) == [B, A, C]
    assert [bool(line.clash) for line in found.ahead] == [True, True, False]
    assert "AtlantiCare" in found.ahead[0].clash
    assert found.n_clashes == 2


def test_two_states_in_person_on_neighboring_days_are_tight_and_video_is_not() -> None:
    there = HeldHow.IN_PERSON
    tight = sorted_out(kept(A, "2026-12-09", form=there), kept(NEW_YORK, "2026-12-10", form=there))
    assert tight.n_clashes == 2
    assert "in another state" in tight.ahead[1].clash
    for one, other in ((NEW_YORK, HeldHow.VIRTUAL), (B, there)):
        easy = sorted_out(kept(A, "2026-12-09", form=there), kept(one, "2026-12-10", form=other))
        assert easy.n_clashes == 0


def test_a_call_off_stays_in_the_calendar_as_cancelled() -> None:
    interviews = [
        kept(A, "2026-12-09", at=13),
        kept(B, "2026-12-11", InvitationStatus.DECLINED),
        replace(kept(C, "2026-12-12"), removed=True),
        kept(D),
    ]
    data = interview_calendar(interviews, catalogue().by_code, facts(), TODAY)
    events = {str(one["uid"]): one for one in Calendar.from_ical(data).walk("VEVENT")}
    status = {uid.split("@")[0]: str(one["status"]) for uid, one in events.items()}
    assert status == {
        f"interview-2027-{A.lower()}": "CONFIRMED",
        f"interview-2027-{B.lower()}": "CANCELLED",
        f"interview-2027-{C.lower()}": "CANCELLED",
        "match-2027-rank-list-certify": "TENTATIVE",
    }
    first = events[f"interview-2027-{A.lower()}@preround"]
    assert str(first["summary"]).endswith(", 13:00")
    assert first["dtstart"].dt == dt.date(2026, 12, 9)


def test_a_season_without_a_deadline_has_interviews_alone() -> None:
    data = interview_calendar([kept(A, "2027-12-09")], catalogue().by_code, facts(2028), TODAY)
    assert len(Calendar.from_ical(data).walk("VEVENT")) == 1


def test_what_was_removed_is_nobody_s_invitation() -> None:
    one, gone = kept(A), replace(kept(B), removed=True)
    assert [it.program_code for it in invitations([one, gone])] == [A]
