"""A pack reads back as it was written; what is unsound in it is named, line by line."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.catalogue.packs import (
    NAME,
    NewerPack,
    NotAPack,
    Pack,
    PackFact,
    diff_packs,
    read_pack,
    write_pack,
)
from preround.domain.errors import EmptyFile, UserError

DAY = date(2026, 10, 12)
VALUES = st.one_of(
    st.tuples(st.just("visa_j1"), st.sampled_from(["yes", "no"])),
    st.tuples(st.just("step2_min"), st.integers(190, 290)),
    st.tuples(st.just("usce_hands_on_required"), st.booleans()),
    st.tuples(st.just("img_share"), st.integers(0, 100).map(lambda n: n / 100)),
    st.tuples(st.just("step2_required_by"), st.sampled_from(["before ranking", "at application"])),
)
FACTS = st.builds(
    lambda code, named, source, day, url: PackFact(code, "A, B", *named, source, day, url),
    st.sampled_from(["1903140C0", "1234140C0"]),
    VALUES,
    st.sampled_from(["its page", "FREIDA", "Über [page]"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["", "https://example.org/?a=1"]),
)


def _pack(*facts: PackFact) -> Pack:
    return Pack("Facts", "a reader", DAY, facts)


@given(st.lists(FACTS, max_size=8))
def test_a_pack_reads_back_as_it_was_written(facts: list[PackFact]) -> None:
    data = write_pack(_pack(*facts))
    read = read_pack(data, "pack")
    assert not read.findings
    assert sorted(read.pack.facts, key=repr) == sorted(facts, key=repr)
    assert write_pack(read.pack) == data


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError):
        read_pack(data, "pack")


@pytest.mark.parametrize(
    ("header", "error"),
    [
        ({"format": "other"}, NotAPack),
        ({"format": NAME, "version": 99}, NewerPack),
        ({"format": NAME, "version": 1, "made": "2026-10-12"}, NotAPack),
        ({"format": NAME, "version": 1, "contributor": "a", "made": "soon"}, NotAPack),
    ],
)
def test_a_header_that_does_not_do_is_refused(
    header: dict[str, object], error: type[UserError]
) -> None:
    with pytest.raises(error):
        read_pack(json.dumps(header).encode(), "pack")
    with pytest.raises(EmptyFile):
        read_pack(b" \n", "pack")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"fact": "visa_k9"}, "visa_k9"),
        ({"value": "maybe"}, "maybe"),
        ({"value": True}, "True"),
        ({"read": "last week"}, "last week"),
        ({"source": " "}, "hearsay"),
        ({"nrmp_code": 4}, "nrmp_code"),
        ({"url": "javascript:alert(1)"}, "https"),
        ({"note": "Dr X said so"}, "note"),
    ],
)
def test_an_unsound_line_is_named_and_left_out(change: dict[str, object], word: str) -> None:
    good = PackFact("1903140C0", "A, B", "visa_j1", "yes", "its page", DAY)
    header, line = write_pack(_pack(good)).decode().splitlines()
    bad = json.dumps({**json.loads(line), **change})
    read = read_pack(f"{header}\n{bad}\n{line}\n{{".encode(), "pack")
    assert read.pack.facts == (good,)
    assert [finding.place for finding in read.findings] == ["pack, line 2", "pack, line 4"]
    assert word in read.findings[0].message


def test_a_difference_tells_added_removed_and_changed() -> None:
    stays = PackFact("1903140C0", "A", "visa_j1", "yes", "its page", DAY)
    old = PackFact("1903140C0", "A", "step2_min", 220, "its page", DAY)
    new = PackFact("1903140C0", "A", "step2_min", 230, "its page", DAY)
    gone = PackFact("1903140C0", "A", "visa_h1b", "no", "its page", DAY)
    found = diff_packs(_pack(stays, old, gone), _pack(new, stays))
    assert (found.added, found.removed, found.changed, found.n_same) == (
        (),
        (gone,),
        ((old, new),),
        1,
    )
