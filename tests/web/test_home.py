"""The data folder and the key in it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from preround.web.errors import HomeUnusable
from preround.web.home import HOME_VARIABLE, KEY_FILE, data_home, form_key, make_home


def test_the_folder_is_the_one_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert data_home() == tmp_path
    monkeypatch.setenv(HOME_VARIABLE, "")
    assert data_home().name.startswith("preround")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    make_home(folder)
    first = form_key(folder)
    make_home(folder)
    assert form_key(folder) == first
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600


def test_asking_for_a_key_writes_nothing(tmp_path: Path) -> None:
    assert form_key(tmp_path) != form_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_key_of_a_killed_start_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).touch(mode=0o600)
    assert form_key(tmp_path)
    make_home(tmp_path)
    assert (tmp_path / KEY_FILE).read_text("ascii") == form_key(tmp_path) != ""


def test_a_folder_that_is_a_file_is_refused_with_a_way_out(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(HomeUnusable, match="--home"):
        make_home(taken)
    assert taken.read_text() == "mine"
