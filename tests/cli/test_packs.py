"""`preround packs`: from one look-up to another list, with an exit status to rely on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.cli.main import main
from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace

CODE = load_listing().programs[0].nrmp_code
TODAY = ("--today", "2026-11-22")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(words))
    assert isinstance(left.value.code, int)
    return left.value.code


def test_export_check_diff_and_merge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correct_fact(Workspace(tmp_path / "a"), CODE, "visa_h1b", "yes", source="its page",
                 read=date(2026, 10, 12))  # fmt: skip
    correct_fact(Workspace(tmp_path / "b"), CODE, "visa_h1b", "no", source="its page",
                 read=date(2026, 10, 12))  # fmt: skip
    pack = str(tmp_path / "pack.jsonl")
    home = ("--home", str(tmp_path / "a"))
    assert run("packs", "export", pack, "--contributor", "a reader", *home, *TODAY) == 0
    assert run("packs", "export", pack, "--contributor", "a reader", *home, *TODAY) == 2
    assert run("packs", "check", pack, *TODAY) == 0
    assert run("packs", "diff", pack, pack) == 0
    capsys.readouterr()
    assert run("packs", "merge", pack, "--home", str(tmp_path / "b"), *TODAY, "--json") == 0
    merged = json.loads(capsys.readouterr().out)
    assert {"n_new", "n_agree", "n_known", "conflicts", "findings", "batch_id"} <= set(merged)
    assert merged["conflicts"][0]["before"][0]["value"] == "no"


def test_a_pack_that_must_be_mended_exits_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "pack.jsonl"
    header = {
        "format": "preround-fact-pack",
        "version": 1,
        "contributor": "a",
        "made": "2026-11-22",
    }
    pack.write_text(json.dumps(header) + '\n{"nrmp_code": "x"}\n', "utf-8")
    assert run("packs", "check", str(pack), *TODAY, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["sound"], found["n_facts"], len(found["findings"])) == (False, 0, 1)


def test_what_is_no_pack_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.write_text("hello", "utf-8")
    assert run("packs", "merge", str(other), "--home", str(tmp_path)) == 2
    assert run("packs", "merge", str(tmp_path / "none"), "--home", str(tmp_path)) == 2
    assert "Traceback" not in capsys.readouterr().err
