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
