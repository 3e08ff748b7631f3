"""A running season: news moves the forecast and says why, and a quiet one gets a plan."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.facts.reader import load_season
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import BuiltList, ListRequest, build_program_list
from preround.jobs.follow_season import (
    SeasonFollowed,
    day_of_share,
    follow_season,
    quiet_steps,
    review_opens,
)
from preround.jobs.rank_odds import rank_odds

TODAY = date(2026, 11, 22)
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.toml"


@cache
def built() -> BuiltList:
    applicant = parse_applicant(SAMPLE.read_bytes(), SAMPLE.name, TODAY).applicant
    catalogue = Overlay().apply(load_listing())
    request = ListRequest(n_applications=40)
    return build_program_list(applicant, load_season(2027), catalogue, today=TODAY, request=request)


@cache
def codes() -> tuple[str, ...]:
    return tuple(row.program.nrmp_code for row in built().listing.rows if row.apply)


def follow(answers: dict[str, bool], day: date = TODAY) -> SeasonFollowed:
    return follow_season(built(), answers, load_season(2027), day)


def test_news_is_told_kind_by_kind() -> None:
    found = follow({codes()[0]: True, codes()[1]: False, codes()[2]: False})
    assert (found.n_applied, found.n_invited, found.n_rejected, found.n_silent) == (40, 1, 2, 37)
    invitation, refusals, silence = found.why
    assert invitation.startswith("1 invitation: the chance to match rises from")
    assert refusals.startswith("2 refusals: ")
    assert silence.startswith("Silence from 37 programs, ")


def test_the_first_outlook_is_the_lists_own_forecast() -> None:
    found, summary = follow({}), built().listing.summary
    assert (found.first.p_match, found.first.interviews) == (summary.p_match, summary.interviews)
    assert found.learned.before.p_match.mean == pytest.approx(summary.p_match.mean, abs=0.02)


def test_before_programs_may_review_silence_says_nothing() -> None:
    found = follow({}, date(2026, 9, 20))
    assert found.why == ()
    assert found.steps == ()
    assert found.now == found.first


def test_a_quiet_season_gets_more_to_do_as_it_goes_on() -> None:
    early, late = follow({}, date(2026, 10, 25)), follow({}, date(2026, 12, 20))
    assert 0 < len(early.steps) < len(late.steps) == len(quiet_steps())
    assert late.learned.now.p_match.mean < early.learned.now.p_match.mean


def test_a_good_season_gets_none() -> None:
    assert follow(dict.fromkeys(codes()[:6], True)).steps == ()


def test_waiting_programs_stand_by_what_may_still_come() -> None:
    found = follow({codes()[0]: True})
    assert codes()[0] not in {one.program.nrmp_code for one in found.waiting}
    chances = [one.now for one in found.waiting]
    assert chances == sorted(chances, reverse=True)
    assert all(0.0 < one.now < 1.0 for one in found.waiting)


def test_an_answer_from_a_program_off_the_list_counts_as_an_application() -> None:
    off = next(row for row in built().listing.rows if not row.apply and not row.part_of)
    found = follow({off.program.nrmp_code: True})
    assert (found.n_applied, found.n_invited) == (41, 1)


def test_a_season_without_a_published_day_takes_the_last_known_weekday() -> None:
    expected, known = review_opens(load_season(2028)), review_opens(load_season(2027))
    assert (expected - known).days == 364
    assert expected.weekday() == known.weekday()


def test_half_of_invitations_come_before_most() -> None:
    assert 0 < day_of_share(0.5) < day_of_share(0.9) < 120


def test_an_interview_given_up_tells_of_the_person_and_brings_nothing() -> None:
    code = codes()[0]
    day = date(2026, 9, 20)
    kept = follow({code: True}, day)
    lost = follow_season(built(), {code: True}, load_season(2027), day, given_up={code})
    assert lost.learned.strength == kept.learned.strength
    assert lost.learned.now.interviews.mean == pytest.approx(kept.learned.now.interviews.mean - 1)
    assert lost.learned.now.p_match.mean < kept.learned.now.p_match.mean


def test_once_nothing_more_is_to_come_season_and_rank_list_say_the_same() -> None:
    rows = {row.program.nrmp_code: row.program for row in built().listing.rows}
    for n in (2, 5, 8):
        over = follow(dict.fromkeys(codes()[:n], True), date(2027, 2, 28))
        programs = [rows[code] for code in codes()[:n]]
        ranks = rank_odds(built().odds.applicant, programs, programs, 2027, TODAY)
        assert over.now.p_match.mean == pytest.approx(ranks.p_match.mean, abs=0.03)
