from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.catalogue.listing import load_listing
from preround.domain.applicant import Applicant
from preround.domain.program import FactReading, Program, ProgramFact, Sponsor, Track
from preround.domain.verdict import RuleResult, Verdict
from preround.facts.reader import load_season
from preround.facts.states import load_states
from preround.fit.rules.kit.loading import load_rules
from preround.fit.rules.kit.rule import Rule
from preround.fit.rules.kit.standing import stand
from preround.fit.verdicts import RuleContext, judge, judge_all, rules

TODAY = dt.date(2026, 11, 22)
CONTEXT = RuleContext(load_season(2027), TODAY)
READ = dt.date(2026, 10, 12)


def applicant(**parts: object) -> Applicant:
    return Applicant.model_validate(parts)


def program(
    facts: Mapping[str, object] | None = None,
    state: str = "NY",
    track: Track = Track.CATEGORICAL,
    read: dt.date = READ,
) -> Program:
    stated = {
        name: ProgramFact(
            name,
            tuple(
                FactReading(value, f"source {i}", read)
                for i, value in enumerate(given if isinstance(given, tuple) else (given,))
            ),
        )
        for name, given in (facts or {}).items()
    }
    sponsor = Sponsor("0000", "Sample Hospital", "Sample Hosp", "Sampletown", state)
    return Program(
        "0000140C0",
        "Internal Medicine",
        "Internal Medicine",
        track,
        sponsor,
        "sample",
        facts=stated,
    )


def verdict(results: tuple[RuleResult, ...], rule: str) -> RuleResult:
    return next(result for result in results if result.rule == rule)


def judged(rule: str, who: Applicant, where: Program, context: RuleContext = CONTEXT) -> RuleResult:
    return verdict(judge(who, where, context), rule)


STRONG = applicant(
    applicant={"type": "non_us_img", "yog": 2024, "visa_need": "j1", "ecfmg_certified": True},
    exams=[
        {"name": "step_1", "passed": True, "date": "2023-06-01"},
        {"name": "step_2_ck", "passed": True, "date": "2024-06-01", "score": 255},
    ],
    us_experience=[{"kind": "externship", "start": "2026-02-02", "end": "2026-04-24"}],
    letters=[{"from_us_physician": True}] * 3,
)
WANTS_IT_ALL: dict[str, object] = {
    "visa_j1": "yes",
    "step2_min": 230,
    "attempts_max": 1,
    "years_since_graduation_max": 5,
    "usce_required": "yes",
    "usce_hands_on_required": True,
    "usce_months": 3,
    "letters_min": 3,
    "letters_us_min": 1,
    "ecfmg_required": "yes",
    "step1_pass_required": True,
    "step2_required_by": "at application",
    "accepts_img": "yes",
}


# ---------------------------------------------------------------- all rules together


def test_one_result_for_each_rule_the_most_telling_first() -> None:
    results = judge(STRONG, program(), CONTEXT)
    assert [result.rule for result in results] == [rule.code for rule in rules()]


def test_a_record_that_meets_every_stated_rule_is_blocked_by_none() -> None:
    results = judge(STRONG, program(WANTS_IT_ALL), CONTEXT)
    assert not [result for result in results if result.verdict is Verdict.NOT_MET]
    stated = {rule.code for rule in rules() if set(rule.facts) & set(WANTS_IT_ALL)}
    met = {result.rule for result in results if result.verdict is Verdict.MET}
    # Step 3 is not asked of someone on a J-1
    assert stated - {"step_3"} <= met


def test_every_met_or_broken_stated_rule_shows_source_and_date() -> None:
    for result in judge(STRONG, program(WANTS_IT_ALL | {"attempts_max": 0}), CONTEXT):
        if result.verdict is Verdict.NOT_MET or result.rule in ("visa", "step_2_ck_score"):
            assert result.citation is not None
            assert (result.citation.source, result.citation.read) == ("source 0", READ)


def test_nothing_stated_blocks_nobody() -> None:
    for who in (STRONG, Applicant()):
        for result in judge(who, program(), CONTEXT):
            assert not result.blocks
            assert not result.at_stake


def test_a_rule_can_be_switched_off() -> None:
    off = replace(CONTEXT, switched_off=frozenset({"attempts"}))
    results = judge(STRONG, program({"attempts_max": 0}), off)
    assert "attempts" not in {result.rule for result in results}
    assert not any(result.blocks for result in results)
    assert judge_all(STRONG, [program({"attempts_max": 0})], off) == [results]


# ---------------------------------------------------------------- many programs at once


def test_programs_that_state_nothing_share_their_results() -> None:
    first, second, other = judge_all(
        STRONG, [program(state="NJ"), program(state="NJ"), program(state="TX")], CONTEXT
    )
    assert first is second
    assert first is not other


def test_what_rules_do_not_read_changes_nothing() -> None:
    plain, rated = judge_all(STRONG, [program(), program({"interview_rate_us_md": 0.2})], CONTEXT)
    assert plain is rated


def test_the_whole_listing_is_judged_as_one_by_one() -> None:
    listed = load_listing().programs
    results = judge_all(STRONG, listed, CONTEXT)
    assert len(results) == len(listed)
    for i in range(0, len(listed), 499):
        assert results[i] == judge(STRONG, listed[i], CONTEXT)


VALUES: dict[str, st.SearchStrategy[object]] = {
    "visa_j1": st.sampled_from(["yes", "no", True, False]),
    "visa_h1b": st.sampled_from(["yes", "no"]),
    "step1_min": st.integers(190, 240),
    "step2_min": st.integers(200, 260),
    "step1_pass_required": st.booleans(),
    "step2_required_by": st.sampled_from(["at application", "before the match"]),
    "attempts_max": st.integers(1, 4),
    "years_since_graduation_max": st.integers(1, 12),
    "usce_required": st.sampled_from(["yes", "preferred", "no"]),
    "usce_hands_on_required": st.booleans(),
    "usce_excludes_observership": st.booleans(),
    "usce_months": st.integers(1, 12),
    "letters_min": st.integers(2, 4),
    "letters_us_min": st.integers(1, 3),
    "ecfmg_required": st.sampled_from(["yes", "by_rank_list", "by_start"]),
    "step3_required_for": st.sampled_from(["h1b", "all"]),
    "accepts_img": st.sampled_from(["yes", "no"]),
    "interview_rate_non_us_img": st.floats(0, 1),
}


@st.composite
def programs(draw: st.DrawFn) -> Program:
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=8))
    facts: dict[str, object] = {}
    for name in names:
        values = draw(st.lists(VALUES[name], min_size=1, max_size=2))
        facts[name] = tuple(values)
    return program(
        facts,
        state=draw(st.sampled_from(sorted(load_states()))),
        track=draw(st.sampled_from(Track)),
        read=draw(st.sampled_from([READ, dt.date(2026, 1, 5)])),
    )


@st.composite
def applicants(draw: st.DrawFn) -> Applicant:
    exam = st.fixed_dictionaries(
        {
            "name": st.sampled_from(["step_1", "step_2_ck", "step_3"]),
            "passed": st.sampled_from([None, True, False]),
            "date": st.none() | st.dates(dt.date(2008, 1, 1), dt.date(2027, 6, 1)),
            "score": st.none() | st.integers(180, 280),
        }
    )
    period = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["externship", "observership", "employment", "research"]),
            "months": st.none() | st.integers(1, 36),
            "start": st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2027, 2, 1)),
            "hands_on": st.sampled_from([None, True, False]),
        }
    )
    return applicant(
        applicant={
            "type": draw(st.sampled_from([None, "non_us_img", "us_img", "us_md"])),
            "yog": draw(st.none() | st.integers(2005, 2029)),
            "visa_need": draw(st.sampled_from(["unknown", "none", "j1", "h1b", "j1_or_h1b"])),
            "ecfmg_certified": draw(st.sampled_from([None, True, False])),
            "has_us_experience": draw(st.sampled_from([None, False])),
        },
        exams=draw(st.lists(exam, max_size=6)),
        us_experience=draw(st.lists(period, max_size=3)),
        letters=draw(st.none() | st.lists(st.just({"from_us_physician": True}), max_size=4)),
        wishes={"tracks": draw(st.lists(st.sampled_from(Track), max_size=2, unique=True))},
    )


@settings(max_examples=40)
@given(applicants(), st.lists(programs(), max_size=4))
def test_many_at_once_agree_with_one_by_one(who: Applicant, some: list[Program]) -> None:
    assert judge_all(who, some, CONTEXT) == [judge(who, one, CONTEXT) for one in some]


@settings(max_examples=60)
@given(applicants(), programs())
def test_every_result_keeps_the_contract(who: Applicant, where: Program) -> None:
    for result in judge(who, where, CONTEXT):
        assert result.message
        assert not result.blocks or result.verdict is Verdict.NOT_MET
        assert not result.blocks or result.citation is not None
        unknown = result.verdict is Verdict.UNKNOWN
        assert unknown == bool(result.missing_fact or result.missing_answer)
        assert not (result.missing_fact and result.missing_answer)
        assert unknown or not result.at_stake


@settings(max_examples=40)
@given(applicants(), programs(), st.sampled_from(sorted(VALUES)))
def test_forgetting_a_fact_changes_only_the_rules_that_read_it(
    who: Applicant, where: Program, name: str
) -> None:
    forgotten = replace(where, facts={k: v for k, v in where.facts.items() if k != name})
    before, after = judge(who, where, CONTEXT), judge(who, forgotten, CONTEXT)
    readers = {rule.code for rule in rules() if name in rule.facts}
    for was, now in zip(before, after, strict=True):
        if was.rule not in readers:
            assert now == was


# ---------------------------------------------------------------- rules read what they declare


class Watched(dict[str, ProgramFact]):
    """Facts that remember which of them were asked for."""

    def __init__(self, facts: Mapping[str, ProgramFact]) -> None:
        super().__init__(facts)
        self.asked: set[str] = set()

    def get(self, key: str, default: object = None) -> ProgramFact | None:  # type: ignore[override]
        self.asked.add(key)
        return super().get(key)

    def __getitem__(self, key: str) -> ProgramFact:
        self.asked.add(key)
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        self.asked.update(super().keys())
        return super().__iter__()


def undeclared(rule: Rule, who: Applicant, where: Program) -> set[str]:
    watched = Watched(where.facts)
    rule.check(stand(who, TODAY, 2027), replace(where, facts=watched), CONTEXT)
    return watched.asked - set(rule.facts)


@settings(max_examples=60)
@given(applicants(), programs())
def test_a_rule_reads_no_fact_it_does_not_declare(who: Applicant, where: Program) -> None:
    for rule in load_rules():
        assert not undeclared(rule, who, where), rule.code


def test_a_rule_that_reads_more_than_it_declares_is_seen() -> None:
    letters = next(rule for rule in load_rules() if rule.code == "letters")
    assert undeclared(replace(letters, facts=()), STRONG, program()) == {"letters_min"}


# ---------------------------------------------------------------- unknown, stale, disagreeing


def test_a_visa_answer_from_before_this_season_is_shown_as_such() -> None:
    # the season of the 2027 Match opened in June 2026
    old = program({"visa_j1": "yes"}, read=dt.date(2026, 5, 31))
    result = judged("visa", STRONG, old)
    assert result.verdict is Verdict.UNKNOWN
    assert result.message == "Sponsors J-1 (read 31 May 2026, before this season: look again)"
    assert result.missing_fact == "visa_j1"
    new = program({"visa_j1": "yes"}, read=dt.date(2026, 6, 1))
    assert judged("visa", STRONG, new).verdict is Verdict.MET


def test_a_new_visa_answer_outlives_an_old_one_that_disagrees() -> None:
    old = FactReading("no", "last season's page", dt.date(2025, 10, 1))
    new = FactReading("yes", "this season's page", READ)
    both = replace(program(), facts={"visa_j1": ProgramFact("visa_j1", (new, old))})
    assert judged("visa", STRONG, both).verdict is Verdict.MET


def test_a_requirement_of_last_season_is_at_stake_where_it_would_not_be_met() -> None:
    def at_stake(score: int) -> bool:
        sat = {"name": "step_2_ck", "passed": True, "score": score}
        old = program({"step2_min": 220}, read=dt.date(2025, 10, 1))
        result = judged("step_2_ck_score", applicant(exams=[sat]), old)
        assert result.verdict is Verdict.UNKNOWN
        assert "the floor is 220 (read 1 Oct 2025, before this season" in result.message
        return result.at_stake

    assert at_stake(219)
    assert not at_stake(220)


@pytest.mark.parametrize("name", ["visa_j1", "step2_min", "years_since_graduation_max"])
def test_sources_that_disagree_are_both_shown_and_nothing_blocks(name: str) -> None:
    values = {"visa_j1": ("yes", "no"), "step2_min": (230, 265)}.get(name, (1, 10))
    rule = {"visa_j1": "visa", "step2_min": "step_2_ck_score"}.get(name, "graduation_year")
    result = judged(rule, STRONG, program({name: values}))
    assert (result.verdict, result.blocks) == (Verdict.UNKNOWN, False)
    assert result.at_stake
    assert result.missing_fact == name
    for value, source in zip(values, ("source 0", "source 1"), strict=True):
        assert str(value) in result.message
        assert source in result.message


def test_a_disagreement_that_makes_no_difference_is_not_at_stake() -> None:
    result = judged("step_2_ck_score", STRONG, program({"step2_min": (220, 230)}))
    assert (result.verdict, result.at_stake) == (Verdict.UNKNOWN, False)


# ---------------------------------------------------------------- edges of single rules


@pytest.mark.parametrize(
    ("yog", "verdict_", "blocks"),
    [
        # season 2027, at most 5: years at start / at application
        (2022, Verdict.MET, False),  # 5 / 4
        (2021, Verdict.UNKNOWN, False),  # 6 / 5
        (2020, Verdict.NOT_MET, True),  # 7 / 6
    ],
)
def test_graduation_is_counted_to_the_start_and_to_the_application(
    yog: int, verdict_: Verdict, blocks: bool
) -> None:
    where = program({"years_since_graduation_max": 5})
    result = judged("graduation_year", applicant(applicant={"yog": yog}), where)
    assert (result.verdict, result.blocks) == (verdict_, blocks)


def test_graduation_is_counted_to_the_season_asked_for() -> None:
    where = program({"years_since_graduation_max": 5}, read=dt.date(2027, 9, 10))
    who = applicant(applicant={"yog": 2022})
    later = RuleContext(load_season(2028), dt.date(2027, 9, 20))
    assert judged("graduation_year", who, where).verdict is Verdict.MET
    # 2028 - 2022 = 6 at the start, 5 at the application
    assert judged("graduation_year", who, where, later).verdict is Verdict.UNKNOWN


def test_sittings_are_put_in_order_by_their_days() -> None:
    who = applicant(
        exams=[
            {"name": "step_1", "passed": True, "date": "2024-06-01"},
            {"name": "step_1", "passed": False, "date": "2023-06-01"},
            {"name": "step_2_ck", "passed": True, "date": "2025-06-01"},
        ]
    )
    result = judged("attempts", who, program({"attempts_max": 1}))
    assert result.message == "Step 1 passed at the second attempt; the rule allows one"


def test_a_score_without_a_result_counts_by_the_pass_line_of_its_day() -> None:
    def who(score: int) -> Applicant:
        sat = {"name": "step_2_ck", "date": "2025-08-01", "score": score}
        return applicant(exams=[{"name": "step_1", "passed": True}, sat])

    # the line was 218 on that day
    where = program({"attempts_max": 1})
    assert judged("attempts", who(218), where).verdict is Verdict.MET
    assert judged("attempts", who(217), where).verdict is Verdict.NOT_MET


def test_step_3_at_a_later_attempt_does_not_block_by_itself() -> None:
    exams = [
        {"name": "step_1", "passed": True},
        {"name": "step_2_ck", "passed": True},
        {"name": "step_3", "passed": False},
        {"name": "step_3", "passed": True},
    ]
    result = judged("attempts", applicant(exams=exams), program({"attempts_max": 1}))
    assert (result.verdict, result.at_stake) == (Verdict.UNKNOWN, True)


def test_an_h1b_is_needed_only_where_the_j1_is_refused() -> None:
    exams = [{"name": "step_1", "passed": True}, {"name": "step_2_ck", "passed": True}]
    who = applicant(applicant={"visa_need": "j1_or_h1b"}, exams=exams)
    both = program({"visa_j1": "yes", "visa_h1b": "yes", "step3_required_for": "h1b"})
    only = program({"visa_j1": "no", "visa_h1b": "yes", "step3_required_for": "h1b"})
    assert judged("step_3", who, both).verdict is Verdict.NOT_APPLICABLE
    assert judged("step_3", who, only).blocks


def test_without_a_j1_an_unknown_h1b_is_at_stake() -> None:
    who = applicant(applicant={"visa_need": "j1_or_h1b"})
    result = judged("visa", who, program({"visa_j1": "no"}))
    assert (result.verdict, result.missing_fact) == (Verdict.UNKNOWN, "visa_h1b")
    assert result.at_stake
    assert result.message == "Sponsors no J-1. No H-1B policy is known"


def test_planned_months_are_told_and_not_counted() -> None:
    # from 2 Nov 2026: 3 weeks done by 22 Nov = 15/20 = 0.75, 9 weeks planned = 2.25
    who = applicant(
        us_experience=[
            {
                "kind": "externship",
                "start": "2026-11-02",
                "end": "2027-01-22",
                "hours_per_week": 40,
            }
        ]
    )
    result = judged("usce_months", who, program({"usce_months": 3}))
    assert result.blocks
    assert result.message == (
        "0.7 months so far, 2.2 months planned; it asks for 3 months of U.S. clinical experience"
    )


def test_research_never_counts_as_clinical_experience() -> None:
    who = applicant(us_experience=[{"kind": "research", "months": 24}])
    assert judged("usce_kind", who, program({"usce_required": "yes"})).blocks


def test_experience_not_told_is_asked_for_and_never_held_against_anyone() -> None:
    for level in ("yes", "preferred"):
        where = program({"usce_required": level, "usce_months": 3})
        for rule in ("usce_kind", "usce_months"):
            result = judged(rule, Applicant(), where)
            assert (result.verdict, result.missing_answer) == (Verdict.UNKNOWN, "us_experience")


def test_a_program_that_counts_observerships_asks_for_no_more() -> None:
    who = applicant(us_experience=[{"kind": "observership", "months": 3}])
    where = program({"usce_required": "yes", "usce_months": 3, "usce_excludes_observership": False})
    assert judged("usce_kind", who, where).verdict is Verdict.MET
    assert judged("usce_months", who, where).verdict is Verdict.MET


def test_a_period_without_dates_leaves_the_months_open() -> None:
    who = applicant(us_experience=[{"kind": "externship"}])
    result = judged("usce_months", who, program({"usce_months": 3}))
    assert (result.verdict, result.missing_answer) == (Verdict.UNKNOWN, "us_experience.start")


def test_months_in_a_job_are_seldom_counted_so_ask() -> None:
    who = applicant(us_experience=[{"kind": "employment", "months": 36}])
    result = judged("usce_months", who, program({"usce_months": 3}))
    assert (result.verdict, result.at_stake) == (Verdict.UNKNOWN, True)


def test_the_certificate_is_late_only_after_the_rank_list_deadline() -> None:
    who = applicant(applicant={"type": "non_us_img", "ecfmg_certified": False})
    where = program({"ecfmg_required": "by_rank_list"})
    # 3 March 2027
    on_the_day = RuleContext(load_season(2027), dt.date(2027, 3, 3))
    day_after = RuleContext(load_season(2027), dt.date(2027, 3, 4))
    assert judged("certification", who, where, on_the_day).verdict is Verdict.UNKNOWN
    assert judged("certification", who, where, day_after).blocks


def test_a_season_without_dates_still_judges() -> None:
    who = applicant(applicant={"ecfmg_certified": False})
    later = RuleContext(load_season(2028), dt.date(2027, 9, 20))
    where = program({"ecfmg_required": "by_rank_list"}, read=dt.date(2027, 9, 10))
    result = judged("certification", who, where, later)
    assert result.message == "Wants ECFMG certification by the rank list deadline"


def test_a_leap_day_is_seven_years_on_a_28th() -> None:
    def who(second: str) -> Applicant:
        return applicant(
            exams=[
                {"name": "step_1", "passed": True, "date": "2016-02-29"},
                {"name": "step_2_ck", "passed": True, "date": second},
            ]
        )

    assert not judged("certification_window", who("2023-02-28"), program()).blocks
    assert judged("certification_window", who("2023-03-01"), program()).blocks


@pytest.mark.parametrize("code", sorted(load_states()))
def test_a_state_limit_blocks_only_on_a_firm_source(code: str) -> None:
    sat_seven_times = [{"name": "step_1", "passed": False}] * 6
    who = applicant(exams=[*sat_seven_times, {"name": "step_1", "passed": True}])
    result = judged("state_attempt_limit", who, program(state=code))
    # Seven sittings pass every limit; these boards were read with high or medium confidence,
    # per Step, undisputed and without a further road: OK, SC, TX three, WV six.
    assert result.blocks == (code in {"OK", "SC", "TX", "WV"})


def test_a_reserved_position_is_open_to_those_who_ask_for_it() -> None:
    who = applicant(wishes={"tracks": ["reserved"]})
    where = program(track=Track.RESERVED)
    assert judged("track", who, where).verdict is Verdict.NOT_APPLICABLE
    assert judged("track", Applicant(), where).blocks
