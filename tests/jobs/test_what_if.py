"""The list under other answers: what moved is what the answer moved, and each move has a reason."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Batch, BatchKind, FactEntry, Overlay
from preround.domain.applicant import Applicant
from preround.domain.program_list import Tier
from preround.facts.reader import load_season
from preround.importers.applicant_changes import parse_change
from preround.importers.applicant_file import parse_applicant
from preround.jobs.what_if import NothingChanged, WhatIf, what_if

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
    assert {move.after.program.nrmp_code for move in answer.moved} == differs
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
