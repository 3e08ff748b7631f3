from __future__ import annotations

import datetime as dt

import pytest

from preround.openings.opening import Freshness, Opening, cost, freshness, guide, search, vet

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.FRESH), (90, Freshness.FRESH), (91, Freshness.AGING), (180, Freshness.AGING),
        (181, Freshness.OLD), (365, Freshness.OLD), (366, Freshness.STALE),
    ],
)  # fmt: skip
def test_freshness_goes_by_days_since_it_was_read(days: int, expected: Freshness) -> None:
    assert freshness(Opening("A", read=TODAY - dt.timedelta(days=days)), TODAY) is expected


def test_an_opening_nobody_dated_is_unknown() -> None:
    assert freshness(Opening("A"), TODAY) is Freshness.UNKNOWN


def test_a_promised_letter_and_what_is_not_said_are_pointed_out() -> None:
    codes = {one.code for one in vet(Opening("A", letter_policy="Guaranteed letter in 4 weeks"))}
    assert codes == {"letter_promised", "no_physician", "no_affiliation", "no_duties"}
    sound = Opening(
        "A", physician="named", affiliation="a hospital", duties="history, notes",
        letter_policy="a letter where earned",
    )  # fmt: skip
    assert vet(sound) == ()


def test_cost_adds_what_is_known_and_names_what_is_not() -> None:
    # 28 days = 4 weeks: 1200 + 700 + 4 x 300 = 3100; a month of four weeks costs the same
    four = Opening("A", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 31), fee_usd=1200)
    found = cost(four, travel_usd=700, lodging_usd_per_week=300)
    assert (found.total_usd, found.per_month_usd, found.open) == (3100, 3100, ("visa",))


def test_search_keeps_an_unknown_fee_and_drops_a_higher_one() -> None:
    ones = [Opening("A", fee_usd=900), Opening("B", fee_usd=2000), Opening("C", state="NY")]
    assert [one.institution for one in search(ones, most_fee_usd=1000)] == ["A", "C"]
    assert [one.institution for one in search(ones, state="ny")] == ["C"]


def test_every_figure_of_the_guide_has_a_source_and_no_offer_is_seeded() -> None:
    assert all(one["source"] and one["read"] for one in guide()["kind"])
    assert "opening" not in guide()
