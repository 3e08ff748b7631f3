"""A better answer never lowers an odds, and no program gains by a good word taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.program import FactScalar, Track
from preround.facts import specialties
from preround.fit.odds import InterviewOdds, odds_of_views
from preround.fit.odds_pair import ProgramView, usual_img_share

TODAY = dt.date(2026, 11, 22)
SEASON = 2027
NAMES = ("Internal Medicine", "Family Medicine", "Neurological Surgery", "Nuclear Medicine")
EXAMS = ("step_1", "step_2_ck", "step_3")
KINDS = [kind.value for kind in ApplicantType]
Record = dict[str, Any]

shares = st.sampled_from([0.0, 0.01, 0.05, 0.12, 0.3, 0.62, 1.0])
facts = st.dictionaries(
    st.sampled_from(["img_share", *(f"interview_rate_{kind}" for kind in KINDS)]), shares
)
policies = st.dictionaries(
    st.sampled_from(["visa_j1", "visa_h1b", "accepts_img", "img_residents"]),
    st.sampled_from(["yes", "no"]),
)


@st.composite
def programs(draw: st.DrawFn) -> ProgramView:
    """A program of any specialty and track, of which something or nothing is known."""
    known: dict[str, FactScalar] = {**draw(facts), **draw(policies)}
    return ProgramView(
        draw(st.sampled_from(NAMES) | st.sampled_from(specialties.ALL)),
        draw(st.sampled_from(list(Track))),
        draw(st.sampled_from(["NY", "TX", "WY", "PR", ""])),
        draw(st.none() | st.integers(0, 500)),
        known or None,
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    """An applicant's file, with any of its answers missing."""
    background: Record = {"type": draw(st.sampled_from(KINDS))}
    if draw(st.booleans()):
        background["yog"] = draw(st.integers(1990, 2026))
    background["visa_need"] = draw(st.sampled_from(["none", "j1", "h1b", "j1_or_h1b", "unknown"]))
    exams = [
        {"name": name, "passed": draw(st.booleans())}
        for name in draw(st.lists(st.sampled_from(EXAMS), max_size=3))
    ]
    if draw(st.booleans()):
        exams.append({"name": "step_2_ck", "passed": True, "score": draw(st.integers(214, 280))})
    record: Record = {"applicant": background, "exams": exams}
    record["us_experience"] = draw(st.lists(periods(), max_size=3))
    if draw(st.booleans()):
        count = draw(st.integers(0, 4))
        record["letters"] = [{"from_us_physician": draw(st.booleans())} for _ in range(count)]
    if draw(st.booleans()):
        record["scholarship"] = {"publications": draw(st.integers(0, 60))}
    record["wishes"] = {"ties": draw(st.lists(st.sampled_from(["NY", "TX"]), max_size=1))}
    return record


@st.composite
def periods(draw: st.DrawFn) -> Record:
    """A period of U.S. experience, by its days or by its months."""
    found: Record = {
        "kind": draw(st.sampled_from(["elective", "externship", "observership", "research"])),
        "state": draw(st.sampled_from(["NY", "TX", "OH"])),
    }
    if draw(st.booleans()):
        found["hands_on"] = draw(st.booleans())
    if draw(st.booleans()):
        found["specialty"] = draw(st.sampled_from(NAMES))
    if draw(st.booleans()):
        end = TODAY - dt.timedelta(days=draw(st.integers(10, 1500)))
        found |= {"start": end - dt.timedelta(days=draw(st.integers(14, 200))), "end": end}
    else:
        found["months"] = draw(st.integers(1, 9))
    return found


def odds(record: Record, of: list[ProgramView]) -> InterviewOdds:
    return odds_of_views(Applicant.model_validate(record), of, SEASON, TODAY)


def assert_never_lower(before: InterviewOdds, after: InterviewOdds) -> None:
    for name in ("mean", "low", "mid", "high", "average_use"):
        assert np.all(getattr(after, name) >= getattr(before, name) - 1e-6), name
    # invitations at every strength seen alike rise too, so P(match) of any list does
    strength = (before.invite @ before.theta_weights, after.invite @ after.theta_weights)
    assert np.all(strength[1] >= strength[0] - 1e-9)


a_few = st.lists(programs(), min_size=1, max_size=4)


@settings(max_examples=30)
@given(records(), a_few, st.integers(196, 299), st.integers(1, 40))
def test_a_higher_score_never_lowers_an_odds(
    record: Record, of: list[ProgramView], points: int, more: int
) -> None:
    exams = [exam for exam in record["exams"] if "score" not in exam]

    def scored(score: int) -> Record:
        sitting = {"name": "step_2_ck", "passed": True, "score": min(score, 300)}
        return record | {"exams": [*exams, sitting]}

    assert_never_lower(odds(scored(points), of), odds(scored(points + more), of))


@settings(max_examples=30)
@given(records(), a_few, st.sampled_from(EXAMS))
def test_a_failed_sitting_less_never_lowers_an_odds(
    record: Record, of: list[ProgramView], exam: str
) -> None:
    failed = {"name": exam, "passed": False}
    more = record | {"exams": [*record["exams"], failed]}
    if record["exams"]:  # else nothing was known of exams, and that is no failure taken back
        assert_never_lower(odds(more, of), odds(record, of))


@settings(max_examples=30)
@given(records(), a_few, periods(), st.integers(1, 6), st.booleans())
def test_a_hands_on_month_more_never_lowers_an_odds(
    record: Record, of: list[ProgramView], period: Record, months: int, by_days: bool
) -> None:
    there = record["us_experience"]
    period = period | {"kind": "elective", "hands_on": True}
    if by_days:
        start, end = dt.date(2026, 1, 5), dt.date(2026, 4, 5)
        period = {k: v for k, v in period.items() if k != "months"} | {"start": start, "end": end}
        longer = period | {"start": start - dt.timedelta(days=30 * months)}
    else:
        period = {k: v for k, v in period.items() if k not in ("start", "end")} | {"months": 2}
        longer = period | {"months": 2 + months}
    one, other = (record | {"us_experience": [*there, each]} for each in (period, longer))
    assert_never_lower(odds(one, of), odds(other, of))
    if there:
        assert_never_lower(odds(record, of), odds(one, of))


@settings(max_examples=30)
@given(records(), a_few, st.integers(1990, 2025), st.integers(1, 10), st.integers(0, 3))
def test_a_later_graduation_a_letter_or_step_3_never_lowers_an_odds(
    record: Record, of: list[ProgramView], yog: int, later: int, letters: int
) -> None:
    def graduated(year: int) -> Record:
        return record | {"applicant": record["applicant"] | {"yog": min(year, 2026)}}

    assert_never_lower(odds(graduated(yog), of), odds(graduated(yog + later), of))
    letter = {"from_us_physician": True}
    few, more = ([letter] * n for n in (letters, letters + 1))
    assert_never_lower(odds(record | {"letters": few}, of), odds(record | {"letters": more}, of))
    passed = record | {"exams": [*record["exams"], {"name": "step_3", "passed": True}]}
    if record["exams"]:
        assert_never_lower(odds(record, of), odds(passed, of))


@settings(max_examples=30)
@given(records(), programs(), st.data())
def test_taking_back_what_speaks_for_a_program_never_lifts_it(
    record: Record, program: ProgramView, data: st.DataObject
) -> None:
    good: dict[str, FactScalar] = {
        "visa_j1": "yes",
        "visa_h1b": "yes",
        "accepts_img": "yes",
        "img_residents": "yes",
        "img_share": data.draw(st.floats(usual_img_share(program.specialty), 1.0)),
    }
    name = data.draw(st.sampled_from(sorted(good)))
    rest = {key: value for key, value in (program.facts or {}).items() if key != name}
    with_it = ProgramView(
        *(program.specialty, program.track, program.state, program.h1b_approvals),
        {**rest, name: good[name]},
    )
    without = ProgramView(
        *(program.specialty, program.track, program.state, program.h1b_approvals), rest or None
    )
    assert_never_lower(odds(record, [without]), odds(record, [with_it]))


@settings(max_examples=30)
@given(records(), programs(), shares, shares)
def test_a_lower_own_rate_never_lifts_a_program(
    record: Record, program: ProgramView, one: float, other: float
) -> None:
    kind = record["applicant"]["type"]
    low, high = (
        ProgramView(
            *(program.specialty, program.track, program.state, program.h1b_approvals),
            {**(program.facts or {}), f"interview_rate_{kind}": rate},
        )
        for rate in sorted((one, other))
    )
    assert_never_lower(odds(record, [low]), odds(record, [high]))


@settings(max_examples=30)
@given(records(), programs(), st.data())
def test_a_program_of_bad_news_only_stands_below_one_of_which_nothing_is_known(
    record: Record, program: ProgramView, data: st.DataObject
) -> None:
    bare = ProgramView(program.specialty, program.track, program.state, program.h1b_approvals)
    bad: dict[str, FactScalar] = dict.fromkeys(
        ("visa_j1", "visa_h1b", "accepts_img", "img_residents"), "no"
    )
    bad["img_share"] = 0.0
    names = data.draw(st.sets(st.sampled_from(sorted(bad)), min_size=1))
    told = ProgramView(
        *(program.specialty, program.track, program.state, program.h1b_approvals),
        {name: bad[name] for name in names},
    )
    assert_never_lower(odds(record, [told]), odds(record, [bare]))
