"""Where a person's data lies, and the key that signs their forms."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from platformdirs import user_data_path

from preround.web.errors import HomeUnusable

HOME_VARIABLE = "PREROUND_HOME"
KEY_FILE = "form-key"


def data_home() -> Path:
    """Give the data folder: `$PREROUND_HOME`, else the system's place for a user's data."""
    named = os.environ.get(HOME_VARIABLE, "").strip()
    return Path(named).expanduser() if named else user_data_path("preround")


def form_key(home: Path) -> str:
    """Read the key that signs forms; a passing one where the folder has none yet.

    Why: importing the settings must not write to anyone's disk, so only `make_home`
    stores a key.
    """
    stored = home / KEY_FILE
    key = stored.read_text("ascii").strip() if stored.is_file() else ""
    return key or secrets.token_urlsafe(48)


def make_home(home: Path) -> None:
    """Create the data folder and its key, readable by the owner alone.

    Raises
    ------
    HomeUnusable
        When the folder cannot be made or written to.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_key(home / KEY_FILE)
    except (OSError, UnicodeDecodeError) as reason:
        raise HomeUnusable(home, reason) from reason


def _make_key(stored: Path) -> None:
    """Store a key where there is none, or an empty one of a process that was killed."""
    if stored.exists() and stored.read_text("ascii").strip():
        return
    descriptor = os.open(stored, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
