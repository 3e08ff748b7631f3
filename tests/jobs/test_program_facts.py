"""Tables brought in, facts corrected, both undone; and what to look up next."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.linkage import make_table
from preround.catalogue.catalogue import UnknownProgram
from preround.catalogue.fact_kinds import BadFactValue
from preround.catalogue.overlay import AddedProgram, UnknownBatch
from preround.domain.errors import EmptyFile, UnknownChoice
from preround.domain.program import FactState, Track
from preround.importers.program_table import NoUsableColumns
from preround.jobs.program_facts import (
    BadOwnProgram,
    ImportOptions,
    ImportReport,
    ProgramIsListed,
    SpecialtyNeeded,
    add_own_program,
    add_program_facts,
    correct_fact,
    undo_batch,
)
from preround.jobs.workspace import StaleWrite, Workspace

TODAY = date(2026, 11, 21)
UAB, YALE = "1007140C0", "1089140C0"
HEADER = "Program,MD,Non US IMG,City,State\n"
TABLE = (
    HEADER
    + "University of Alabama Medical Center Program,0.44,0.03,Birmingham,AL\n"
    + "Yale-New Haven Medical Center Program,0.4,0.01,New Haven,CT\n"
    + "Corry Memorial Hospital Program,0.1,0.2,Corry,PA\n"
    + "McLaren Health Care Corporation Program,0.3,0.1,,MI\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def bring(
    home: Workspace, text: str, name: str = "Internal Medicine.csv", **more: object
) -> ImportReport:
    return add_program_facts(home, text.encode(), name, TODAY, **more)  # type: ignore[arg-type]


def snapshot(home: Workspace) -> str:
    """Everything known of every program, as text."""
    return json.dumps(
        {
            program.nrmp_code: {
                name: [(one.value, one.source, str(one.read), one.note) for one in fact.readings]
                for name, fact in sorted(program.facts.items())
            }
            for program in home.catalogue().programs
        }
    )


def test_a_table_is_linked_asked_and_left(home: Workspace) -> None:
    report = bring(home, TABLE)
    assert [row.program.nrmp_code for row in report.matched] == [UAB, YALE]
    assert [row.name for row in report.asked] == ["McLaren Health Care Corporation Program"]
    assert len(report.asked[0].candidates) > 1
    assert [row.name for row in report.unmatched] == ["Corry Memorial Hospital Program"]
    assert report.batch_id == "batch-1"
    fact = home.catalogue().get(UAB).fact("interview_rate_non_us_img")
    assert (fact.state, fact.value) == (FactState.STATED, 0.03)
    assert (fact.latest.source, fact.latest.read) == ("Internal Medicine.csv", TODAY)


def test_a_report_names_columns_and_changes(home: Workspace) -> None:
    report = bring(home, "Program,Vibe,Region,MD,State\nUAB Hospital Program,good,South,0.5,AL\n")
    assert ("MD", "Interviewed, U.S. MD") in report.columns
    assert report.columns_ignored == ("Region",)
    assert report.columns_unmatched == ("Vibe",)
    change = next(one for one in report.changes if one.nrmp_code == UAB)
    assert (change.before.state, change.after.value) == (FactState.NOT_STATED, 0.5)


def test_facts_of_a_program_go_to_all_its_tracks_and_say_so(home: Workspace) -> None:
    bring(home, TABLE)
    catalogue = home.catalogue()
    for code in ("1089140C0", "1089140M0", "1089140P0"):
        assert catalogue.get(code).fact("interview_rate_us_md").value == 0.4
    assert catalogue.get("1089140C0").fact("interview_rate_us_md").latest.note == ""
    note = catalogue.get("1089140P0").fact("interview_rate_us_md").latest.note
    assert "whole program" in note


def test_counts_by_track_go_to_the_main_track_alone(home: Workspace) -> None:
    bring(home, "Program,City,State,Quota 2025\nYale-New Haven Hospital,New Haven,CT,40\n")
    assert home.catalogue().get(YALE).fact("quota_2025").value == 40
    assert home.catalogue().get("1089140P0").fact("quota_2025").state is FactState.NOT_STATED


def test_a_row_for_some_tracks_stands_over_the_programs_own(home: Workspace) -> None:
    bring(
        home,
        HEADER
        + "Yale-New Haven Medical Center Program,0.4,0.02,New Haven,CT\n"
        + "Yale-New Haven Medical Center (Primary Care) Program,0.73,0.01,New Haven,CT\n",
    )
    catalogue = home.catalogue()
    assert catalogue.get(YALE).fact("interview_rate_us_md").value == 0.4
    assert catalogue.get("1089140M0").fact("interview_rate_us_md").value == 0.73


def test_a_code_means_its_very_track(home: Workspace) -> None:
    report = bring(home, "NRMP code,J-1\n1089140P0,yes\n", name="visa.csv")
    assert [(row.how, row.program.nrmp_codes) for row in report.matched] == [
        ("code", ("1089140P0",))
    ]
    assert home.catalogue().get(YALE).fact("visa_j1").state is FactState.NOT_STATED


def test_an_unknown_code_falls_back_to_the_name(home: Workspace) -> None:
    text = (
        "NRMP code,Program,City,State,J-1\n"
        "9999140C0,Yale-New Haven Hospital,New Haven,CT,yes\n"
        "9998140C0,,,,no\n"
    )
    report = bring(home, text)
    assert [row.how for row in report.matched] == ["name"]
    assert [row.why for row in report.unmatched] == ["its code is not in the catalogue"]
    assert [finding.code for finding in report.findings] == ["table-unknown-code"] * 2


def test_a_code_of_another_state_is_asked(home: Workspace) -> None:
    report = bring(home, f"NRMP code,State,J-1\n{UAB},NY,yes\n")
    assert report.matched == ()
    assert "another state" in report.asked[0].why
    assert report.batch_id == ""


def test_a_track_column_narrows(home: Workspace) -> None:
    text = "Program,City,State,Track,J-1\nYale-New Haven Hospital,New Haven,CT,Preliminary,no\n"
    report = bring(home, text)
    codes = report.matched[0].program.nrmp_codes
    assert codes
    assert all(home.catalogue().get(code).track is Track.PRELIMINARY for code in codes)


def test_decisions_settle_what_was_asked_and_nothing_comes_twice(home: Workspace) -> None:
    first = bring(home, TABLE)
    asked = first.asked[0]
    chosen = asked.candidates[0].nrmp_code
    second = bring(home, TABLE, decisions={asked.key: chosen})
    assert {entry.nrmp_code for entry in second.entries} == set(asked.candidates[0].nrmp_codes)
    assert home.catalogue().get(chosen).fact("interview_rate_us_md").value == 0.3
    third = bring(home, TABLE, decisions={asked.key: ""})
    assert (third.entries, third.batch_id) == ((), "")
    with pytest.raises(UnknownProgram):
        bring(home, TABLE, decisions={asked.key: "nothing"})


def test_undo_restores_every_fact_of_every_program(home: Workspace) -> None:
    bring(home, "NRMP code,MD\n" + f"{UAB},0.9\n", name="older.csv")
    before = snapshot(home)
    report = bring(home, TABLE)
    assert snapshot(home) != before
    undone = undo_batch(home, report.batch_id, TODAY)
    assert snapshot(home) == before
    assert {change.nrmp_code for change in undone.changes} >= {UAB, YALE}
    undo_batch(home, undone.batch_id, TODAY)
    assert home.catalogue().get(YALE).fact("interview_rate_us_md").value == 0.4


def test_an_undone_batch_cannot_be_undone_again(home: Workspace) -> None:
    report = bring(home, TABLE)
    undo_batch(home, report.batch_id, TODAY)
    with pytest.raises(UnknownBatch):
        undo_batch(home, report.batch_id, TODAY)


def test_two_tables_of_one_season_that_differ_disagree(home: Workspace) -> None:
    bring(home, TABLE)
    report = bring(home, TABLE.replace("0.44", "0.5"), name="internal medicine 2.csv")
    fact = home.catalogue().get(UAB).fact("interview_rate_us_md")
    assert fact.state is FactState.DISAGREE
    assert next(one.nrmp_code for one in report.changes if one.fact == fact.name) == UAB


def test_rows_of_one_program_that_differ_are_named_and_not_taken(home: Workspace) -> None:
    row = "Yale-New Haven Medical Center Program,{},0.01,New Haven,CT\n"
    report = bring(home, HEADER + row.format(0.4) + row.format(0.5) + row.format(0.4))
    assert [finding.code for finding in report.findings] == ["table-rows-disagree"]
    assert "rows 2 and 3" in report.findings[0].place
    catalogue = home.catalogue()
    assert catalogue.get(YALE).fact("interview_rate_us_md").state is FactState.NOT_STATED
    assert catalogue.get(YALE).fact("interview_rate_non_us_img").value == 0.01


def test_of_several_years_the_latest_counts(home: Workspace) -> None:
    text = "Program,City,State,Year,MD,Quota\n"
    for year, rate, quota in ((2024, 0.2, 38), (2025, 0.4, 40), (2023, 0.1, 36)):
        text += f"Yale-New Haven Hospital,New Haven,CT,{year},{rate},{quota}\n"
    bring(home, text)
    program = home.catalogue().get(YALE)
    assert program.fact("interview_rate_us_md").value == 0.4
    assert program.fact("quota_2024").value == 38


@pytest.mark.parametrize(
    ("name", "specialty"),
    [
        ("Gen Surg.csv", "Surgery-General"),
        ("psych_2025_data.csv", "Psychiatry"),
        ("PM&R.csv", "Physical Medicine and Rehabilitation"),
        ("Interview rates - Diagnostic Radiology (2).csv", "Radiology-Diagnostic"),
    ],
)
def test_the_file_name_tells_the_specialty(home: Workspace, name: str, specialty: str) -> None:
    report = bring(home, TABLE, name=name, options=ImportOptions(dry_run=True))
    rows = [*report.matched, *report.asked, *report.unmatched]
    assert {row.specialty for row in rows} == {specialty}


def test_a_column_tells_the_specialty_row_by_row(home: Workspace) -> None:
    text = (
        "Program,City,State,Specialty,J-1\n"
        "Yale-New Haven Hospital,New Haven,CT,IM,yes\n"
        "Yale-New Haven Hospital,New Haven,CT,Psychiatry,no\n"
        "Yale-New Haven Hospital,New Haven,CT,Astrology,no\n"
    )
    report = bring(home, text, name="visas.csv")
    assert [row.program.nrmp_code for row in report.matched] == [YALE, "1089400C0"]
    assert [finding.code for finding in report.findings] == ["table-unknown-specialty"]


def test_a_specialty_nobody_tells_is_asked(home: Workspace) -> None:
    with pytest.raises(SpecialtyNeeded, match="--specialty"):
        bring(home, TABLE, name="table.csv")
    assert bring(home, TABLE, name="table.csv", specialty="IM").matched
    with pytest.raises(UnknownChoice):
        bring(home, TABLE, name="table.csv", specialty="Astrology")


def test_what_cannot_be_used_changes_nothing(home: Workspace) -> None:
    bring(home, TABLE)
    before = home.journal.read_bytes()
    with pytest.raises(EmptyFile):
        bring(home, "")
    with pytest.raises(NoUsableColumns, match="names programs"):
        bring(home, "a,b\n1,2\n")
    with pytest.raises(StaleWrite):
        bring(home, TABLE.replace("0.44", "0.45"), options=ImportOptions(expected_version=0))
    dry = bring(home, TABLE.replace("0.44", "0.45"), options=ImportOptions(dry_run=True))
    assert dry.changes
    assert dry.batch_id == ""
    assert home.journal.read_bytes() == before


def test_six_hundred_rows_as_programs_spell_themselves(home: Workspace) -> None:
    made = make_table("Internal Medicine", 600, np.random.default_rng(20261121))
    rng = np.random.default_rng(7)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Program", "MD", "DO", "US IMG", "Non US IMG", "City", "State"])
    for one in made:
        rates = [f"{share:.2f}" if share > 0.1 else "-" for share in rng.random(4)]
        writer.writerow([one.row.name, *rates, one.row.city, one.row.state])
    before = snapshot(home)
    report = bring(home, out.getvalue())
    truth = {str(one.row.number): one.truth for one in made}
    wrong = [
        row
        for row in report.matched
        if row.program.nrmp_code[:4] not in {code.split("|")[0] for code in truth[row.key]}
    ]
    listed = sum(one.kind == "listed" for one in made)
    assert len(report.matched) - len(wrong) >= 0.90 * listed
    assert len(wrong) <= 6
    undo_batch(home, report.batch_id, TODAY)
    assert snapshot(home) == before


def test_a_correction_is_typed_kept_and_undone(home: Workspace) -> None:
    bring(home, TABLE)
    batch = correct_fact(
        home, UAB, "visa_h1b", "No", source="its page", read=TODAY, url="https://a.b", note="FAQ"
    )
    fact = home.catalogue().get(UAB).fact("visa_h1b")
    assert (fact.value, fact.latest.note, fact.latest.batch) == ("no", "FAQ", batch.id)
    correct_fact(home, UAB, "interview_rate_us_md", None, source="me", read=TODAY)
    assert home.catalogue().get(UAB).fact("interview_rate_us_md").state is FactState.NOT_STATED
    undo_batch(home, batch.id, TODAY)
    assert home.catalogue().get(UAB).fact("visa_h1b").state is FactState.NOT_STATED


@pytest.mark.parametrize(
    ("code", "fact", "value", "error"),
    [
        ("0000000X0", "visa_j1", "yes", UnknownProgram),
        (UAB, "visa_x", "yes", UnknownChoice),
        (UAB, "visa_j1", "perhaps", BadFactValue),
        (UAB, "visa_j1", "-", BadFactValue),
        (UAB, "step2_min", 999, BadFactValue),
    ],
)
def test_a_wrong_correction_is_refused(
    home: Workspace, code: str, fact: str, value: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        correct_fact(home, code, fact, value, source="me", read=TODAY)  # type: ignore[arg-type]
    assert not home.journal.exists()


def test_a_stale_correction_is_refused(home: Workspace) -> None:
    correct_fact(home, UAB, "visa_j1", "yes", source="me", read=TODAY, expected_version=0)
    with pytest.raises(StaleWrite):
        correct_fact(home, UAB, "visa_j1", "no", source="me", read=TODAY, expected_version=0)


def test_an_own_program_is_added_found_stated_and_undone(home: Workspace) -> None:
    own = AddedProgram(
        "", "", "IM", Track.CATEGORICAL, "New Valley Hospital", "Modesto", "California"
    )
    batch = add_own_program(home, own, TODAY)
    (program,) = home.catalogue().search("new valley modesto")
    assert program.nrmp_code == "X001140C0"
    assert (program.specialty, program.state, program.added_by_user) == (
        "Internal Medicine",
        "CA",
        True,
    )
    correct_fact(home, "X001140C0", "visa_j1", "yes", source="me", read=TODAY)
    assert add_own_program(home, own, TODAY).programs[0].nrmp_code == "X002140C0"
    report = bring(home, HEADER + "New Valley Hospital Program,0.5,0.2,Modesto,CA\n")
    assert len(report.asked) == 1
    undo_batch(home, batch.id, TODAY)
    assert [one.place for one in home.catalogue().findings] == ["X001140C0"]


@pytest.mark.parametrize(
    ("code", "institution"), [("../../x", "X"), ("A" * 21, "X"), ("<b>", "X"), ("", " ")]
)
def test_an_own_program_that_no_address_can_name_is_refused(
    home: Workspace, code: str, institution: str
) -> None:
    own = AddedProgram(code, "", "IM", Track.CATEGORICAL, institution, "", "AL")
    with pytest.raises(BadOwnProgram, match="Nothing was saved"):
        add_own_program(home, own, TODAY)
    assert not home.journal.exists()


def test_an_own_program_may_not_take_a_listed_code(home: Workspace) -> None:
    own = AddedProgram(UAB, "", "IM", Track.CATEGORICAL, "X", "", "AL")
    with pytest.raises(ProgramIsListed, match="Birmingham"):
        add_own_program(home, own, TODAY)
