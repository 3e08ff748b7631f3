"""Other names of institutions: each of a real one, each saying something."""

from __future__ import annotations

from preround.catalogue.known_names import Known, known_names
from preround.catalogue.listing import load_listing
from preround.catalogue.program_groups import group_programs
from preround.catalogue.search import state_codes


def strays(table: dict[tuple[str, str], Known]) -> list[tuple[str, str]]:
    listing = load_listing()
    sites = {(group.institution, group.site) for group in group_programs(listing.programs)}
    sites |= {(code, "") for code in listing.sponsors}
    return sorted(set(table) - sites)


def test_every_entry_is_of_a_listed_institution_and_site() -> None:
    assert strays(dict(known_names())) == []


def test_the_check_above_can_fail() -> None:
    assert strays({("1007", "Atlantis"): Known(("x",))}) == [("1007", "Atlantis")]


def test_no_entry_is_empty_or_twice() -> None:
    for known in known_names().values():
        assert known.names or known.places
        assert len(set(known.names)) == len(known.names)
        assert all(name == name.strip() and name for name in known.names)
        assert all(not state or state.lower() in state_codes() for _, state in known.places)


def test_nearly_every_institution_has_a_place() -> None:
    placed = {code for (code, site), known in known_names().items() if not site and known.places}
    listed = load_listing().sponsors
    without = [code for code, one in listed.items() if not one.city and code not in placed]
    assert without == ["3082"]
