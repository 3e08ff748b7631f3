"""The list under other answers: what moved is what the answer moved, and each move has a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Batch, BatchKind, FactEntry, Overlay
from preround.domain.applicant import Applicant
from preround.domain.program_list import ListRow, Tier
from preround.domain.verdict import Verdict
from preround.facts.reader import load_season
from preround.importers.applicant_changes import parse_change
from preround.importers.applicant_file import parse_applicant
from preround.jobs.what_if import Move, NothingChanged, WhatIf, _trades, _why, what_if

TODAY = date(2026, 11, 22)
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.toml"


@cache
def applicant() -> Applicant:
    return parse_applicant(SAMPLE.read_bytes(), SAMPLE.name, TODAY).applicant


def ask(*changes: str, catalogue: Catalogue | None = None) -> WhatIf:
    return what_if(
        applicant(),
        [parse_change(text) for text in changes],
        load_season(2027),
        catalogue or Overlay().apply(load_listing()),
        today=TODAY,
    )


@cache
def better_score() -> WhatIf:
    return ask("exams.step_2_ck.score=258")


def test_a_better_score_brings_more_of_both() -> None:
    before = better_score().before.listing.summary
    after = better_score().after.listing.summary
    assert after.p_match.mean > before.p_match.mean
    assert after.interviews.mean > before.interviews.mean
    assert after.fee_usd <= (after.budget_usd or 0.0)


def test_what_moved_is_exactly_what_differs() -> None:
    answer = better_score()
    before = {row.program.nrmp_code: row for row in answer.before.listing.rows}
    differs = set()
    for row in answer.after.listing.rows:
        old = before[row.program.nrmp_code]
        if (old.tier, old.apply, old.signal) != (row.tier, row.apply, row.signal):
            differs.add(row.program.nrmp_code)
    told = (*answer.moved, *answer.traded, *answer.hardly)
    assert {move.after.program.nrmp_code for move in told} == differs
    assert all(move.why for move in answer.moved)


def test_less_money_says_so() -> None:
    answer = ask("wishes.budget_usd=600")
    left_out = [move for move in answer.moved if move.before.apply and not move.after.apply]
    assert left_out
    assert {move.why for move in left_out} == {"the money no longer reaches it"}


def test_a_rule_that_is_met_now_is_the_reason() -> None:
    code = better_score().after.listing.rows[0].program.nrmp_code
    entry = FactEntry(code, "step2_min", 250, "the program's page", TODAY)
    overlay = Overlay.of([Batch("1", "2026-11-22", "read", BatchKind.CORRECTION, (entry,))])
    answer = ask("exams.step_2_ck.score=258", catalogue=overlay.apply(load_listing()))
    (move,) = [move for move in answer.moved if move.after.program.nrmp_code == code]
    assert (move.before.tier, move.after.tier is Tier.BLOCKED) == (Tier.BLOCKED, False)
    assert "250" in move.why


def test_another_specialty_brings_programs_the_list_did_not_hold() -> None:
    answer = ask("wishes.specialties=Internal Medicine,Neurology")
    new = [move for move in answer.moved if move.after.program.specialty == "Neurology"]
    assert new
    assert not any(move.before.apply for move in new)


def test_the_same_answers_are_no_question() -> None:
    with pytest.raises(NothingChanged, match="nothing can move"):
        ask("exams.step_2_ck.score=243")


def test_a_step_no_odds_can_tell_is_no_news() -> None:
    answer = ask("exams.step_2_ck.score=244")
    assert not answer.moved
    assert {move.before.tier is move.after.tier for move in answer.hardly} == {False}
    assert answer.no_news == (
        f"Not counted: {len(answer.hardly)} programs crossed a tier's line by less than the odds "
        "can tell."
    )


def test_equals_that_take_each_other_s_places_are_no_news() -> None:
    before, swapped = ask("exams.step_2_ck.score=244").before, {}
    rows = before.listing.rows
    alike = [row for row in rows if row.program.state == "NJ" and not row.part_of]
    gold, silver = (next(row for row in alike if row.signal == one) for one in ("gold", "silver"))
    plain = next(row for row in alike if row.apply and not row.signal)
    for row, other in ((gold, silver), (silver, plain), (plain, gold)):
        code = row.program.nrmp_code
        swapped[code] = replace(row, signal=other.signal, apply=other.apply)
    trades = [Move(row, swapped[row.program.nrmp_code], "") for row in (gold, silver, plain)]
    assert set(map(id, _trades(trades))) == set(map(id, trades))
    assert _trades(trades[:2]) == ()


def test_a_signal_that_goes_to_a_better_program_is_told() -> None:
    rows = ask("exams.step_2_ck.score=244").before.listing.rows
    strong = next(row for row in rows if row.signal == "gold")
    weak = next(row for row in rows if row.apply and row.program.state == "NY")
    moves = [
        Move(strong, replace(strong, signal=None), ""),
        Move(weak, replace(weak, signal="gold"), ""),
    ]
    assert _trades(moves) == ()


def test_a_better_verdict_is_not_why_less_money_leaves_programs_out() -> None:
    unsat = applicant().model_copy(
        update={"exams": tuple(one for one in applicant().exams if one.name != "step_2_ck")}
    )
    changes = ["exams.step_2_ck.score=238", "exams.step_2_ck.passed=true", "wishes.budget_usd=800"]
    answer = what_if(
        unsat,
        [parse_change(text) for text in changes],
        load_season(2027),
        Overlay().apply(load_listing()),
        today=TODAY,
    )
    left_out = [move for move in answer.moved if move.before.apply and not move.after.apply]
    assert left_out
    assert all(move.why.startswith("the money no longer reaches it") for move in left_out)


def test_a_verdict_is_the_reason_only_where_it_moves_the_program_that_way() -> None:
    row = better_score().before.listing.rows[0]
    result = next(one for one in row.verdicts if one.rule == "step_2_ck_due")

    def standing(verdict: Verdict, apply: bool) -> ListRow:
        changed = replace(result, verdict=verdict, message=verdict.value)
        return replace(row, apply=apply, verdicts=(changed,))

    unknown, met = standing(Verdict.UNKNOWN, True), standing(Verdict.MET, False)
    assert _why(unknown, met, 0.0) == "others now earn the place"
    assert _why(unknown, met, -700.0) == "the money no longer reaches it"
    assert _why(met, unknown, 700.0) == "the money now reaches it"
    refused = standing(Verdict.NOT_MET, False)
    assert _why(unknown, refused, 0.0) == Verdict.NOT_MET.value
    blocked = replace(refused, tier=Tier.BLOCKED)
    assert _why(unknown, blocked, -700.0) == Verdict.NOT_MET.value
