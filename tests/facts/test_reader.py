"""A season answers with what is published, and says plainly what is not."""

from __future__ import annotations

import datetime as dt

import pytest

from preround.domain.citation import Confidence
from preround.domain.errors import UnknownChoice, UserError
from preround.facts.errors import UnpublishedFact, UnsupportedSeason
from preround.facts.fact import FactStatus
from preround.facts.reader import load_season, supported_seasons


def test_three_facts_of_2026_checked_by_hand() -> None:
    season = load_season(2026)
    # AAMC, Fees for 2026 ERAS Season, example 2: "$797-$558=$239".
    assert season.get("fees.fee_assistance_credit").value == 558
    # NRMP calendar 2026: rank order lists certified by 4 March 2026, 9 p.m. ET.
    assert season.date("rank_list_deadline").moment == dt.datetime(2026, 3, 5, 2, 0, tzinfo=dt.UTC)
    # AAMC's and AAIM's table: internal medicine 3 gold and 12 silver.
    assert season.signals("Internal Medicine").tiers == (("gold", 3), ("silver", 12))


def test_three_facts_of_2027_checked_by_hand() -> None:
    season = load_season(2027)
    assert season.get("fees.eras_token").value == 185
    assert season.date("match_day").date == dt.date(2027, 3, 19)  # a Friday
    assert season.signals("Family Medicine").tiers == (("signal", 5),)


def test_three_facts_of_2028_are_only_expected() -> None:
    season = load_season(2028)
    assert season.status is FactStatus.EXPECTED
    for key in ("fees.eras_token", "limits.ranks_max", "oet.valid_from"):
        with pytest.raises(UnpublishedFact, match="2027"):
            season.get(key)


def test_all_supported_seasons_load() -> None:
    assert supported_seasons() == (2026, 2027, 2028)
    assert [load_season(season).season for season in supported_seasons()] == [2026, 2027, 2028]


def test_an_unpublished_fact_names_the_last_season_that_has_it() -> None:
    with pytest.raises(UnpublishedFact, match=r"eras_token: not published for season 2028") as told:
        load_season(2028).get("fees.eras_token")
    assert isinstance(told.value, UserError)
    assert told.value.last_known_season == 2027


def test_last_known_gives_the_older_value_under_its_own_season() -> None:
    fact = load_season(2028).last_known("fees.eras_token")
    assert (fact.value, fact.season) == (185, 2027)


def test_last_known_of_a_published_fact_is_this_seasons() -> None:
    assert load_season(2027).last_known("fees.eras_token").season == 2027


def test_a_later_seasons_value_is_never_last_known() -> None:
    with pytest.raises(UnpublishedFact, match="No earlier season"):
        load_season(2026).last_known("fees.step_1")


def test_a_standing_rule_answers_in_every_season_and_belongs_to_none() -> None:
    for season in supported_seasons():
        fact = load_season(season).get("visa.j1.years_max")
        assert (fact.value, fact.season) == (7, None)


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(UnknownChoice, match=r"fees\.eras_token"):
        load_season(2027).get("fees.eras_tokn")


def test_an_unsupported_season_lists_those_there_are() -> None:
    with pytest.raises(UnsupportedSeason, match="2026, 2027, 2028"):
        load_season(1999)


def test_disagreeing_sources_are_both_kept_and_the_fact_is_unconfirmed() -> None:
    fact = load_season(2027).get("fees.usmle_transcript")
    assert fact.value == 80
    assert [other.value for other in fact.disagree] == [70]
    assert fact.unconfirmed


def test_only_high_confidence_without_dissent_is_confirmed() -> None:
    season = load_season(2027)
    assert not season.get("visa.j1.years_max").unconfirmed
    token = season.get("fees.eras_token")
    assert token.confidence is Confidence.MEDIUM
    assert token.unconfirmed


def test_an_ended_fact_keeps_its_value_and_says_that_it_ended() -> None:
    fact = load_season(2026).get("visa.h1b.proclamation_until")
    assert fact.status is FactStatus.ENDED
    assert fact.value == dt.date(2026, 9, 21)


def test_the_litigation_over_the_h1b_payment_is_marked_to_be_checked() -> None:
    fact = load_season(2027).get("visa.h1b.proclamation_state")
    assert "check" in str(fact.value)
    assert fact.unconfirmed


def test_agreeing_sources_stand_behind_the_first() -> None:
    citations = load_season(2027).get("fees.eras_token").citations
    assert len(citations) == 2
    assert all(citation.read and citation.locator for citation in citations)


def test_a_text_is_not_taken_for_a_number() -> None:
    with pytest.raises(TypeError, match="not a number"):
        _ = load_season(2027).get("visa.j1.sponsor").number


def test_dates_come_in_order_and_an_unpublished_one_raises() -> None:
    dates = load_season(2027).dates()
    assert [date.date for date in dates] == sorted(date.date for date in dates)
    with pytest.raises(UnpublishedFact, match=r"dates\.match_day"):
        load_season(2028).date("match_day")
    assert load_season(2028).date("match_day", last_known=True).season == 2027
    with pytest.raises(UnknownChoice, match="match_day"):
        load_season(2027).date("match_dai")


def test_costs_are_grouped_and_missing_ones_are_left_out() -> None:
    keys = [fact.key for fact in load_season(2027).costs("application")]
    assert keys == ["fees.eras_token", "fees.usmle_transcript", "fees.nrmp_registration"]
    assert load_season(2028).costs("application") == ()
    older = load_season(2028).costs("application", last_known=True)
    assert {fact.season for fact in older} == {2027}


def test_every_published_fact_is_cited_with_place_and_day() -> None:
    for year in supported_seasons():
        season = load_season(year)
        for key in season.store.schema:
            try:
                fact = season.get(key)
            except UnpublishedFact:
                continue
            first = fact.citations[0]
            assert first.source, key
            assert first.locator, key
            assert first.read, key


def test_asked_twice_the_files_are_read_once() -> None:
    assert load_season(2027) is load_season(2027)
    assert load_season(2027).store is load_season(2026).store
