"""Which keys a fact may have, with the unit and type its value must have."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preround.facts.errors import BadFact
from preround.facts.sources import DATA

FactValue = bool | int | float | str | dt.date

UNITS = ("usd", "count", "points", "years", "days", "weeks", "date", "text", "bool")
TYPES: Mapping[str, tuple[type, ...]] = {
    "number": (int, float),
    "date": (dt.date,),
    "text": (str,),
    "bool": (bool,),
}
SCOPES = ("season", "standing")
GROUPS = ("", "application", "certification", "exam", "visa")
OPTIONAL = {"group", "label"}
FIELDS = {"unit", "type", "scope", "meaning"} | OPTIONAL


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the schema: what its value means and how it must be written.

    `scope` is *season* for a value that belongs to one application year and *standing*
    for a rule in force until it changes. `group` sorts costs for a budget,
    `label` names one in two or three words.
    """

    name: str
    unit: str
    type: str
    scope: str
    meaning: str
    group: str = ""
    label: str = ""

    def accepts(self, value: object) -> bool:
        """Whether the value has this key's type; True is not a number."""
        return type(value) in TYPES[self.type]


def flatten(tree: Mapping[str, object], leaf: str, prefix: str = "") -> dict[str, object]:
    """Nested tables as dotted keys; a table that holds one of `leaf` is one entry.

    Examples
    --------
    >>> flatten({"fees": {"oet": {"status": "expected"}}}, "status")
    {'fees.oet': {'status': 'expected'}}
    """
    found: dict[str, object] = {}
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and value and leaf not in value:
            found |= flatten(value, leaf, f"{key}.")
        else:
            found[key] = value
    return found


def _parse_key(name: str, entry: object, place: str) -> Key:
    if not isinstance(entry, dict) or not FIELDS >= set(entry) >= FIELDS - OPTIONAL:
        raise BadFact(
            f"{place} [{name}]",
            "fields that do not fit",
            "unit, type, scope, meaning and at most group and label",
            "Complete the key.",
        )
    group = entry.get("group", "")
    for field, value, allowed in (
        ("unit", entry["unit"], UNITS),
        ("type", entry["type"], tuple(TYPES)),
        ("scope", entry["scope"], SCOPES),
        ("group", group, GROUPS),
    ):
        if value not in allowed:
            raise BadFact(
                f"{place} [{name}]", f"{field} {value!r}", " or ".join(allowed), "Choose one."
            )
    words = (entry["meaning"], group, entry.get("label", ""))
    return Key(name, entry["unit"], entry["type"], entry["scope"], *words)


@cache
def load_schema(folder: Path = DATA) -> Mapping[str, Key]:
    """Every key of the schema by its dotted name.

    Raises
    ------
    BadFact
        When the file is not TOML, names a key twice, or a key is incomplete.
    """
    path = folder / "schema.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadFact(path.name, str(error), "valid TOML, each key once", "Mend it.") from error
    flat = flatten(raw, "unit")
    return {name: _parse_key(name, entry, path.name) for name, entry in flat.items()}
