"""A program with its three-state facts as plain JSON values."""

from __future__ import annotations

from typing import Any

from preround.domain.program import FactReading, Program, ProgramFact


def program_json(program: Program) -> dict[str, Any]:
    """One program, every known fact with value, state, source and date read."""
    sponsor = program.sponsor
    return {
        "nrmp_code": program.nrmp_code,
        "name": program.name,
        "institution": program.institution,
        "listed_name": sponsor.listed_name,
        "city": sponsor.city,
        "state": program.state,
        "specialty": program.specialty,
        "track": program.track.value,
        "listed_in": program.listed_in,
        "h1b_approvals_fy2019_2023": sponsor.h1b_approvals,
        "ownership": sponsor.ownership or None,
        "added_by_user": program.added_by_user,
        "facts": {name: _fact(fact) for name, fact in sorted(program.facts.items())},
    }


def _fact(fact: ProgramFact) -> dict[str, Any]:
    latest = fact.latest
    return {
        "value": fact.value,
        "state": fact.state.value,
        "source": latest.source if latest else None,
        "read": latest.read.isoformat() if latest else None,
        "readings": [_reading(reading) for reading in fact.readings],
    }


def _reading(reading: FactReading) -> dict[str, Any]:
    return {
        "value": reading.value,
        "source": reading.source,
        "read": reading.read.isoformat(),
        "url": reading.url or None,
        "note": reading.note or None,
    }
