"""What to look up next: the facts that are missing or old, where they could matter most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from preround.catalogue.listing import load_listing
from preround.domain.program import FactReading, Program, ProgramFact
from preround.domain.program_list import ListRow, Tier
from preround.domain.ranges import Interval, Support
from preround.domain.verdict import RuleResult, Verdict
from preround.jobs.look_ups import look_up_queue, missing_facts

TODAY = date(2026, 11, 21)
PROGRAMS = load_listing().programs[:4]
UNKNOWN_VISA = RuleResult("visa", Verdict.UNKNOWN, "", missing_fact="visa_h1b", at_stake=True)
UNKNOWN_YEAR = RuleResult(
    "graduation", Verdict.UNKNOWN, "", missing_fact="years_since_graduation_max"
)
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


def test_a_rule_that_may_block_a_good_program_comes_first() -> None:
    rows = [
        row(PROGRAMS[0], UNKNOWN_YEAR, mean=0.1),
        row(PROGRAMS[1], UNKNOWN_VISA, mean=0.1),
        row(PROGRAMS[2], UNKNOWN_VISA, mean=0.3),
    ]
    codes = [look_up.nrmp_code for look_up in look_up_queue(rows, TODAY)]
    assert codes == [PROGRAMS[i].nrmp_code for i in (2, 1, 0)]


def test_one_left_out_is_worth_what_it_could_rise_above_the_weakest() -> None:
    rows = [
        row(PROGRAMS[0], mean=0.1),
        row(PROGRAMS[1], UNKNOWN_VISA, mean=0.09, apply=False),
        row(PROGRAMS[2], UNKNOWN_VISA, mean=0.02, apply=False),
    ]
    (look_up,) = look_up_queue(rows, TODAY)
    # upper figure 0.18 against the weakest applied to, 0.10
    assert look_up.nrmp_code == PROGRAMS[1].nrmp_code
    assert abs(look_up.worth - 0.08) < 1e-12


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


def test_wanted_kinds_are_added_where_they_lack() -> None:
    wanted = ["interview_rate_non_us_img", "no_such_kind"]
    (look_up,) = look_up_queue([row(PROGRAMS[0], MET)], TODAY, wanted=wanted)
    assert look_up.facts == ("interview_rate_non_us_img",)


def test_the_queue_is_as_long_as_asked() -> None:
    rows = [row(program, UNKNOWN_VISA) for program in load_listing().programs[:80]]
    assert len(look_up_queue(rows, TODAY)) == 50
    assert len(look_up_queue(rows, TODAY, limit=None)) == 80
