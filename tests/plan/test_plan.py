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
from preround.plan.marks import StepMark, as_marks
from preround.plan.plan import Plan, plan_season, slips
from preround.plan.standing import LettersSoFar
from preround.plan.steps import PATH, load_rules

TODAY = dt.date(2026, 11, 21)
SCORE_DAYS = 56


def someone(*exams: ExamAttempt, visa: VisaNeed = VisaNeed.J1_OR_H1B) -> Applicant:
    return Applicant(
        applicant=Background(type=ApplicantType.NON_US_IMG, visa_need=visa), exams=exams
    )


PLAIN = someone(ExamAttempt(name=Exam.STEP_1, date=dt.date(2025, 3, 4), passed=True))


def plan(
    applicant: Applicant = PLAIN, season: int = 2028, today: dt.date = TODAY, **planned: dt.date
) -> Plan:
    marks = as_marks(planned=planned)
    return plan_season(applicant, load_season(season), today, marks=marks)


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
    late = plan(step_2_ck=dt.date(2027, 10, 5))
    assert late.step("step_2_ck").status is Status.LATE
    assert "step_2_ck" in late.step("submit").without
    sent, as_before = late.step("submit").dates, plan().step("submit").dates
    assert sent is not None
    assert as_before is not None
    assert (sent.earliest, sent.latest) == (as_before.earliest, as_before.latest)


def test_step_2_ck_after_the_last_resort_takes_certification_with_it() -> None:
    lost = plan(step_2_ck=dt.date(2028, 2, 20))
    assert lost.step("step_2_ck").status is Status.IMPOSSIBLE
    assert lost.step("certified").status is Status.IMPOSSIBLE
    assert "Sit Step 2 CK" in lost.step("certified").note
    assert lost.step("certified").gives


def test_moving_one_exam_moves_what_depends_on_it() -> None:
    before = plan(step_2_ck=dt.date(2027, 3, 2))
    after = plan(step_2_ck=dt.date(2027, 9, 28))
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
    soon, half_a_year, *_ = plan().horizons()
    assert [one.key for one in soon.finish] == ["audit"]
    assert "role" in [one.key for one in soon.begin]
    assert {"role", "project", "relationships"} <= {one.key for one in half_a_year.finish}
    everything = [one.key for part in plan().horizons() for one in part.finish]
    assert len(everything) == len(set(everything))


def test_unknown_steps_are_refused() -> None:
    with pytest.raises(UnknownChoice):
        plan(dance=TODAY)


STEPS = tuple(rule.key for rule in load_rules().steps)
days = st.dates(dt.date(2025, 6, 1), dt.date(2028, 9, 1))
planned_days = st.dictionaries(st.sampled_from(STEPS), days, max_size=6)


@given(
    season=st.sampled_from([2026, 2027, 2028]),
    today=st.dates(dt.date(2025, 6, 1), dt.date(2028, 3, 1)),
    planned=planned_days,
    done=st.sets(st.sampled_from(STEPS), max_size=6),
    visa=st.sampled_from(VisaNeed),
    letters=st.builds(
        LettersSoFar, st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)
    ),
)  # fmt: skip
def test_no_step_ever_stands_before_what_it_needs(
    season: int,
    today: dt.date,
    planned: dict[str, dt.date],
    done: set[str],
    visa: VisaNeed,
    letters: LettersSoFar,
) -> None:
    made = plan_season(
        someone(visa=visa),
        load_season(season),
        today,
        marks=as_marks(done, planned),
        letters=letters,
    )
    check_order(made)
    for one in made.steps:
        if one.dates is not None and one.dates.earliest > one.dates.latest:
            assert one.gives or one.status is Status.WAITING, one.key
        if one.fixed is not None and one.dates is not None:
            assert one.dates.earliest >= one.fixed
            assert one.dates.earliest == one.fixed or one.note, one.key


@given(st.sampled_from(["step_1", "step_2_ck", "oet"]), days, st.integers(0, 400))
def test_a_later_exam_makes_nothing_earlier(step: str, day: dt.date, later: int) -> None:
    one = plan(someone(), **{step: day})
    other = plan(someone(), **{step: day + dt.timedelta(days=later)})
    for key in ("certified", "step_3"):
        first, second = one.step(key).dates, other.step(key).dates
        assert first is not None
        assert second is not None
        assert first.earliest <= second.earliest


@given(planned_days, st.sampled_from(["step_2_ck", "rotation_1", "audit", "token"]), days)
def test_what_slips_is_all_that_differs(
    planned: dict[str, dt.date], step: str, day: dt.date
) -> None:
    before, after = plan(**planned), plan(**planned | {step: day})
    said = {one.title for one in slips(before, after)}
    old = {one.key: (one.dates and one.dates.earliest, one.status) for one in before.steps}
    new = {one.key: (one.dates and one.dates.earliest, one.status) for one in after.steps}
    assert said == {after.step(key).rule.title for key in new if new[key] != old[key]}


def test_a_planned_rotation_holds_its_day_and_pushes_what_needs_it() -> None:
    made = plan(rotation_1=dt.date(2027, 5, 28))
    first, second = made.step("rotation_1"), made.step("rotation_2")
    assert first.dates is not None
    assert second.dates is not None
    # four weeks from the day after; the first ends on the day it was planned for
    assert first.dates.earliest == dt.date(2027, 5, 28)
    assert second.dates.earliest == dt.date(2027, 5, 28) + dt.timedelta(days=27)
    check_order(made)


def test_a_day_too_early_for_what_it_needs_says_so() -> None:
    one = plan(step_2_ck=dt.date(2027, 6, 1), certified=dt.date(2027, 5, 1)).step("certified")
    assert one.dates is not None
    assert one.dates.earliest > dt.date(2027, 5, 1)
    assert one.note.startswith("You planned 1 May 2027")


def test_a_planned_day_that_has_passed_asks_what_became_of_it() -> None:
    one = plan(audit=dt.date(2026, 11, 1)).step("audit")
    assert one.status is Status.EXPECTED
    assert "which has passed" in one.note


def test_without_certification_nobody_is_ranked_and_the_plan_says_so() -> None:
    lost = plan(step_2_ck=dt.date(2028, 2, 20))
    for key in ("certified", "rank_list", "soap", "match_day", "visa"):
        assert lost.step(key).status is Status.IMPOSSIBLE, key
        assert lost.step(key).gives


def test_late_and_impossible_give_different_things() -> None:
    late = plan(step_2_ck=dt.date(2027, 10, 5)).step("step_2_ck")
    lost = plan(step_2_ck=dt.date(2028, 2, 20)).step("step_2_ck")
    assert "Apply without the score" in late.gives
    assert "next season" in lost.gives


def test_a_day_of_ones_own_that_is_too_late_says_which_would_do() -> None:
    lost = plan(oet=dt.date(2028, 1, 20)).step("oet")
    assert lost.status is Status.IMPOSSIBLE
    # certification must end on 23 Feb and takes 14 days from 10 Feb; the result takes 28 before it
    assert lost.note == "Your own day is the reason: by 13 Jan 2028 it would still count."
    late = plan(step_2_ck=dt.date(2027, 10, 5)).step("step_2_ck")
    assert "it would be in time" in late.note


def test_in_a_season_under_way_what_still_counts_comes_first() -> None:
    ready = someone(
        *(
            ExamAttempt(name=exam, date=dt.date(2026, 2, 3), passed=True)
            for exam in (Exam.STEP_1, Exam.STEP_2_CK, Exam.OET)
        ),
        visa=VisaNeed.J1,
    )
    coming = {one.key for one in plan(ready, season=2027).next_three}
    assert "audit" not in coming
    assert coming <= {"credentials", "pathway", "token", "nrmp"}


def test_a_rotation_in_another_specialty_leaves_the_first_open() -> None:
    period = UsExperience(
        kind=UsceKind.EXTERNSHIP, specialty="Pediatrics",
        start=dt.date(2026, 3, 2), end=dt.date(2026, 4, 10),
    )  # fmt: skip

    def with_wish(wish: str) -> Plan:
        document = PLAIN.model_dump() | {
            "us_experience": [period.model_dump()], "wishes": {"specialties": [wish]}
        }  # fmt: skip
        return plan(Applicant.model_validate(document))

    assert with_wish("Pediatrics").step("rotation_1").status is Status.DONE
    other = with_wish("Internal Medicine").step("rotation_1")
    assert other.status is not Status.DONE
    assert "other specialties" in other.note


def test_applications_that_go_through_residency_cas_have_its_dates() -> None:
    wishes = {"specialties": ["Emergency Medicine"]}
    made = plan(Applicant.model_validate(PLAIN.model_dump() | {"wishes": wishes}), season=2026,
                today=dt.date(2025, 3, 1))  # fmt: skip
    assert made.step("token").rule.title == "Open your ResidencyCAS application"
    days = {one.meaning: one.day for one in made.moments}
    assert days["ResidencyCAS applications are released to programs"] == dt.date(2025, 10, 1)
    both = PLAIN.model_dump() | {"wishes": {"specialties": ["Emergency Medicine", "Pediatrics"]}}
    assert "ERAS" in plan(Applicant.model_validate(both)).step("token").rule.title


def test_letters_kept_elsewhere_count() -> None:
    def with_letters(*counts: int) -> Plan:
        return plan_season(PLAIN, load_season(2028), TODAY, letters=LettersSoFar(*counts))

    assert with_letters(2, 0, 0).step("relationships").status is Status.DONE
    assert with_letters(2, 0, 0).step("letters_asked").status is not Status.DONE
    assert with_letters(0, 3, 1).step("letters_asked").status is Status.DONE
    assert with_letters(0, 3, 3).step("letters").status is Status.DONE


def test_optional_steps_never_crowd_out_others() -> None:
    marks = as_marks(["rotation_1", "rotation_2"])
    made = plan_season(PLAIN, load_season(2028), TODAY, marks=marks)
    assert made.step("rotation_3").rule.optional
    assert "rotation_3" not in {one.key for one in made.next_three}


def test_what_the_issue_of_a_plan_names_is_there() -> None:
    stages = {rule.stage for rule in load_rules().steps}
    assert stages == {
        "role", "exams", "certification", "experience", "letters", "application", "match"
    }  # fmt: skip
    assert {
        "step_1", "step_2_ck", "step_3", "oet", "pathway", "certified", "visa", "rotation_1",
        "rotation_2", "rotation_3", "role", "project", "letters", "statement", "token", "submit",
        "interviews", "rank_list", "soap",
    } <= set(STEPS)  # fmt: skip


def test_done_on_a_day_is_remembered() -> None:
    marks = {"audit": StepMark(done=True, day=dt.date(2026, 11, 3))}
    made = plan_season(PLAIN, load_season(2028), TODAY, marks=marks)
    assert made.step("audit").done_on == dt.date(2026, 11, 3)


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
