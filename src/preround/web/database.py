"""Database settings: SQLite in the data folder, or PostgreSQL by address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from preround.domain.errors import UserError

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
    "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
)


class UnknownDatabase(UserError):
    """A database address of a kind that is not supported."""

    def __init__(self, address: str) -> None:
        scheme = urlsplit(address).scheme or "nothing"
        super().__init__(
            f"DATABASE_URL starts with {scheme!r}; expected postgresql://user:password@host/name. "
            "Leave it unset to use SQLite in the data folder."
        )


def sqlite(path: Path) -> dict[str, Any]:
    """Settings under which fifty writers meet no lock error.

    Why: a deferred transaction that reads and then writes is refused at once when
    another writer came between, whatever the timeout; an immediate one waits.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_START,
        },
    }


def from_address(address: str) -> dict[str, Any]:
    """Read `postgresql://user:password@host:port/name?option=value`.

    Raises
    ------
    UnknownDatabase
        When the address names anything but PostgreSQL, or no database.
    """
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise UnknownDatabase(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
