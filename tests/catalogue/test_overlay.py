"""The person's facts over the listing: three states, supersession, undo, updates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import (
    AddedProgram,
    Batch,
    BatchKind,
    FactEntry,
    Overlay,
    UnknownBatch,
)
from preround.domain.program import FactState, Track
from tests.catalogue.journals import CODES, DAYS, FACTS, journals
from tests.oracles import journal as oracle

CODE = "1007140C0"
AUTUMN, WINTER = date(2026, 10, 1), date(2026, 11, 21)
LAST_SEASON = date(2026, 3, 1)


def entry(value: object, source: str = "page", read: date = AUTUMN, **more: str) -> FactEntry:
    fact = more.pop("fact", "visa_j1")
    return FactEntry(CODE, fact, value, source, read, **more)  # type: ignore[arg-type]


def brought(*entries: FactEntry, number: int = 1) -> Batch:
    return Batch(f"batch-{number}", "2026-11-21", "table", BatchKind.IMPORT, entries)


def corrected(*entries: FactEntry, number: int = 2) -> Batch:
    return Batch(f"batch-{number}", "2026-11-21", "hand", BatchKind.CORRECTION, entries)


def fact_after(*batches: Batch, fact: str = "visa_j1"):  # type: ignore[no-untyped-def]
    return Overlay.of(batches).apply(load_listing()).get(CODE).fact(fact)


def test_a_fact_nobody_stated_is_not_stated() -> None:
    assert fact_after().state is FactState.NOT_STATED


def test_a_stated_fact_has_value_source_and_date() -> None:
    fact = fact_after(brought(entry("yes")))
    assert (fact.state, fact.value) == (FactState.STATED, "yes")
    assert (fact.latest.source, fact.latest.read, fact.latest.batch) == ("page", AUTUMN, "batch-1")


def test_two_sources_of_one_season_may_disagree() -> None:
    fact = fact_after(brought(entry("yes"), entry("no", "freida", WINTER)))
    assert fact.state is FactState.DISAGREE
    assert fact.value is None
    assert [reading.source for reading in fact.readings] == ["freida", "page"]


def test_two_sources_that_agree_both_stay() -> None:
    fact = fact_after(brought(entry("yes"), entry("yes", "freida")))
    assert fact.value == "yes"
    assert len(fact.readings) == 2


def test_a_source_read_again_replaces_itself() -> None:
    fact = fact_after(brought(entry("yes"), entry("no", read=WINTER)))
    assert (fact.value, len(fact.readings)) == ("no", 1)


def test_a_policy_of_last_season_does_not_dispute_this_one() -> None:
    fact = fact_after(brought(entry("yes", "freida", LAST_SEASON), entry("no")))
    assert fact.value == "no"


def test_a_count_of_a_year_outlives_seasons() -> None:
    fact = fact_after(
        brought(
            entry(12, "nrmp", LAST_SEASON, fact="quota_2025"),
            entry(10, "page", AUTUMN, fact="quota_2025"),
        ),
        fact="quota_2025",
    )
    assert fact.state is FactState.DISAGREE


def test_a_correction_stands_over_every_earlier_reading() -> None:
    fact = fact_after(brought(entry("yes"), entry("yes", "freida")), corrected(entry("no", "me")))
    assert (fact.value, len(fact.readings)) == ("no", 1)


def test_a_fact_can_be_taken_back() -> None:
    fact = fact_after(brought(entry("yes")), corrected(entry(None)))
    assert fact.state is FactState.NOT_STATED


def test_undo_of_a_correction_brings_the_earlier_readings_back() -> None:
    first, second = brought(entry("yes")), corrected(entry("no", "me"))
    overlay = Overlay.of((first, second))
    undone = Overlay.of((first, second, Batch("batch-3", "", "", BatchKind.UNDO, undoes="batch-2")))
    assert overlay.facts != Overlay.of((first,)).facts
    assert undone.facts == Overlay.of((first,)).facts
    assert undone.undoable() == (first,)


def test_what_does_not_count_cannot_be_undone() -> None:
    overlay = Overlay.of((brought(entry("yes")),))
    with pytest.raises(UnknownBatch, match="batch-1"):
        overlay.undo("batch-7", "2026-11-21")


def test_facts_of_unlisted_codes_are_kept_and_reported() -> None:
    stray = FactEntry("0000140C0", "visa_j1", "yes", "page", AUTUMN)
    catalogue = Overlay.of((brought(stray),)).apply(load_listing())
    assert "0000140C0" not in catalogue.by_code
    assert [finding.place for finding in catalogue.findings] == ["0000140C0"]
    own = AddedProgram(
        "0000140C0", "IM", "Internal Medicine", Track.CATEGORICAL, "New Hospital", "Erie", "PA"
    )
    added = Batch("batch-2", "2026-11-21", "own", BatchKind.PROGRAM, programs=(own,))
    catalogue = Overlay.of((brought(stray), added)).apply(load_listing())
    program = catalogue.get("0000140C0")
    assert program.added_by_user
    assert program.fact("visa_j1").value == "yes"
    assert catalogue.findings == ()
    assert program in catalogue.search("new hospital erie")


def test_the_listing_is_never_changed() -> None:
    before = load_listing().by_code[CODE]
    Overlay.of((brought(entry("yes")),)).apply(load_listing())
    assert load_listing().by_code[CODE] is before
    assert before.facts == {}


@settings(max_examples=50)
@given(journals())
def test_what_counts_agrees_with_the_obvious_rule(batches: tuple[Batch, ...]) -> None:
    standing = Overlay.of(batches).standing
    assert standing == {batch.id for batch in batches if oracle.counts(batches, batch.id)}


@settings(max_examples=50)
@given(journals(days=(WINTER,)), st.sampled_from(CODES), st.sampled_from(sorted(FACTS)))
def test_readings_agree_with_the_obvious_fold(
    batches: tuple[Batch, ...], code: str, fact: str
) -> None:
    plain = tuple(_without_address(batch) for batch in batches)
    held = Overlay.of(plain).facts.get(code, {}).get(fact)
    got = [(reading.value, reading.source) for reading in held.readings[::-1]] if held else []
    assert got == oracle.readings(plain, code, fact)


def _without_address(batch: Batch) -> Batch:
    kept = tuple(
        FactEntry(one.nrmp_code, one.fact, one.value, one.source, one.read) for one in batch.entries
    )
    return Batch(batch.id, batch.at, batch.title, batch.kind, kept, batch.programs, batch.undoes)


@settings(max_examples=50)
@given(journals(most=6), st.data())
def test_undo_restores_exactly_and_undoing_it_returns(
    batches: tuple[Batch, ...], data: st.DataObject
) -> None:
    overlay = Overlay.of(batches)
    if not overlay.undoable():
        return
    last = overlay.undoable()[0]
    without = Overlay.of(tuple(batch for batch in batches if batch.id != last.id))
    undo = overlay.undo(last.id, "2026-11-21")
    undone = Overlay.of((*batches, _named(undo, "undo-1")))
    assert undone.facts == without.facts
    assert dict(undone.programs) == dict(without.programs)
    again = _named(undone.undo("undo-1", "2026-11-21"), "undo-2")
    assert Overlay.of((*batches, _named(undo, "undo-1"), again)).facts == overlay.facts


def _named(batch: Batch, name: str) -> Batch:
    return Batch(name, batch.at, batch.title, batch.kind, undoes=batch.undoes)


@settings(max_examples=50)
@given(journals())
def test_a_fact_is_stated_disputed_or_absent_and_dated_newest_first(
    batches: tuple[Batch, ...],
) -> None:
    for facts in Overlay.of(batches).facts.values():
        for fact in facts.values():
            assert fact.readings
            days = [reading.read for reading in fact.readings]
            assert days == sorted(days, reverse=True)
            assert set(days) <= set(DAYS)


def test_an_empty_overlay_changes_nothing() -> None:
    catalogue: Catalogue = Overlay().apply(load_listing())
    assert catalogue.programs == load_listing().programs
    assert catalogue.version == 0
