from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import (
    Applicant,
    ApplicantType,
    Background,
    Exam,
    ExamAttempt,
    UsceKind,
    UsExperience,
    VisaNeed,
)
from preround.domain.errors import UnknownChoice
from preround.facts.errors import BadFact
from preround.facts.reader import load_season
from preround.plan.backwards import Status, lag
from preround.plan.plan import Plan, move_exam, new_since, plan_season, slips
from preround.plan.steps import PATH, load_rules

TODAY = dt.date(2026, 11, 21)
SCORE_DAYS = 56


def someone(*exams: ExamAttempt, visa: VisaNeed = VisaNeed.J1_OR_H1B) -> Applicant:
    return Applicant(
        applicant=Background(type=ApplicantType.NON_US_IMG, visa_need=visa), exams=exams
    )


PLAIN = someone(ExamAttempt(name=Exam.STEP_1, date=dt.date(2025, 3, 4), passed=True))


def plan(applicant: Applicant = PLAIN, season: int = 2028, today: dt.date = TODAY) -> Plan:
    return plan_season(applicant, load_season(season), today)


def check_order(made: Plan) -> None:
    """No step before what it needs, and none before what it wants unless it says so."""
    steps = {one.key: one for one in made.steps if one.dates is not None}
    for one in steps.values():
        assert one.dates is not None
        for need in one.rule.needs:
            if need in steps:
                first = steps[need].dates
                assert first is not None
                wait = lag(steps[need].rule, SCORE_DAYS)
                assert first.earliest + wait <= one.dates.earliest_start
                assert first.latest + wait <= one.dates.latest_start
        for want in one.rule.wants:
            if want in steps and want not in one.without:
                first = steps[want].dates
                assert first is not None
                assert first.earliest <= one.dates.earliest_start, (one.key, want)


def test_match_2028_lies_before_its_deadlines_or_says_what_gives() -> None:
    made = plan()
    check_order(made)
    for one in made.steps:
        if one.status is Status.DONE:
            continue
        assert one.dates is not None
        if one.dates.earliest > one.dates.latest:
            assert one.status in (Status.LATE, Status.IMPOSSIBLE)
            assert one.gives
        else:
            assert one.status in (Status.OPEN, Status.EXPECTED)
    assert all(one.status is not Status.IMPOSSIBLE for one in made.steps)


def test_dates_of_2028_are_expected_and_say_from_which_season() -> None:
    made = plan()
    assert all(one.is_expected for one in made.moments)
    words = [str(one) for one in made.moments if one.event == "eras_submission_opens"]
    assert words == [
        (
            "applications may be sent to programs: expected about 1 Sep 2027, not published "
            "(season 2027: 2 Sep 2026)"
        )
    ]
    assert all(one.status in (Status.DONE, Status.EXPECTED, Status.LATE) for one in made.steps)


def test_dates_of_2027_are_the_published_ones() -> None:
    days = {one.event: one for one in plan(season=2027).moments}
    assert days["rank_list_deadline"].day == dt.date(2027, 3, 3)
    assert not days["rank_list_deadline"].is_expected
    assert days["pathway_opens"].is_expected


def test_exam_latest_day_leaves_the_score_its_weeks_by_hand() -> None:
    # review opens about 22 Sep 2027, a week early 15 Sep; submit wants the score out by then:
    # 15 Sep - 8 weeks = 21 Jul 2027
    step = plan(season=2028).step("step_2_ck")
    assert step.dates is not None
    assert step.dates.latest == dt.date(2027, 7, 21)


def test_step_2_ck_after_applications_is_late_and_still_counts() -> None:
    late = plan(move_exam(PLAIN, "step_2_ck", dt.date(2027, 10, 5)))
    assert late.step("step_2_ck").status is Status.LATE
    assert "step_2_ck" in late.step("submit").without
    assert late.step("submit").dates == plan().step("submit").dates


def test_step_2_ck_after_the_last_resort_takes_certification_with_it() -> None:
    lost = plan(move_exam(PLAIN, "step_2_ck", dt.date(2028, 2, 20)))
    assert lost.step("step_2_ck").status is Status.IMPOSSIBLE
    assert lost.step("certified").status is Status.IMPOSSIBLE
    assert "Sit Step 2 CK" in lost.step("certified").note
    assert lost.step("certified").gives


def test_moving_one_exam_moves_what_depends_on_it() -> None:
    before = plan(move_exam(PLAIN, "step_2_ck", dt.date(2027, 3, 2)))
    after = plan(move_exam(PLAIN, "step_2_ck", dt.date(2027, 9, 28)))
    moved = {one.title: (one.before, one.after) for one in slips(before, after)}
    assert moved["Sit Step 2 CK"] == (dt.date(2027, 3, 2), dt.date(2027, 9, 28))
    # the score eight weeks later, then two weeks of processing
    assert moved["Hold ECFMG Certification"][1] == dt.date(2027, 12, 6)
    assert "Have your school verify your diploma" not in moved


def test_an_exam_that_was_sat_is_waited_for() -> None:
    sat = someone(ExamAttempt(name=Exam.STEP_2_CK, date=dt.date(2026, 11, 3)))
    assert plan(sat).step("step_2_ck").status is Status.WAITING


def test_four_failed_sittings_end_the_road() -> None:
    failed = tuple(
        ExamAttempt(name=Exam.STEP_1, date=dt.date(2020 + i, 5, 1), passed=False) for i in range(4)
    )
    made = plan(someone(*failed))
    assert made.step("step_1").status is Status.IMPOSSIBLE
    assert "4 are allowed" in made.step("step_1").note
    assert made.step("certified").status is Status.IMPOSSIBLE


def test_certified_people_plan_no_certification() -> None:
    certified = PLAIN.model_copy(
        update={"applicant": Background(type=ApplicantType.US_IMG, ecfmg_certified=True)}
    )
    made = plan(certified)
    assert made.step("certified").status is Status.DONE
    with pytest.raises(UnknownChoice):
        made.step("visa")
    with pytest.raises(UnknownChoice):
        made.step("step_3")


def test_recent_rotations_count_and_old_or_distant_ones_do_not() -> None:
    def with_period(start: dt.date, kind: UsceKind = UsceKind.EXTERNSHIP) -> Plan:
        period = UsExperience(kind=kind, start=start, end=start + dt.timedelta(days=30))
        return plan(PLAIN.model_copy(update={"us_experience": (period,)}))

    assert with_period(dt.date(2026, 3, 2)).step("rotation_1").status is Status.DONE
    assert with_period(dt.date(2021, 3, 1)).step("rotation_1").status is not Status.DONE
    research = with_period(dt.date(2026, 3, 2), UsceKind.RESEARCH)
    assert research.step("rotation_1").status is not Status.DONE


def test_next_three_can_be_begun_and_lean_on_nothing_undone() -> None:
    made = plan()
    assert len(made.next_three) == 3
    over = {one.key for one in made.steps if one.status is Status.DONE}
    assert all(set(one.rule.needs) <= over for one in made.next_three)


def test_strategy_puts_the_audit_first() -> None:
    groups = dict(plan().horizons())
    assert "audit" in [one.key for one in groups["the next three weeks"]]
    assert "project" in [one.key for one in groups["three to six months"]]


def test_reapplicant_sees_what_is_new() -> None:
    record = someone(
        ExamAttempt(name=Exam.STEP_1, date=dt.date(2024, 1, 1), passed=True),
        ExamAttempt(name=Exam.STEP_3, date=dt.date(2026, 10, 1), passed=True),
    )
    assert new_since(record, dt.date(2026, 9, 2)) == ("Step 3 passed, 2026-10-01",)


def test_unknown_steps_are_refused() -> None:
    with pytest.raises(UnknownChoice):
        plan_season(PLAIN, load_season(2028), TODAY, also_done=("dance",))
    with pytest.raises(UnknownChoice):
        move_exam(PLAIN, "audit", TODAY)


days = st.dates(dt.date(2026, 6, 1), dt.date(2028, 6, 1))


@given(
    season=st.sampled_from([2026, 2027, 2028]),
    today=st.dates(dt.date(2025, 6, 1), dt.date(2028, 3, 1)),
    exams=st.dictionaries(
        st.sampled_from(["step_1", "step_2_ck", "step_3", "oet"]), days, max_size=4
    ),
    done=st.sets(st.sampled_from(["audit", "token", "submit", "rotation_1", "letters"])),
)
def test_no_step_ever_stands_before_what_it_needs(
    season: int, today: dt.date, exams: dict[str, dt.date], done: set[str]
) -> None:
    applicant = someone()
    for step, day in exams.items():
        applicant = move_exam(applicant, step, day)
    made = plan_season(applicant, load_season(season), today, also_done=done)
    check_order(made)
    for one in made.steps:
        if one.dates is not None and one.dates.earliest > one.dates.latest:
            assert one.gives or one.status is Status.WAITING, one.key


@given(st.sampled_from(["step_1", "step_2_ck", "oet"]), days, st.integers(0, 400))
def test_a_later_exam_makes_nothing_earlier(step: str, day: dt.date, later: int) -> None:
    one = plan(move_exam(someone(), step, day))
    other = plan(move_exam(someone(), step, day + dt.timedelta(days=later)))
    for key in ("certified", "step_3"):
        first, second = one.step(key).dates, other.step(key).dates
        assert first is not None
        assert second is not None
        assert first.earliest <= second.earliest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('needs = ["audit"]', 'needs = ["visa"]'),
        ('due = "rank_list_opens"', 'due = "some_day"'),
        ('when = "h1b"', 'when = "friday"'),
        ('key = "role"', 'key = "audit"'),
        ('locator = "Match Day"\n', ""),
    ],
)
def test_a_broken_step_file_is_refused(tmp_path: Path, old: str, new: str) -> None:
    broken = tmp_path / "steps.toml"
    text = PATH.read_text()
    assert old in text
    broken.write_text(text.replace(old, new, 1))
    with pytest.raises(BadFact):
        load_rules(broken)
