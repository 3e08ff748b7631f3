"""Invitations and rank sheets in the database: kept, versioned, undone, refused when stale."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from preround.domain.invitation import InvitationStatus
from preround.domain.rank_sheet import Impression, RankSheet
from preround.web import interviews, lists, rank_sheets, record
from preround.web.errors import NothingToUndo, StaleSave

if TYPE_CHECKING:
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
CODE, OTHER = "1007700C0", "1007320C0"
VALUES: dict[str, Any] = {
    "status": "invited",
    "invited_on": dt.date(2026, 11, 20),
    "interview_on": None,
    "starts_at": None,
    "form": "",
    "signal": "gold",
    "ties": "rotation letter",
    "note": "",
}


def test_an_invitation_is_what_was_stored(mine: Dossier) -> None:
    interviews.add(mine.record, 2027, CODE, VALUES)
    (kept,) = interviews.kept(mine, 2027)
    it = kept.invitation
    assert (it.program_code, it.invited_on, it.signal) == (CODE, dt.date(2026, 11, 20), "gold")
    assert it.ties == ("rotation", "letter")
    assert it.status is InvitationStatus.INVITED
    assert interviews.kept(mine, 2028) == []


def test_a_change_keeps_what_it_said_before_and_no_change_makes_no_version(mine: Dossier) -> None:
    row = interviews.add(mine.record, 2027, CODE, VALUES)
    same = interviews.keep(row, VALUES, 1)
    assert same.version == 1
    day = VALUES | {"interview_on": dt.date(2026, 12, 9), "starts_at": dt.time(9, 30)}
    changed = interviews.keep(row, day, 1)
    assert changed.version == 2
    documents = [one.document for one in changed.history.all()]
    assert [one["interview_on"] for one in documents] == ["2026-12-09", None]
    assert documents[0]["starts_at"] == "09:30:00"
    with pytest.raises(StaleSave, match="version 1, version 2 is stored"):
        interviews.keep(row, VALUES, 1)


def test_what_was_taken_out_is_back_as_it_was_when_added_again(mine: Dossier) -> None:
    row = interviews.add(mine.record, 2027, CODE, VALUES | {"note": "Ask about call"})
    interviews.remove(row, removed=True)
    assert interviews.kept(mine, 2027) == []
    assert [one.removed for one in interviews.everything(mine, 2027)] == [True]
    again = interviews.add(mine.record, 2027, CODE, VALUES)
    assert (again.pk, again.note) == (row.pk, "Ask about call")


def test_the_sample_has_a_season_and_nothing_of_it_is_stored() -> None:
    dossier = record.current()
    kept = interviews.kept(dossier, 2027)
    assert len(kept) > 5
    assert {one.number for one in kept} == {0}
    sheet = rank_sheets.read(dossier, 2027)
    assert sheet.version == 0
    assert sheet.sheet.order


def test_the_sample_s_season_names_programs_that_are_listed_and_asked_about() -> None:
    dossier = record.current()
    codes = {one.code for one in interviews.kept(dossier, 2027)}
    assert codes <= set(lists.catalogue().by_code)
    sheet = rank_sheets.read(dossier, 2027).sheet
    assert set(sheet.order) | set(sheet.impressions) <= codes
    keys = {one.key for one in sheet.priorities}
    assert all(set(one.scores) <= keys for one in sheet.impressions.values())


# ------------------------------------------------------------------ the sheet


def test_each_change_is_a_version_and_the_newest_counts(mine: Dossier) -> None:
    rank_sheets.save(mine, 2027, RankSheet(order=(CODE,)), 0, "Ranked")
    rank_sheets.save(mine, 2027, RankSheet(order=(OTHER, CODE)), 1, "Ranked")
    stored = rank_sheets.read(mine, 2027)
    assert (stored.version, stored.sheet.order) == (2, (OTHER, CODE))
    assert [one.version for one in rank_sheets.history(mine.record, 2027)] == [2, 1]
    assert rank_sheets.read(mine, 2028).version == 0
    assert rank_sheets.save(mine, 2027, stored.sheet, 2, "Nothing") is None


def test_undo_stores_what_was_before_as_the_newest(mine: Dossier) -> None:
    noted = RankSheet(order=(CODE,), impressions={CODE: Impression({"training": 4}, "Kind")})
    rank_sheets.save(mine, 2027, noted, 0, "One")
    rank_sheets.save(mine, 2027, RankSheet(), 1, "Two")
    assert rank_sheets.undo(mine, 2027, 2).version == 3
    assert rank_sheets.read(mine, 2027).sheet == noted
    with pytest.raises(StaleSave):
        rank_sheets.undo(mine, 2027, 2)
    with pytest.raises(NothingToUndo):
        rank_sheets.undo(mine, 2027, 9)


def test_the_first_change_can_be_undone_on_the_sample_and_on_one_s_own(mine: Dossier) -> None:
    rank_sheets.save(mine, 2027, RankSheet(order=(CODE,)), 0, "One")
    rank_sheets.undo(mine, 2027, 1)
    assert rank_sheets.read(mine, 2027).sheet == RankSheet()
    record.erase()
    sample = record.current()
    begun = rank_sheets.read(sample, 2027).sheet
    rank_sheets.save(sample, 2027, RankSheet(order=(CODE,)), 0, "One")
    rank_sheets.undo(sample, 2027, 1)
    assert rank_sheets.read(sample, 2027).sheet == begun


def test_a_save_on_an_older_sheet_is_refused(mine: Dossier) -> None:
    rank_sheets.save(mine, 2027, RankSheet(order=(CODE,)), 0, "One")
    with pytest.raises(StaleSave, match="The rank list was changed in another window"):
        rank_sheets.save(mine, 2027, RankSheet(order=(OTHER,)), 0, "Two")


def test_an_earlier_version_is_brought_back_as_the_newest(mine: Dossier) -> None:
    for n, order in enumerate([(CODE,), (OTHER,), ()]):
        rank_sheets.save(mine, 2027, RankSheet(order=order), n, f"{n}")
    done = rank_sheets.bring_back(mine, 2027, 1, 3)
    assert done is not None
    assert rank_sheets.read(mine, 2027).sheet.order == (CODE,)
    with pytest.raises(NothingToUndo):
        rank_sheets.bring_back(mine, 2027, 77, 4)
