"""Packs share one's own look-ups and never replace them; what differs stands as a conflict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.packs import Pack, PackFact, write_pack
from preround.domain.program import FactScalar, FactState
from preround.jobs.fact_packs import (
    ContributorNeeded,
    NothingToShare,
    check_pack,
    export_pack,
    merge_pack,
)
from preround.jobs.program_facts import StaleWrite, correct_fact, undo_batch
from preround.jobs.workspace import Workspace

TODAY = date(2026, 11, 22)
CODE = load_listing().programs[0].nrmp_code
OTHER = load_listing().programs[1].nrmp_code


@pytest.fixture
def mine(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "mine")


@pytest.fixture
def theirs(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "theirs")


def look_up(workspace: Workspace, code: str, fact: str, value: FactScalar) -> None:
    correct_fact(
        workspace, code, fact, value, source="the program's own page", read=TODAY, note="private"
    )


def pack_of(workspace: Workspace, contributor: str = "a reader") -> bytes:
    return export_pack(workspace, contributor=contributor, today=TODAY).data


def test_a_pack_carries_facts_from_one_person_to_another(
    mine: Workspace, theirs: Workspace
) -> None:
    look_up(theirs, CODE, "visa_j1", "yes")
    look_up(theirs, OTHER, "step2_min", 225)
    data = pack_of(theirs)
    assert b"private" not in data
    report = merge_pack(mine, data, "pack", TODAY)
    assert (report.n_new, report.n_agree, report.n_known, report.conflicts) == (2, 0, 0, ())
    fact = mine.catalogue().get(OTHER).fact("step2_min")
    assert fact.value == 225
    assert fact.readings[0].source == "the program's own page, via a reader"


def test_where_a_pack_differs_sources_disagree_and_the_own_reading_stays(
    mine: Workspace, theirs: Workspace
) -> None:
    look_up(mine, CODE, "visa_h1b", "no")
    look_up(mine, CODE, "visa_j1", "yes")
    look_up(theirs, CODE, "visa_h1b", "yes")
    look_up(theirs, CODE, "visa_j1", "yes")
    report = merge_pack(mine, pack_of(theirs), "pack", TODAY)
    assert report.n_agree == 1
    assert [(one.fact, one.value) for one in report.conflicts] == [("visa_h1b", "yes")]
    fact = mine.catalogue().get(CODE).fact("visa_h1b")
    assert fact.state is FactState.DISAGREE
    assert {one.value for one in fact.readings} == {"yes", "no"}
    undo_batch(mine, report.batch_id, TODAY)
    assert mine.catalogue().get(CODE).fact("visa_h1b").value == "no"


def test_the_same_pack_again_brings_nothing_and_a_newer_one_replaces_it(
    mine: Workspace, theirs: Workspace
) -> None:
    look_up(theirs, CODE, "visa_j1", "yes")
    data = pack_of(theirs)
    merge_pack(mine, data, "pack", TODAY)
    again = merge_pack(mine, data, "pack", TODAY)
    assert (again.n_known, again.batch_id) == (1, "")
    look_up(theirs, CODE, "visa_j1", "no")
    merge_pack(mine, pack_of(theirs), "pack", TODAY)
    assert mine.catalogue().get(CODE).fact("visa_j1").value == "no"


def test_what_came_from_a_pack_is_not_passed_on(mine: Workspace, theirs: Workspace) -> None:
    look_up(theirs, CODE, "visa_j1", "yes")
    merge_pack(mine, pack_of(theirs), "pack", TODAY)
    with pytest.raises(NothingToShare):
        export_pack(mine, contributor="me", today=TODAY, with_tables=True)


def test_a_dry_run_and_a_stale_merge_write_nothing(mine: Workspace, theirs: Workspace) -> None:
    look_up(theirs, CODE, "visa_j1", "yes")
    data = pack_of(theirs)
    assert merge_pack(mine, data, "pack", TODAY, dry_run=True).n_new == 1
    with pytest.raises(StaleWrite):
        merge_pack(mine, data, "pack", TODAY, expected_version=3)
    assert mine.read_overlay().version == 0


@pytest.mark.parametrize("label", ["", "me@example.org", "call 212-555-0100", "x" * 99])
def test_a_label_is_a_label(mine: Workspace, label: str) -> None:
    look_up(mine, CODE, "visa_j1", "yes")
    with pytest.raises(ContributorNeeded):
        export_pack(mine, contributor=label, today=TODAY)


def test_a_check_names_every_doubt(mine: Workspace) -> None:
    def fact(code: str, value: str, source: str, read: date) -> PackFact:
        return PackFact(code, "A", "visa_j1", value, source, read)

    facts = (
        fact(CODE, "yes", "its page", TODAY),
        fact(CODE, "no", "FREIDA", TODAY),
        fact(OTHER, "yes", "its page", date(2025, 9, 1)),
        fact("0000000X0", "yes", "its page", TODAY),
        fact(OTHER, "yes", "x@example.org", TODAY),
        fact(OTHER, "yes", "FREIDA", date(2027, 1, 1)),
    )
    data = write_pack(Pack("t", "a reader", TODAY, facts))
    _, findings = check_pack(data, "pack", mine.catalogue(), TODAY)
    assert sorted(finding.code for finding in findings) == [
        "pack-disagrees",
        "pack-future",
        "pack-personal",
        "pack-stale",
        "pack-unlisted",
    ]
