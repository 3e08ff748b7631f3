from __future__ import annotations

import io
from pathlib import Path

import pytest

from preround.domain.errors import EmptyFile, MissingFile
from preround.jobs.input_file import TooLarge, UnreadableFile, first_bytes, name_of, read_bytes
from preround.jobs.text_input import NotText, read_text


def test_a_file_and_standard_input_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"a,b\n")
    assert read_bytes(path, "a table") == b"a,b\n"
    assert read_bytes(Path("-"), "a table", stdin=io.BytesIO(b"a,b\n")) == b"a,b\n"


def test_a_source_is_named_without_its_folders(tmp_path: Path) -> None:
    assert name_of(tmp_path / "list.csv") == "list.csv"
    assert name_of(Path("-")) == "standard input"


def test_no_file_a_folder_and_too_much_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="no such file"):
        read_bytes(tmp_path / "none.csv", "a table")
    with pytest.raises(UnreadableFile, match="it is a folder; expected a table"):
        read_bytes(tmp_path, "a table")
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * 11)
    with pytest.raises(TooLarge, match=r"large\.csv: more than"):
        read_bytes(path, "a table", most=10)
    assert first_bytes(path, "a table", 4) == b"xxxx"


@pytest.mark.parametrize("data", ["naïve\n".encode(), "naïve\n".encode("cp1252")])
def test_text_is_read_whatever_wrote_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    assert read_text(path, "a text") == "naïve\n"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xff\xfe\0\0")
    with pytest.raises(NotText, match="it is not text"):
        read_text(path, "a text")
    path.write_bytes(b" \n")
    with pytest.raises(EmptyFile):
        read_text(path, "a text")
