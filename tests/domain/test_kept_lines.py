from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from preround.domain.kept_lines import read_lines


def number(line: bytes) -> int | None:
    """A record is a number between bars, so that a piece of one is none."""
    inside = line.removeprefix(b"|").removesuffix(b"|")
    return int(inside) if line == b"|" + inside + b"|" and inside.isdigit() else None


@given(st.lists(st.integers(0, 10**6), max_size=8), st.integers(0, 200))
def test_a_file_cut_anywhere_keeps_every_whole_record(values: list[int], cut: int) -> None:
    whole = b"".join(b"|%d|\n" % value for value in values)
    kept = read_lines(whole[:cut], number)
    n_whole = len(kept.records)
    assert list(kept.records) == values[:n_whole]
    assert n_whole >= whole[:cut].count(b"\n")
    # what follows begins where the whole part ends
    begun = whole[:cut][: kept.good_bytes] + (b"" if kept.closed else b"\n")
    again = read_lines(begun + b"|7|\n", number)
    assert list(again.records) == [*values[:n_whole], 7]
    assert not again.damaged


def test_a_damaged_line_is_numbered_and_passed_over() -> None:
    kept = read_lines(b"|1|\nhello\n\n|2|\n|3", number)
    assert (kept.records, kept.damaged, kept.is_torn, kept.version) == ((1, 2), (2,), True, 4)
