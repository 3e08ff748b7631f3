"""Other names and places of institutions and their sites, to find and to link them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from preround.catalogue.words import rows


@dataclass(frozen=True, slots=True)
class Known:
    """What an institution, or one site of it, is also called and where it stands.

    `places` are (city, state); the state is empty where it is the institution's own.
    """

    names: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


NOTHING_KNOWN = Known()


@lru_cache(maxsize=1)
def known_names() -> Mapping[tuple[str, str], Known]:
    """Read the table once: by institution code and site, the site "" being the whole."""
    names: dict[tuple[str, str], list[str]] = {}
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows("known_names.csv"):
        key = (row["nrmp_institution"], row["site"])
        if row["what"] == "name":
            names.setdefault(key, []).append(row["text"])
        else:
            places.setdefault(key, []).append((row["text"], row["state"]))
    return MappingProxyType(
        {
            key: Known(tuple(names.get(key, ())), tuple(places.get(key, ())))
            for key in names.keys() | places.keys()
        }
    )
