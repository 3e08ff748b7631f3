"""What to look up next: the facts that are missing or old, where they could matter most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.catalogue.listing import load_listing
from preround.domain.applicant import Wishes
from preround.domain.program import FactReading, Program, ProgramFact
from preround.domain.program_list import ListRow, Tier
from preround.domain.ranges import Interval, Support
from preround.domain.verdict import RuleResult, Verdict
from preround.jobs.look_ups import RateSpread, favored_places, look_up_queue, missing_facts

TODAY = date(2026, 11, 21)
PROGRAMS = load_listing().programs[:4]
UNKNOWN_VISA = RuleResult("visa", Verdict.UNKNOWN, "", missing_fact="visa_h1b", at_stake=True)
UNKNOWN_YEAR = RuleResult(
    "graduation", Verdict.UNKNOWN, "", missing_fact="years_since_graduation_max"
)
RATE = "interview_rate_non_us_img"
MET = RuleResult("score", Verdict.MET, "")


def row(
    program: Program,
    *verdicts: RuleResult,
    mean: float = 0.1,
    apply: bool = True,
    tier: Tier = Tier.REACH,
) -> ListRow:
    interval = Interval(mean / 2, mean, mean * 2, mean, Support.ESTIMATED)
    return ListRow(program, tier, interval, interval, 0.1, verdicts, (), apply=apply)


def test_a_program_with_nothing_missing_is_not_in_the_queue() -> None:
    assert look_up_queue([row(PROGRAMS[0], MET)], TODAY) == ()


def test_missing_facts_come_with_places_and_minutes() -> None:
    (look_up,) = look_up_queue([row(PROGRAMS[0], UNKNOWN_YEAR, UNKNOWN_VISA)], TODAY)
    assert look_up.facts == ("visa_h1b", "years_since_graduation_max")
    assert look_up.where[0].startswith("the program's own page")
    assert look_up.minutes == 2.5
    assert look_up.nrmp_code == PROGRAMS[0].nrmp_code


def test_a_rule_that_may_well_block_comes_before_one_only_missing() -> None:
    rows = [row(PROGRAMS[0], UNKNOWN_YEAR), row(PROGRAMS[1], UNKNOWN_VISA), row(PROGRAMS[2], MET)]
    found = look_up_queue(rows, TODAY)
    assert [look_up.nrmp_code for look_up in found] == [
        PROGRAMS[1].nrmp_code,
        PROGRAMS[0].nrmp_code,
    ]
    assert [look_up.worth for look_up in found] == pytest.approx([0.5 * 0.1, 0.1 * 0.1])


def test_a_rule_of_a_program_left_out_frees_no_application() -> None:
    rows = [row(PROGRAMS[0], MET), row(PROGRAMS[1], UNKNOWN_VISA, apply=False)]
    assert look_up_queue(rows, TODAY) == ()


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 0.5))
def test_a_rate_is_worth_what_drawing_it_would_bring(seed: int, bar: float) -> None:
    rng = np.random.default_rng(seed)
    chances, weights = rng.random((3, 4)), rng.dirichlet(np.ones(4), 3)
    worth = RateSpread(RATE, chances, weights).worth(bar)
    for i in range(3):
        blind = max(sum(c * w for c, w in zip(chances[i], weights[i], strict=True)), bar)
        known = sum(max(c, bar) * w for c, w in zip(chances[i], weights[i], strict=True))
        assert worth[i] == pytest.approx(known - blind, abs=1e-12)
        assert worth[i] >= 0.0


def test_the_rate_that_could_move_a_program_across_the_bar_comes_first() -> None:
    chances = np.array([[0.1, 0.1], [0.0, 0.2], [0.05, 0.07]])
    spread = RateSpread(RATE, chances, np.full((3, 2), 0.5))
    rows = [
        replace(row(PROGRAMS[i], MET, apply=i == 0), index=i) for i in range(3)
    ]  # the bar is the first one's 0.1
    (look_up,) = look_up_queue(rows, TODAY, rates=spread)
    assert look_up.nrmp_code == PROGRAMS[1].nrmp_code
    assert look_up.worth == pytest.approx(0.05)
    assert look_up.facts == (RATE,)


def test_blocked_and_excluded_programs_are_not_looked_up() -> None:
    excluded = replace(row(PROGRAMS[1], UNKNOWN_VISA), excluded=True)
    rows = [row(PROGRAMS[0], UNKNOWN_VISA, tier=Tier.BLOCKED), excluded]
    assert look_up_queue(rows, TODAY) == ()


def test_a_stale_policy_and_a_dispute_are_read_again() -> None:
    old = ProgramFact("visa_j1", (FactReading("yes", "page", date(2026, 3, 1)),))
    fresh = ProgramFact("step2_min", (FactReading(230, "page", TODAY),))
    disputed = ProgramFact(
        "accepts_img", (FactReading("yes", "a", TODAY), FactReading("no", "b", TODAY))
    )
    program = replace(PROGRAMS[0], facts={fact.name: fact for fact in (old, fresh, disputed)})
    assert set(missing_facts(row(program), TODAY)) == {"visa_j1", "accepts_img"}
    assert missing_facts(row(program), TODAY, [RATE, "no_such_kind"])[-1] == RATE


def test_the_queue_is_as_long_as_asked() -> None:
    rows = [row(program, UNKNOWN_VISA) for program in load_listing().programs[:80]]
    assert len(look_up_queue(rows, TODAY)) == 50
    assert len(look_up_queue(rows, TODAY, limit=None)) == 80


PLACES = {state: [p for p in load_listing().programs if p.state == state] for state in ("TX", "OH")}
FAVORED = favored_places(Wishes(states_preferred=("OH",), ties=("TX",)))


def test_among_look_ups_worth_nearly_the_same_ties_come_first_then_preferred_states() -> None:
    plain = [p for p in load_listing().programs if p.state not in FAVORED][:2]
    rows = [
        row(plain[0], UNKNOWN_VISA, mean=0.11),
        row(PLACES["OH"][0], UNKNOWN_VISA, mean=0.11),
        row(PLACES["TX"][0], UNKNOWN_VISA, mean=0.11),
        row(plain[1], UNKNOWN_YEAR, mean=0.11),
        row(PLACES["TX"][1], UNKNOWN_YEAR, mean=0.11),
    ]
    found = look_up_queue(rows, TODAY, places=FAVORED)
    assert [one.place for one in found] == [
        "you have a tie to TX",
        "OH is on your list of states",
        "",
        "you have a tie to TX",
        "",
    ]
    worth = [one.worth for one in found]
    assert worth[0] == worth[2] > worth[3] == worth[4]


def test_a_favored_state_never_comes_before_what_is_worth_plainly_more() -> None:
    rng = np.random.default_rng(7)
    programs = load_listing().programs[:60]
    worth = rng.uniform(0.01, 0.1, 60)
    chances = np.stack([np.zeros(60), 2 * (0.05 + worth)], axis=1)
    spread = RateSpread(RATE, chances, np.full((60, 2), 0.5))
    rows = [replace(row(p, MET, mean=0.05), index=i) for i, p in enumerate(programs)]
    favored = {programs[0].state: "you have a tie to it"}
    found = look_up_queue(rows, TODAY, rates=spread, places=favored, limit=None)
    assert len(found) > 30
    for i, one in enumerate(found):
        assert all(later.worth <= one.worth / 0.8 + 1e-9 for later in found[i:])


def test_each_look_up_says_what_would_move_where_and_if_what() -> None:
    chances = np.array([[0.1, 0.1], [0.0, 0.2], [0.0, 0.3]])
    spread = RateSpread(RATE, chances, np.full((3, 2), 0.5))
    rows = [replace(row(PROGRAMS[i], MET, apply=i != 1), index=i) for i in range(3)]
    rows.append(replace(row(PROGRAMS[3], UNKNOWN_VISA), index=0))
    why = {one.nrmp_code: one.why for one in look_up_queue(rows, TODAY, rates=spread)}
    assert why[PROGRAMS[3].nrmp_code] == (
        "Would move from your list to blocked if its rule shuts you out: sponsors H-1B."
    )
    assert "from your list to off it if it invites few" in why[PROGRAMS[2].nrmp_code]
    assert "15% now, 0.0% then, about 1 in 2" in why[PROGRAMS[2].nrmp_code]
    assert all(words.startswith("Would move from ") for words in why.values())
