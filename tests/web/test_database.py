"""Database settings by address."""

from __future__ import annotations

from pathlib import Path

import pytest

from preround.web.database import UnknownDatabase, from_address, sqlite


def test_an_address_names_every_part_of_a_postgresql_database() -> None:
    read = from_address("postgresql://ann:p%40ss@db.example:5433/pre%20round?sslmode=require")
    assert read["ENGINE"] == "django.db.backends.postgresql"
    assert (read["NAME"], read["USER"], read["PASSWORD"]) == ("pre round", "ann", "p@ss")
    assert (read["HOST"], read["PORT"]) == ("db.example", "5433")
    assert read["OPTIONS"] == {"sslmode": "require"}


def test_a_short_address_leaves_the_rest_to_the_driver() -> None:
    read = from_address("postgres:///preround")
    assert (read["NAME"], read["HOST"], read["PORT"], read["USER"]) == ("preround", "", "", "")


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://host/", "preround"])
def test_any_other_address_is_refused_with_what_was_expected(address: str) -> None:
    with pytest.raises(UnknownDatabase, match="expected postgresql://"):
        from_address(address)


@pytest.mark.django_db
def test_the_database_people_get_waits_for_the_lock_and_keeps_a_log() -> None:
    from django.db import connection

    assert connection.settings_dict["OPTIONS"] == sqlite(Path("any"))["OPTIONS"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
