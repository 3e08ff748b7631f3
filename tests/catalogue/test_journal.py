"""The journal's format: what is written is read, whatever happened to the file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.catalogue.journal import NewerJournal, read_journal, write_record
from preround.catalogue.overlay import Batch
from tests.catalogue.journals import journals


def written(batches: tuple[Batch, ...]) -> bytes:
    return b"".join(write_record(batch) for batch in batches)


@settings(max_examples=50)
@given(journals())
def test_what_is_written_is_read(batches: tuple[Batch, ...]) -> None:
    journal = read_journal(written(batches))
    assert journal.batches == batches
    assert journal.version == len(batches)
    assert journal.findings == ()


@settings(max_examples=50)
@given(journals())
def test_each_record_is_one_line_of_json(batches: tuple[Batch, ...]) -> None:
    data = written(batches)
    assert data.count(b"\n") == len(batches)
    for line in data.splitlines():
        assert json.loads(line)["format"] == 1


@settings(max_examples=50)
@given(journals(most=4), st.data())
def test_a_journal_cut_anywhere_loses_only_the_record_it_is_cut_in(
    batches: tuple[Batch, ...], data: st.DataObject
) -> None:
    whole = written(batches)
    cut = data.draw(st.integers(0, len(whole)))
    journal = read_journal(whole[:cut])
    n_whole = whole[:cut].count(b"\n")
    assert journal.batches[:n_whole] == batches[:n_whole]
    # the very last record counts when only its line break is missing
    assert len(journal.batches) - n_whole in (0, 1)
    assert journal.version == len(journal.batches)


@settings(max_examples=50)
@given(journals(most=4), st.binary(min_size=1, max_size=30).filter(lambda junk: b"\n" not in junk))
def test_a_damaged_line_leaves_the_others(batches: tuple[Batch, ...], junk: bytes) -> None:
    first, rest = batches[:1], batches[1:]
    journal = read_journal(written(first) + b"{" + junk + b"\n" + written(rest))
    assert journal.batches == batches
    assert journal.version == len(batches) + 1
    assert [finding.code for finding in journal.findings] == ["journal-damaged-line"]


def test_a_record_of_a_later_format_stops_reading() -> None:
    with pytest.raises(NewerJournal, match="Update"):
        read_journal(b'{"format": 2, "id": "a"}\n')


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"null",
        b'{"format":1}',
        b'{"format":1,"id":"a","at":"","kind":"jump","title":""}',
        b'{"format":1,"id":"a","at":"","kind":"import","title":"","entries":[{"fact":"x"}]}',
        (
            b'{"format":1,"id":"a","at":"","kind":"import","title":"","entries":'
            b'[{"nrmp_code":"1","fact":"x","value":[1],"read":"2026-01-01"}]}'
        ),
        (
            b'{"format":1,"id":"a","at":"","kind":"import","title":"","entries":'
            b'[{"nrmp_code":"1","fact":"x","value":1,"read":"soon"}]}'
        ),
    ],
)
def test_a_line_that_is_no_record_is_reported(line: bytes) -> None:
    journal = read_journal(line + b"\n")
    assert journal.batches == ()
    assert len(journal.findings) == 1
