"""Tables held between a look and a decision."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from preround.web import held_uploads


def test_a_held_table_is_found_unchanged_until_it_is_dropped(tmp_path: Path) -> None:
    held = held_uploads.hold(tmp_path, b"a,b\n", "../../x.csv", "", "s", "2026-11-22")
    assert held_uploads.find(tmp_path, held.token) == (held, b"a,b\n")
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "uploads"}
    held_uploads.drop(tmp_path, held.token)
    with pytest.raises(held_uploads.UploadGone):
        held_uploads.find(tmp_path, held.token)


@pytest.mark.parametrize("token", ["", "..", "../preround.sqlite3", "A" * 15, "A" * 17])
def test_a_token_of_another_shape_reaches_nothing(tmp_path: Path, token: str) -> None:
    (tmp_path / "preround.sqlite3").write_bytes(b"x")
    with pytest.raises(held_uploads.UploadGone):
        held_uploads.find(tmp_path, token)


def test_what_is_older_than_two_days_goes_with_the_next_upload(tmp_path: Path) -> None:
    old = held_uploads.hold(tmp_path, b"old", "o.csv", "", "", "")
    for name in (old.token, f"{old.token}.json"):
        os.utime(tmp_path / "uploads" / name, (0, 0))
    new = held_uploads.hold(tmp_path, b"new", "n.csv", "", "", "")
    assert held_uploads.find(tmp_path, new.token)[1] == b"new"
    with pytest.raises(held_uploads.UploadGone):
        held_uploads.find(tmp_path, old.token)


@pytest.mark.parametrize("about", [None, "", '{"token": "half'])
def test_a_table_whose_keeping_was_cut_off_is_gone(tmp_path: Path, about: str | None) -> None:
    held = held_uploads.hold(tmp_path, b"a,b\n", "x.csv", "", "", "")
    beside = tmp_path / "uploads" / f"{held.token}.json"
    beside.unlink()
    if about is not None:
        beside.write_text(about)
    with pytest.raises(held_uploads.UploadGone):
        held_uploads.find(tmp_path, held.token)
