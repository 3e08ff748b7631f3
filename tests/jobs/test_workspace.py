"""The person's folder: whole records or none, one writer at a time, nothing lost."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from preround.catalogue.overlay import Batch, BatchKind, FactEntry
from preround.jobs import workspace as workspace_module
from preround.jobs.workspace import (
    JOURNAL,
    StaleWrite,
    Workspace,
    WorkspaceBusy,
    WorkspaceUnusable,
)

CODE = "1007140C0"


def batch(value: int = 230, source: str = "page") -> Batch:
    entry = FactEntry(CODE, "step2_min", value, source, date(2026, 11, 21))
    return Batch("", "2026-11-21", f"floor {value}", BatchKind.IMPORT, (entry,))


def test_an_empty_folder_knows_nothing(tmp_path: Path) -> None:
    overlay = Workspace(tmp_path / "new").read_overlay()
    assert (overlay.version, overlay.facts, overlay.batches) == (0, {}, ())
    assert not (tmp_path / "new").exists()


def test_records_are_numbered_and_stay(tmp_path: Path) -> None:
    here = Workspace(tmp_path / "deep" / "home")
    assert [here.append(batch(value)).id for value in (230, 235)] == ["batch-1", "batch-2"]
    again = Workspace(here.folder).read_overlay()
    assert again.version == 2
    assert again.facts[CODE]["step2_min"].value == 235
    assert Workspace(here.folder).catalogue().get(CODE).fact("step2_min").value == 235


def test_the_folder_is_named_chosen_or_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREROUND_HOME", str(tmp_path / "env"))
    assert Workspace.at(tmp_path / "named").folder == tmp_path / "named"
    assert Workspace.at(None).folder == tmp_path / "env"
    monkeypatch.delenv("PREROUND_HOME")
    assert Workspace.at(None).folder.name == "preround"


def test_a_stale_write_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    here = Workspace(tmp_path)
    here.append(batch(230), expected_version=0)
    before = here.journal.read_bytes()
    with pytest.raises(StaleWrite, match=r"version 0.*version 1"):
        here.append(batch(240), expected_version=0)
    assert here.journal.read_bytes() == before
    here.append(batch(240), expected_version=1)


def test_a_piece_of_a_record_is_set_aside_and_the_rest_stays(tmp_path: Path) -> None:
    here = Workspace(tmp_path)
    here.append(batch(230))
    whole = here.journal.read_bytes()
    torn = whole[: len(whole) // 2]
    here.journal.write_bytes(whole + torn)
    overlay = here.read_overlay()
    assert overlay.version == 1
    assert [finding.code for finding in overlay.findings] == ["journal-unfinished-line"]
    here.append(batch(240), expected_version=1)
    assert here.journal.read_bytes().startswith(whole)
    assert here.read_overlay().version == 2
    assert here.read_overlay().findings == ()
    assert (tmp_path / f"{JOURNAL}.unfinished").read_bytes() == torn + b"\n"


def test_a_last_line_without_its_break_counts(tmp_path: Path) -> None:
    here = Workspace(tmp_path)
    here.append(batch(230))
    here.journal.write_bytes(here.journal.read_bytes().rstrip(b"\n"))
    assert here.read_overlay().version == 1
    here.append(batch(240), expected_version=1)
    assert len(here.journal.read_bytes().splitlines()) == 2


def test_a_change_by_another_process_is_seen(tmp_path: Path) -> None:
    here, other = Workspace(tmp_path), Workspace(tmp_path)
    here.append(batch(230))
    assert other.read_overlay().version == 1
    here.append(batch(235))
    assert other.read_overlay().version == 2


def _write_many(folder: str, first: int) -> None:
    for value in range(first, first + 8):
        Workspace(Path(folder)).append(batch(value, f"source {value}"))


def test_two_writers_take_turns_and_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [
        spawn.Process(target=_write_many, args=(str(tmp_path), first)) for first in (200, 220)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    overlay = Workspace(tmp_path).read_overlay()
    assert overlay.version == 16
    assert len({one.id for one in overlay.batches}) == 16
    values = {one.entries[0].value for one in overlay.batches}
    assert values == {*range(200, 208), *range(220, 228)}
    assert overlay.findings == ()


WRITER = """
import sys
from pathlib import Path
from tests.jobs.test_workspace import batch
from preround.jobs.workspace import Workspace
here = Workspace(Path(sys.argv[1]))
n = 0
while True:
    here.append(batch(200 + n % 50, "source " + "x" * 5000))
    n += 1
    print(n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a signal that cannot be caught")
def test_a_killed_writer_leaves_every_record_it_reported(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=root
    )
    assert writer.stdout is not None
    for _ in range(5):
        writer.stdout.readline()
    time.sleep(0.003)
    writer.send_signal(signal.SIGKILL)
    reported = 5 + len(writer.stdout.read().splitlines())
    writer.stdout.close()
    writer.wait()
    here = Workspace(tmp_path)
    n_kept = here.read_overlay().version
    assert reported <= n_kept <= reported + 1
    here.append(batch(290), expected_version=n_kept)
    assert here.read_overlay().version == n_kept + 1


def test_a_writer_that_never_lets_go_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_module, "_WAIT_SECONDS", 0.05)
    with FileLock(tmp_path / f"{JOURNAL}.lock"), pytest.raises(WorkspaceBusy, match="try again"):
        Workspace(tmp_path).append(batch())


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(WorkspaceUnusable, match="--home"):
        Workspace(tmp_path / "home").append(batch())
    with pytest.raises(WorkspaceUnusable):
        Workspace(tmp_path / "home").read_overlay()
