"""What was sent stays as sent; corrections and answers stand beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.sent_list import SentList
from preround.facts.reader import load_season
from preround.importers.applicant_changes import change_applicant, parse_change
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import BuiltList, ListRequest, build_program_list
from preround.jobs.follow_season import follow_season
from preround.jobs.sent_list import SentRefused, never_sent, send_list, sent_later, sent_lines

TODAY = date(2026, 11, 22)
SENT_ON = date(2026, 9, 24)
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.toml"


@cache
def built(*changes: str, also: frozenset[str] = frozenset()) -> BuiltList:
    applicant = parse_applicant(SAMPLE.read_bytes(), SAMPLE.name, TODAY).applicant
    if changes:
        applicant = change_applicant(
            applicant, [parse_change(text) for text in changes], TODAY
        ).applicant
    catalogue = Overlay().apply(load_listing())
    request = ListRequest(n_applications=40, also=also)
    return build_program_list(applicant, load_season(2027), catalogue, today=TODAY, request=request)


@cache
def signals() -> dict[str, str]:
    return {
        row.program.nrmp_code: row.signal or "none" for row in built().listing.rows if row.apply
    }


@cache
def sent() -> SentList:
    return send_list(built(), signals(), SENT_ON, TODAY)


def off_list() -> str:
    row = next(row for row in built().listing.rows if not row.apply and not row.part_of)
    return row.program.nrmp_code


def test_the_list_sent_whole_has_the_list_s_own_numbers() -> None:
    summary = built().listing.summary
    assert (sent().interviews, sent().p_match) == (summary.interviews, summary.p_match)
    rows = {row.program.nrmp_code: row for row in built().listing.rows}
    assert all(one.interview == rows[one.code].interview for one in sent().applications)


def test_a_part_of_the_list_brings_less_than_the_whole() -> None:
    half = dict(list(signals().items())[:20])
    assert send_list(built(), half, SENT_ON, TODAY).p_match.mean < sent().p_match.mean


def test_nothing_sent_outlives_only_as_it_was() -> None:
    document = json.loads(json.dumps(sent().as_document()))
    assert SentList.of_document(document) == sent()
    assert SentList.of_document({}) is None


def test_another_score_and_later_answers_leave_what_was_sent() -> None:
    better = built("exams.step_2_ck.score=265")
    codes = list(signals())
    before = follow_season(better, {}, load_season(2027), TODAY, kept=sent())
    answers = {codes[0]: True, codes[1]: False}
    after = follow_season(better, answers, load_season(2027), TODAY, kept=sent())
    for found in (before, after):
        assert found.first.p_match == sent().p_match
        assert found.first.interviews == sent().interviews
    assert after.now.p_match.mean > before.now.p_match.mean
    assert after.why[0].startswith("Your record and what is known of programs today: ")
    as_sent = {one.code: one.interview.mean for one in sent().applications}
    assert all(one.at_first == as_sent[one.program.nrmp_code] for one in after.waiting)


def test_the_signals_of_that_day_count_whatever_the_list_says_now() -> None:
    plain = send_list(built(), dict.fromkeys(signals(), "none"), SENT_ON, TODAY)
    day = date(2026, 9, 20)
    facts = load_season(2027)
    without = follow_season(built(), {}, facts, day, kept=plain)
    signaled = follow_season(built(), {}, facts, day, kept=sent())
    assert without.now.p_match.mean < signaled.now.p_match.mean
    assert signaled.now.p_match == sent().p_match


def test_before_any_answer_the_unsent_list_is_the_list_s_own_forecast() -> None:
    found = follow_season(built(), {}, load_season(2027), date(2026, 9, 20))
    summary = built().listing.summary
    assert (found.first.p_match, found.now.p_match) == (summary.p_match, summary.p_match)
    assert found.first.interviews == summary.interviews


def test_a_forgotten_one_counts_while_the_odds_are_those_of_that_day() -> None:
    code = off_list()
    whole = sent_later(sent(), built(), code, "none", SENT_ON, TODAY)
    assert whole.p_match.mean > sent().p_match.mean
    assert whole.n_first == 41
    assert never_sent(whole, built(), code) == sent()


def test_one_sent_later_stands_apart_and_never_counts_among_the_first() -> None:
    later = sent_later(sent(), built(), off_list(), "none", SENT_ON + timedelta(10), TODAY)
    assert later.p_match == sent().p_match
    assert (later.n_first, len(later.applications)) == (40, 41)
    assert later.by_code[off_list()].added_on == SENT_ON + timedelta(10)


def test_a_correction_after_the_odds_moved_leaves_the_figures() -> None:
    better = built("exams.step_2_ck.score=265")
    corrected = never_sent(sent(), better, next(iter(signals())))
    assert corrected.p_match == sent().p_match
    assert corrected.n_first == 39


def test_a_signal_can_be_corrected_and_what_was_withdrawn_can_stand_again() -> None:
    code = next(code for code, tier in signals().items() if tier == "gold")
    corrected = sent_later(sent(), built(), code, "none", SENT_ON, TODAY)
    assert corrected.by_code[code].signal == "none"
    assert corrected.by_code[code].interview.mean < sent().by_code[code].interview.mean
    gone = sent().withdrawn(code, TODAY)
    assert (len(gone.standing), gone.p_match) == (39, sent().p_match)
    assert gone.withdrawn(code, None) == sent()
    followed = follow_season(built(), {}, load_season(2027), TODAY, kept=gone)
    assert followed.n_applied == 39


def test_a_withdrawn_invitation_tells_and_brings_nothing() -> None:
    code = next(iter(signals()))
    facts, day = load_season(2027), date(2026, 9, 20)
    kept = follow_season(built(), {code: True}, facts, day, kept=sent())
    gone = sent().withdrawn(code, TODAY)
    lost = follow_season(built(), {code: True}, facts, day, kept=gone)
    assert lost.now.interviews.mean == pytest.approx(kept.now.interviews.mean - 1, abs=1e-9)


def test_programs_sent_are_judged_though_the_wishes_left_them_since() -> None:
    other = built("wishes.specialties=Neurology", also=frozenset(signals()))
    codes = {row.program.nrmp_code for row in other.listing.rows}
    assert set(signals()) <= codes
    assert not any(row.apply for row in other.listing.rows if row.program.nrmp_code in signals())
    assert follow_season(other, {}, load_season(2027), TODAY, kept=sent()).n_applied == 40


def test_lines_set_odds_then_beside_odds_now_and_the_answer() -> None:
    better, code = built("exams.step_2_ck.score=265"), next(iter(signals()))
    gone = sent().withdrawn(list(signals())[-1], TODAY)
    invited = [Invitation(code, status=InvitationStatus.INVITED)]
    programs = {row.program.nrmp_code: row.program for row in better.listing.rows}
    lines = sent_lines(gone, better, invited, programs)
    assert lines[-1].application.withdrawn_on == TODAY
    line = next(one for one in lines if one.application.code == code)
    assert line.answer is InvitationStatus.INVITED
    assert line.now is not None
    assert line.now.mean > line.application.interview.mean
    means = [one.application.interview.mean for one in lines[:-1]]
    assert means == sorted(means, reverse=True)


@pytest.mark.parametrize(
    ("codes", "on", "words"),
    [
        ({}, SENT_ON, "Nothing is ticked"),
        ({"X": "none"}, SENT_ON, "X: no program of this list"),
        ({"first": "bronze"}, SENT_ON, "no signal of any tier"),
        ({"first": "none"}, TODAY + timedelta(1), "still ahead"),
        ({"first": "none"}, date(2025, 9, 24), "outside season 2027"),
    ],
)
def test_what_cannot_have_been_sent_is_refused(codes: dict[str, str], on: date, words: str) -> None:
    first = next(iter(signals()))
    asked = {code.replace("first", first): tier for code, tier in codes.items()}
    with pytest.raises(SentRefused, match=words):
        send_list(built(), asked, on, TODAY)


def test_one_more_cannot_be_older_than_the_others() -> None:
    with pytest.raises(SentRefused, match="before the day the others were sent"):
        sent_later(sent(), built(), off_list(), "none", SENT_ON - timedelta(1), TODAY)
    assert replace(sent(), applications=()).standing == ()


def test_the_last_one_taken_out_leaves_nothing_to_expect() -> None:
    code = next(iter(signals()))
    one = send_list(built(), {code: "none"}, SENT_ON, TODAY)
    none = never_sent(one, built(), code)
    assert (none.n_first, none.p_match.mean, none.interviews.mean) == (0, 0.0, 0.0)
    assert follow_season(built(), {}, load_season(2027), TODAY, kept=none).n_applied == 0
    gone = one.withdrawn(code, TODAY)
    assert follow_season(built(), {}, load_season(2027), TODAY, kept=gone).n_applied == 0
