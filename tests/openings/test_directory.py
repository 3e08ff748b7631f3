from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.openings.cost import Costs
from preround.openings.directory import (
    ChangedSince,
    Directory,
    NoSuchOpening,
    NothingToTakeBack,
)
from preround.openings.journal import (
    Change,
    NewerOpenings,
    Record,
    findings_of,
    read_records,
    write_record,
)

KEYS = st.sampled_from(["opening/o1", "opening/o2", "opening/o3", "costs/o1"])
DOCUMENTS = st.none() | st.sampled_from(["A", "B", "C"]).map(lambda name: {"institution": name})
CHANGES = st.builds(Change, KEYS, DOCUMENTS)
RECORDS = st.lists(
    st.lists(CHANGES, min_size=1, max_size=3, unique_by=lambda one: one.key).map(tuple), max_size=8
).map(
    lambda many: [
        Record(f"r{i}", f"2026-11-{i:02}", f"change {i}", changes)
        for i, changes in enumerate(many, 1)
    ]
)


def state(directory: Directory) -> dict[str, object]:
    return {key: dict(value) for key, value in directory.documents.items()}


@given(RECORDS)
def test_records_are_written_and_read_as_they_are(records: list[Record]) -> None:
    data = b"".join(map(write_record, records))
    kept = read_records(data)
    assert list(kept.records) == records
    assert findings_of(kept) == ()


@given(RECORDS)
def test_undoing_the_last_record_gives_the_state_before_it(records: list[Record]) -> None:
    if not records:
        return
    before, after = Directory.of(records[:-1]), Directory.of(records)
    undone = after.grown((after.undoing(records[-1].id, "now"),), 1)
    assert state(undone) == state(before)
    again = undone.grown((undone.undoing("", "now"),), 1)  # the undo has no number here
    assert state(again) == state(after)


@given(RECORDS, st.integers(0, 8))
def test_a_directory_that_grew_is_the_one_read_at_once(records: list[Record], cut: int) -> None:
    grown = Directory.of(records[:cut], cut).grown(records[cut:], len(records) - cut)
    whole = Directory.of(records, len(records))
    assert state(grown) == state(whole)
    assert dict(grown.openings) == dict(whole.openings)
    assert list(grown.openings) == list(whole.openings)
    assert grown.versions == whole.versions


def test_what_was_changed_since_is_not_undone() -> None:
    one = Record("r1", "a", "added", (Change("opening/o1", {"institution": "A"}),))
    two = Record("r2", "b", "changed", (Change("opening/o1", {"institution": "B"}),))
    with pytest.raises(ChangedSince, match=r"version 1.*version 2"):
        Directory.of([one, two]).undoing("r1", "now")
    with pytest.raises(NothingToTakeBack):
        Directory.of([one]).undoing("r9", "now")
    with pytest.raises(NoSuchOpening):
        Directory().opening("o1")


def test_an_unreadable_document_is_told_and_the_rest_is_read() -> None:
    changes = (Change("opening/o1", {"name": "x"}), Change("opening/o2", {"institution": "B"}))
    found = Directory.of([Record("r1", "a", "t", changes)])
    assert list(found.openings) == ["o2"]
    assert [one.place for one in found.unreadable] == ["opening/o1"]


def test_figures_and_answers_that_are_none_are_passed_over() -> None:
    changes = (
        Change("opening/o1", {"institution": "A"}),
        Change("costs/o1", {"travel_usd": "a lot", "visa_usd": 185, "mood": 3}),
        Change("answers/o1", {"letter": "yes", "refund": {"text": "x", "day": "soon"}}),
    )
    found = Directory.of([Record("r1", "a", "t", changes)])
    assert found.costs("o1") == Costs(visa_usd=185)
    assert found.answers("o1") == {}


def test_numbers_are_never_given_twice() -> None:
    gone = (Change("opening/o7", {"institution": "A"}),)
    taken = Directory.of([Record("r1", "a", "t", gone),
                          Record("r2", "b", "t", (Change("opening/o7", None),))])  # fmt: skip
    assert taken.next_number("opening") == "o8"


def test_a_newer_journal_and_damaged_lines_are_named() -> None:
    with pytest.raises(NewerOpenings):
        read_records(b'{"format": 2, "id": "r1"}\n')
    good = write_record(Record("r1", "a", "t", ()))
    kept = read_records(b"not json\n" + good + b'{"format": 1, "changes": [3]}\n' + good[:10])
    assert len(kept.records) == 1
    assert [one.code for one in findings_of(kept)] == [
        "openings-damaged-line", "openings-damaged-line", "openings-unfinished-line",
    ]  # fmt: skip
