"""The market's parameters: read from data, checked, each with support and reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from preround.domain.citation import Citation
from preround.domain.errors import UnknownChoice, UserError
from preround.facts.sources import parse_source

FILE = Path(__file__).parents[1] / "data" / "market.toml"
SUPPORTS = ("published", "estimated", "fitted", "guess")
FIELDS = {"value", "unit", "support", "source", "why"}


class BadParameter(UserError):
    """The parameter file breaks its own contract."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"{FILE.name} [{name}]: {problem}. Expected value (a number), support (one of "
            f"{', '.join(SUPPORTS)}), why, a source where the support is published, and "
            "perhaps a unit."
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model and what is known about it."""

    name: str
    value: float
    support: str
    why: str
    unit: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters by name; `p["merit"]` is the number itself."""

    season: int
    entries: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> float:
        if name not in self.entries:
            raise UnknownChoice("market parameter", name, see=f"{FILE.name} lists them all.")
        return self.entries[name].value

    def changed(self, values: Mapping[str, float]) -> Parameters:
        """Return a copy with other values, for what-ifs and calibration."""
        entries = dict(self.entries)
        for name, value in values.items():
            if name not in entries:
                raise UnknownChoice("market parameter", name, see=f"{FILE.name} lists them all.")
            entries[name] = replace(entries[name], value=float(value))
        return Parameters(self.season, MappingProxyType(entries))


def parse_parameters(text: str) -> Parameters:
    """Read and check a parameter file.

    Raises
    ------
    BadParameter
        A field is missing, unknown or of the wrong kind, or a source is not listed or
        not used.
    """
    data = tomllib.loads(text)
    sources = {
        name: parse_source(name, entry, FILE.name)
        for name, entry in data.get("sources", {}).items()
    }
    entries: dict[str, Parameter] = {}
    used: set[str] = set()
    for name, entry in data.get("parameters", {}).items():
        entries[name] = _parse(name, entry, set(sources))
        source = entry.get("source")
        if source:
            used.add(source)
            entries[name] = replace(entries[name], citation=sources[source].cite())
    for name in sorted(set(sources) - used):
        raise BadParameter(name, "a source that no parameter uses")
    return Parameters(int(data["season"]), MappingProxyType(entries))


def _parse(name: str, entry: Mapping[str, object], sources: set[str]) -> Parameter:
    unknown = sorted(set(entry) - FIELDS)
    if unknown:
        raise BadParameter(name, f"unknown field {unknown[0]!r}")
    value, support = entry.get("value"), str(entry.get("support", ""))
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise BadParameter(name, f"value {value!r} is not a number")
    if support not in SUPPORTS:
        raise BadParameter(name, f"support {support!r}")
    if not entry.get("why"):
        raise BadParameter(name, "no reason")
    source = entry.get("source")
    if source is not None and source not in sources:
        raise BadParameter(name, f"source {source!r} is not listed")
    if support == "published" and source is None:
        raise BadParameter(name, "published, but without a source")
    return Parameter(
        name, float(value), support, str(entry["why"]), str(entry.get("unit", "score")), None
    )


@cache
def load_parameters() -> Parameters:
    """Read the shipped parameters once."""
    return parse_parameters(FILE.read_text("utf-8"))
