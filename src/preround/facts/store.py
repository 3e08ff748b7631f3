"""All fact files together: read once, checked against schema, sources and each other."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preround.facts.dates import KeyDate, read_dates
from preround.facts.errors import BadFact
from preround.facts.fact import Fact, FactStatus, parse_fact, parse_status
from preround.facts.nearest import nearest
from preround.facts.schedules import Platform, SeasonSteps, read_fee_steps, read_platforms
from preround.facts.schema import Key, flatten, load_schema
from preround.facts.signals import SignalRule, read_signals
from preround.facts.sources import DATA, Source, load_sources

KeyedFacts = dict[str, Fact | None]


@dataclass(frozen=True, slots=True)
class FactStore:
    """Everything the fact files of all seasons say, read and checked once."""

    schema: Mapping[str, Key]
    status: Mapping[int, FactStatus]
    facts: Mapping[int, KeyedFacts]
    standing: KeyedFacts
    dates: Mapping[tuple[int, str], KeyDate]
    signals: Mapping[tuple[int, str], SignalRule]
    fee_steps: Mapping[tuple[int, str], SeasonSteps]
    platforms: Mapping[str, Platform]


@cache
def _load_toml(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadFact(path.name, str(error), "valid TOML, each key once", "Mend it.") from error


def _parse_facts(
    name: str,
    raw: Mapping[str, object],
    season: int | None,
    schema: Mapping[str, Key],
    sources: Mapping[str, Source],
) -> KeyedFacts:
    """The facts of one file; a key of another scope, or of none, is refused."""
    scope = "standing" if season is None else "season"
    facts: KeyedFacts = {}
    for key, entry in flatten(raw, "status").items():
        if key not in schema:
            raise BadFact(
                f"{name} [{key}]",
                "a key that is not in the schema",
                f"a key of schema.toml{_hint(key, schema)}",
                "Add it to the schema or mend the key.",
            )
        if schema[key].scope != scope:
            raise BadFact(
                f"{name} [{key}]",
                f"a {schema[key].scope} key",
                f"{scope} keys only",
                "Move the fact to the other file.",
            )
        facts[key] = parse_fact(f"{name} [{key}]", entry, schema[key], season, sources)
    return facts


def _hint(key: str, schema: Mapping[str, Key]) -> str:
    near = nearest(key, tuple(schema), limit=1)
    return f" (the nearest is {near[0]})" if near else ""


def _parse_season(
    path: Path, schema: Mapping[str, Key], sources: Mapping[str, Source]
) -> tuple[int, FactStatus, KeyedFacts]:
    raw = dict(_load_toml(path))
    season = raw.pop("season", None)
    if season != int(path.stem):
        raise BadFact(path.name, f"season {season!r}", path.stem, "Name the file's own season.")
    status = parse_status(path.name, raw.pop("status", None))
    facts = _parse_facts(path.name, raw, int(path.stem), schema, sources)
    if status is FactStatus.EXPECTED and any(facts.values()):
        raise BadFact(
            path.name, "a value in an expected season", "no values", "Set the season's status."
        )
    return int(path.stem), status, facts


def _cited_in(raw: object) -> Iterator[str]:
    if isinstance(raw, dict):
        if "source" in raw:
            yield str(raw["source"])
        for value in raw.values():
            yield from _cited_in(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _cited_in(value)


def _cited_by_table(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        if "source" in header:
            column = header.index("source")
            yield from (row[column] for row in rows if len(row) > column)


def cited_ids(folder: Path) -> set[str]:
    """Every source id that a fact file or table of the folder cites."""
    cited: set[str] = set()
    for path in folder.rglob("*.csv"):
        cited.update(_cited_by_table(path))
    for path in _fact_files(folder):
        cited.update(_cited_in(_load_toml(path)))
    return cited


def _refuse_unused(sources: Mapping[str, Source], cited: set[str]) -> None:
    unused = sorted(set(sources) - cited)
    if unused:
        raise BadFact(
            "sources.toml",
            f"nothing cites {', '.join(unused)}",
            "only sources that are used",
            "Remove the entry, or cite it.",
        )


def _fact_files(folder: Path) -> list[Path]:
    return [folder / "standing.toml", *sorted(folder.glob("2*.toml"))]


@cache
def load_store(folder: Path = DATA) -> FactStore:
    """Read and check every fact file; parsed once.

    Raises
    ------
    BadFact
        When a file breaks its contract, or a source has an entry but nothing cites it.
    """
    schema, sources = load_schema(folder), load_sources(folder)
    seasons = [_parse_season(path, schema, sources) for path in _fact_files(folder)[1:]]
    standing = folder / "standing.toml"
    store = FactStore(
        schema=schema,
        status={season: status for season, status, _ in seasons},
        facts={season: facts for season, _, facts in seasons},
        standing=_parse_facts(standing.name, _load_toml(standing), None, schema, sources),
        dates=read_dates(folder, sources),
        signals=read_signals(folder, sources),
        fee_steps=read_fee_steps(folder, sources),
        platforms=read_platforms(folder, sources),
    )
    _refuse_unused(sources, cited_ids(folder))
    return store
