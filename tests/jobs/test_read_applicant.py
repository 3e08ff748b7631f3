from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from preround.domain.errors import EmptyFile, MissingFile
from preround.importers.applicant_text import MOST_BYTES, NotAnApplicantFile
from preround.jobs.input_file import UnreadableFile
from preround.jobs.read_applicant import read_applicant

TODAY = dt.date(2026, 11, 22)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text("[applicant]\nyog = 2021\n", encoding="utf-8")
    assert read_applicant(path, TODAY).applicant.applicant.yog == 2021


def test_a_dash_reads_standard_input() -> None:
    stream = io.BytesIO(b'{"applicant": {"yog": 2021}}')
    assert read_applicant(Path("-"), TODAY, stdin=stream).applicant.applicant.yog == 2021


def test_nothing_on_standard_input_is_refused_by_that_name() -> None:
    with pytest.raises(EmptyFile, match="standard input: the file is empty"):
        read_applicant(Path("-"), TODAY, stdin=io.BytesIO(b""))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"nobody\.toml: no such file"):
        read_applicant(tmp_path / "nobody.toml", TODAY)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="it is a folder"):
        read_applicant(tmp_path, TODAY)


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(50 * MOST_BYTES)
        file.seek(0)
        file.write(b"#" * 10)
    with pytest.raises(NotAnApplicantFile, match="more than the 1,000,000 that are read"):
        read_applicant(path, TODAY)


def test_what_is_worth_a_look_comes_with_the_applicant(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text("[applicant]\ntype = 'us_img'\nvisa_need = 'j1'\n", encoding="utf-8")
    assert [x.code for x in read_applicant(path, TODAY).findings] == ["citizen_with_visa_need"]
