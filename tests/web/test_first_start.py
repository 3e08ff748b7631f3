"""A first start makes at once the tables that all the changes since the first would make."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

START = "from preround.web import server; from preround.web.wsgi import application; {}"
AT_ONCE = "server.migrate()"
#: One that cannot be: it says so only after the tables were made.
BROKEN = (
    "from django.db.migrations.recorder import MigrationRecorder as R; "
    "R.record_applied = lambda *_: 1 / 0; server.migrate()"
)
ONE_BY_ONE = "from django.core.management import call_command; call_command('migrate', verbosity=0)"


def _made(home: Path, how: str) -> dict[str, set[object]]:
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "PREROUND_HOME": str(home)}
    environment["DJANGO_SETTINGS_MODULE"] = "preround.web.settings"
    subprocess.run(
        [sys.executable, "-c", START.format(how)], env=environment, check=how != BROKEN,
        capture_output=True,
    )  # fmt: skip
    with sqlite3.connect(home / "preround.sqlite3") as database:
        tables = [name for (name,) in database.execute(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        )]  # fmt: skip
        found: dict[str, set[object]] = {
            table: {row[1:] for row in database.execute(f"pragma table_info({table})")}
            | {row[2:] for row in database.execute(f"pragma foreign_key_list({table})")}
            | {
                (unique, tuple(column for _, _, column in columns))
                for _, name, unique, *_ in database.execute(f"pragma index_list({table})")
                for columns in [database.execute(f"pragma index_info({name})").fetchall()]
            }
            for table in tables
        }
        if "django_migrations" in tables:
            found["applied"] = set(database.execute("select app, name from django_migrations"))
    return found


def test_both_ways_make_the_same_tables_all_or_none_and_leave_nothing_to_change(
    tmp_path: Path,
) -> None:
    assert _made(tmp_path / "once", BROKEN) == {}
    once, one_by_one = _made(tmp_path / "once", AT_ONCE), _made(tmp_path / "each", ONE_BY_ONE)
    assert once == one_by_one
    assert len(once["applied"]) > 10
    assert "web_loggedday" in once
    assert _made(tmp_path / "once", AT_ONCE) == once
    assert not (tmp_path / "once/preround.before-update.sqlite3").exists()
