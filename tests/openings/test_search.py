from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.openings.opening import Opening
from preround.openings.search import (
    FACETS,
    SORTS,
    SeenOpening,
    Wish,
    fee_band,
    find,
    fits_dates,
)
from tests.oracles.openings import count, fits_by_days, passes

KINDS = ("observership", "externship", "")
STATES = ("NY", "NJ", "")
FEES = (None, 0.0, 400.0, 900.0, 5000.0)


def seen(number: int, opening: Opening, **more: object) -> SeenOpening:
    values: dict[str, object] = {
        "id": f"o{number}", "opening": opening, "kind": opening.kind, "hands_on": "unknown",
        "letter": "unknown", "freshness": "fresh", "who": ("unknown",),
        "fee_band": fee_band(opening.fee_for_stay_usd), "stage": "found", "closed": False,
        "n_warnings": 0, "total_usd": opening.fee_usd or 0.0, "n_open_costs": 0,
        "per_hands_on_week_usd": None, "plan": "unknown",
        "haystack": f"{opening.institution} {opening.state}".casefold(),
    }  # fmt: skip
    return SeenOpening(**(values | more))  # type: ignore[arg-type]


ROWS = st.lists(
    st.builds(
        Opening,
        institution=st.sampled_from(["alpha", "beta", "alpha beta"]),
        kind=st.sampled_from(KINDS), state=st.sampled_from(STATES), fee_usd=st.sampled_from(FEES),
    ),
    max_size=20,
).map(lambda many: [seen(i, one, who=("students",) if i % 2 else ("students", "graduates"))
                    for i, one in enumerate(many, 1)])  # fmt: skip
WISHES = st.builds(
    Wish,
    text=st.sampled_from(["", "alpha", "beta ny", "zzz"]),
    kind=st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(tuple),
    state=st.lists(st.sampled_from(STATES), max_size=2, unique=True).map(tuple),
    who=st.lists(st.sampled_from(["students", "graduates"]), max_size=1).map(tuple),
    most_fee_usd=st.sampled_from([None, 0.0, 900.0]),
)


@given(ROWS, WISHES)
def test_filters_and_live_counts_are_what_a_slow_count_gives(
    rows: list[SeenOpening], wish: Wish
) -> None:
    found = find(rows, wish)
    assert {one.id for one in found.rows} == {one.id for one in rows if passes(one, wish)}
    for facet in FACETS:
        for option in found.options[facet]:
            assert option.count == count(rows, wish, facet, option.value)
            assert option.chosen == (option.value in getattr(wish, facet))
    if found.relax is not None:
        name, n = found.relax
        assert not found.rows
        assert len(find(rows, wish.without(name)).rows) == n


DAYS = st.dates(dt.date(2027, 1, 1), dt.date(2027, 4, 1))


@given(DAYS, DAYS, st.none() | st.integers(1, 8).map(float), DAYS, DAYS)
def test_a_stay_fits_where_a_slow_count_of_days_finds_room(
    start: dt.date, end: dt.date, weeks: float | None, free_from: dt.date, free_until: dt.date
) -> None:
    start, end = min(start, end), max(start, end)
    first, last = min(free_from, free_until), max(free_from, free_until)
    opening = Opening("A", start=start, end=end, weeks=weeks)
    if weeks is None:  # a fixed stay: all of its weekdays must be free
        inside = fits_dates(opening, first, last, None)
        assert inside or not (first <= start and end <= last)
    else:
        assert fits_dates(opening, first, last, None) == fits_by_days(opening, first, last)


def test_unknown_dates_and_fees_are_no_refusal() -> None:
    rows = [seen(1, Opening("a")), seen(2, Opening("b", fee_usd=2000))]
    assert [one.id for one in find(rows, Wish(most_fee_usd=1000)).rows] == ["o1"]
    free = Wish(free_from=dt.date(2027, 1, 1))
    assert find(rows, free).n_dates_unknown == 2
    assert find(rows, Wish(free_from=dt.date(2027, 1, 1), known_only=True)).rows == []


def test_a_stay_shorter_than_wanted_does_not_fit() -> None:
    two = Opening("A", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 15))
    assert fits_dates(two, None, None, 4) is False
    assert fits_dates(two, None, None, 2) is True


@pytest.mark.parametrize(
    ("sort", "order"),
    [("", "21"), ("start", "21"), ("fee", "21"), ("cost", "12"), ("week", "12"), ("read", "12"),
     ("name", "21")],
)  # fmt: skip
def test_an_order_puts_what_is_not_known_last(sort: str, order: str) -> None:
    rows = [
        seen(1, Opening("b"), per_hands_on_week_usd=7.0),
        seen(2, Opening("a", fee_usd=5, start=dt.date(2027, 1, 1), read=dt.date(2026, 1, 1))),
    ]
    assert [one.id[1:] for one in find(rows, Wish(), sort).rows] == list(order)
    assert sort in SORTS
