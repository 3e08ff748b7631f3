"""The web app on a real SQLite file and a data folder of the test's own.

What needs Django's applications is imported inside the fixtures: this file may be read
before they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from preround.domain.applicant import Applicant
from preround.importers.applicant_file import parse_applicant
from preround.web import clock

if TYPE_CHECKING:
    from preround.web.record import Dossier

TODAY = "2026-11-22"
#: A small list: two specialties of some thirty tracks, so that each build is quick.
OWN = """
[applicant]
type = "non_us_img"
yog = 2021
visa_need = "j1"
ecfmg_certified = true
[[exams]]
name = "step_2_ck"
passed = true
score = 243
[wishes]
specialties = ["Internal Medicine/Psychiatry", "Pediatrics/Medical Genetics"]
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the test database in a file: what is tested is the database people get."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("database")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = folder / "test.sqlite3"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test an empty data folder, a fixed day and nothing remembered."""
    from preround.web import lists

    settings.HOME = tmp_path
    monkeypatch.setenv(clock.TODAY_VARIABLE, TODAY)
    lists.forget()
    yield tmp_path
    lists.forget()


@pytest.fixture
def own_applicant() -> Applicant:
    """Give an applicant with a short list."""
    return parse_applicant(OWN.encode(), "own.toml", clock.today()).applicant


@pytest.fixture
def mine(db: None, own_applicant: Applicant) -> Dossier:
    """Give a person's own record, stored."""
    from preround.web import record

    record.start_own(own_applicant, "test")
    return record.current()
