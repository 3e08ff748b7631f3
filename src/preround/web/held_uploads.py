"""Uploads held in the data folder between a look at them and the decision to bring them in."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from preround.domain.errors import UserError
from preround.web import clock

FOLDER = "uploads"
KEPT = timedelta(days=2)
TOKEN = re.compile(r"[A-Za-z0-9_-]{16}")


class UploadGone(UserError):
    """A table that was brought in already, or held too long."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            "This table is not held any more: it was brought in, set aside, or is older than "
            "two days. Bring it again."
        )


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a held table beside its bytes."""

    token: str
    filename: str
    specialty: str
    source: str
    read: str


def hold(home: Path, data: bytes, filename: str, specialty: str, source: str, read: str) -> Held:
    """Keep a table under a name nobody can guess; the file's own name is only remembered."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_old(folder)
    held = Held(secrets.token_urlsafe(12), filename[:200], specialty, source, read)
    (folder / held.token).write_bytes(data)
    # last, so that what is known of a table means that all of it is there
    (folder / f"{held.token}.json").write_text(json.dumps(asdict(held)), "utf-8")
    return held


def find(home: Path, token: str) -> tuple[Held, bytes]:
    """Give a held table and its bytes.

    Raises
    ------
    UploadGone
        When there is none of that name, or it was never wholly there.
    """
    if not TOKEN.fullmatch(token):
        raise UploadGone
    folder = home / FOLDER
    try:
        about = json.loads((folder / f"{token}.json").read_text("utf-8"))
        return Held(**about), (folder / token).read_bytes()
    except (FileNotFoundError, ValueError) as reason:
        raise UploadGone from reason


def drop(home: Path, token: str) -> None:
    """Forget a held table."""
    if TOKEN.fullmatch(token):
        for name in (token, f"{token}.json"):
            (home / FOLDER / name).unlink(missing_ok=True)


def _clear_old(folder: Path) -> None:
    oldest = (clock.now() - KEPT).timestamp()
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
