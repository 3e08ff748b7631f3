"""The shipped listing: every sponsor and track, with where each column was read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from preround.catalogue.expand import expand_institution
from preround.catalogue.words import rows
from preround.domain.citation import Citation, Confidence
from preround.domain.program import Program, ProgramFact, Sponsor, Track

_DATA = files("preround.catalogue") / "data"
_NO_FACTS: Mapping[str, ProgramFact] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Provenance:
    """When the listing is of, what it lacks, and the source of each of its columns."""

    listed_in: str
    label: str
    note: str
    columns: Mapping[str, Citation]


@dataclass(frozen=True, slots=True)
class Kind:
    """What the last part of an NRMP code stands for: specialty, track, usual name."""

    specialty: str
    track: Track
    usual_name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All shipped programs by code, their sponsors by code, and the provenance."""

    programs: tuple[Program, ...]
    by_code: Mapping[str, Program]
    sponsors: Mapping[str, Sponsor]
    kinds: Mapping[str, Kind]
    provenance: Provenance


@lru_cache(maxsize=1)
def load_listing() -> Listing:
    """Read the shipped listing once; later calls return the same value.

    Notes
    -----
    A code's first four characters name the sponsor; the next four, the kind: specialty
    and track letter. `programs.csv` names a track only where its name is not the usual
    one of its kind, and no name holds a comma.
    """
    provenance = _provenance()
    kinds = {
        row["kind"]: Kind(row["specialty"], Track(row["track"]), row["usual_name"])
        for row in rows("kinds.csv")
    }
    sponsors = {row["nrmp_institution"]: _sponsor(row) for row in rows("sponsors.csv")}
    programs = tuple(_programs(kinds, sponsors, provenance.listed_in))
    by_code = {program.nrmp_code: program for program in programs}
    return Listing(
        programs,
        MappingProxyType(by_code),
        MappingProxyType(sponsors),
        MappingProxyType(kinds),
        provenance,
    )


def _sponsor(row: Mapping[str, str]) -> Sponsor:
    approvals = row["h1b_approvals_fy2019_2023"]
    return Sponsor(
        code=row["nrmp_institution"],
        name=expand_institution(row["name"]),
        listed_name=row["name"],
        city=row["city"],
        state=row["state"],
        h1b_approvals=int(approvals) if approvals else None,
        h1b_employer=row["h1b_employer_name"],
        ownership=row["ownership_cms"],
    )


def _programs(
    kinds: Mapping[str, Kind], sponsors: Mapping[str, Sponsor], listed_in: str
) -> list[Program]:
    programs = []
    for line in (_DATA / "programs.csv").read_text(encoding="utf-8").splitlines()[1:]:
        code, name, teaching = line.split(",")
        kind = kinds[code[4:8]]
        programs.append(
            Program(
                code,
                name or kind.usual_name,
                kind.specialty,
                kind.track,
                sponsors[code[:4]],
                listed_in,
                teaching == "yes",
                False,
                _NO_FACTS,
            )
        )
    return programs


def _provenance() -> Provenance:
    with (_DATA / "provenance.toml").open("rb") as handle:
        table = tomllib.load(handle)
    read = table["listing"]["collected"]
    columns = {
        name: Citation(column["source"], column["locator"], read, Confidence(column["confidence"]))
        for name, column in table["column"].items()
    }
    listing = table["listing"]
    return Provenance(
        listing["listed_in"], listing["label"], listing["note"], MappingProxyType(columns)
    )
