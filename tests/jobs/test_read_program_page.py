"""A proposed fact is kept only when it is accepted, with the sentence it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.jobs.program_facts import StaleWrite
from preround.jobs.read_program_page import NotOnThePage, accept_page_fact, read_pages
from preround.jobs.workspace import Workspace

TODAY = date(2026, 11, 22)
CODE = load_listing().programs[0].nrmp_code
PAGE = read_pages(b"J-1 visas only. USMLE exams on the first attempt.", "page.txt").pages[0]


def test_reading_keeps_nothing(tmp_path: Path) -> None:
    read_pages(b"J-1 visas only.", "page.txt")
    assert Workspace(tmp_path).read_overlay().version == 0


def test_an_accepted_fact_stands_with_its_sentence(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    accept_page_fact(workspace, CODE, PAGE, "visa_h1b", read=TODAY, url="https://example.org/")
    accept_page_fact(workspace, CODE, PAGE, "attempts_max", read=TODAY)
    program = workspace.catalogue().get(CODE)
    assert program.fact("visa_h1b").value == "no"
    assert program.fact("visa_h1b").readings[0].note == "J-1 visas only."
    assert program.fact("attempts_max").value == 1
    assert not program.fact("visa_j1").readings


def test_a_fact_the_page_does_not_propose_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotOnThePage, match="step2_min"):
        accept_page_fact(Workspace(tmp_path), CODE, PAGE, "step2_min", read=TODAY)


def test_a_stale_acceptance_is_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    accept_page_fact(workspace, CODE, PAGE, "visa_j1", read=TODAY, expected_version=0)
    with pytest.raises(StaleWrite):
        accept_page_fact(workspace, CODE, PAGE, "visa_h1b", read=TODAY, expected_version=0)


WAY_OUT = read_pages(
    b"Graduation within 5 years is required unless you hold a PhD. "
    b"U.S. clinical experience is required, except for graduates of our affiliates.",
    "page.txt",
).pages[0]


def test_a_rule_with_a_way_out_is_left_to_decide() -> None:
    assert {one.name for one in WAY_OUT.undecided} == {
        "years_since_graduation_max",
        "usce_required",
    }
    assert not WAY_OUT.plain_facts


def test_either_reading_is_kept_by_its_name(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    accept_page_fact(workspace, CODE, WAY_OUT, "years_since_graduation_max=rule", read=TODAY)
    accept_page_fact(workspace, CODE, WAY_OUT, "usce_required=open", read=TODAY)
    program = workspace.catalogue().get(CODE)
    assert program.fact("years_since_graduation_max").value == 5
    assert program.fact("usce_required").value == "no"
    assert "unless you hold a PhD" in program.fact("years_since_graduation_max").readings[0].note


def test_no_limit_keeps_nothing_and_takes_back_what_stood(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    fact = "years_since_graduation_max"
    assert accept_page_fact(workspace, CODE, WAY_OUT, f"{fact}=open", read=TODAY) is None
    assert workspace.read_overlay().version == 0
    accept_page_fact(workspace, CODE, WAY_OUT, f"{fact}=rule", read=TODAY)
    assert accept_page_fact(workspace, CODE, WAY_OUT, f"{fact}=open", read=TODAY) is not None
    assert not workspace.catalogue().get(CODE).fact(fact).readings


def test_a_rule_with_a_way_out_is_not_kept_without_saying_how_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotOnThePage, match="usce_required=rule"):
        accept_page_fact(Workspace(tmp_path), CODE, WAY_OUT, "usce_required", read=TODAY)
