"""The server as a process: its address, a taken port, an older database."""

from __future__ import annotations

import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from preround.web.errors import PortInUse

START = (
    "from preround.web.server import serve; import sys; serve(int(sys.argv[1]), False, sys.argv[2])"
)


def start(home: Path, port: int = 0) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(port), str(home)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    return process, process.stdout.readline()


def stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(timeout=20)
    assert process.stdout is not None
    process.stdout.close()


def test_it_prints_an_address_that_answers_and_makes_its_own_folder(tmp_path: Path) -> None:
    process, said = start(tmp_path / "new" / "home")
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        with urlopen(f"{found[0]}method/") as answer:
            assert answer.status == 200
    finally:
        stop(process)
    assert (tmp_path / "new" / "home" / "preround.sqlite3").is_file()


def test_a_taken_port_is_named_with_a_way_out() -> None:
    from preround.web.server import start as listen

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"--port {port + 1}"):
            listen(port)


def test_an_older_database_is_brought_up_to_date_and_a_copy_kept(tmp_path: Path) -> None:
    path = tmp_path / "preround.sqlite3"
    with sqlite3.connect(path) as older:
        older.execute("CREATE TABLE of_an_older_version (text)")
        older.execute("INSERT INTO of_an_older_version VALUES ('kept')")
    older.close()
    process, said = start(tmp_path)
    stop(process)
    assert "http://" in said
    copy = sqlite3.connect(tmp_path / "preround.before-update.sqlite3")
    assert copy.execute("SELECT text FROM of_an_older_version").fetchall() == [("kept",)]
    copy.close()
    now = sqlite3.connect(path)
    assert now.execute("SELECT count(*) FROM web_applicantrecord").fetchone() is not None
    now.close()


def test_a_record_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "preround.sqlite3"
    path.write_bytes(b"not a database" * 400)
    answer = subprocess.run(
        [sys.executable, "-m", "preround", "serve", "--no-browser", "--port", "0",
         "--home", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert "--home" in answer.stderr
    assert path.read_bytes() == b"not a database" * 400
