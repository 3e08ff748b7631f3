from __future__ import annotations

import datetime as dt

import pytest

from preround.domain.applicant import Applicant
from preround.domain.program import Program
from preround.domain.verdict import Verdict
from preround.facts.reader import load_season
from preround.jobs.openings_rules import kinds_by_rules, rules_known, what_it_would_change
from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace
from preround.openings.opening import Opening

TODAY = dt.date(2026, 11, 22)
SENT = dt.date(2027, 9, 1)
ANY, HANDS_ON, NOT_ASKED = "1007140C0", "1414140C0", "1001120C0"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, ...]:
    here = Workspace(tmp_path_factory.mktemp("home"))
    codes = {one.nrmp_code for one in here.catalogue().programs}
    assert {ANY, HANDS_ON, NOT_ASKED} <= codes
    for code, fact, value in (
        (ANY, "usce_required", "yes"), (ANY, "usce_excludes_observership", False),
        (HANDS_ON, "usce_required", "yes"), (HANDS_ON, "usce_hands_on_required", True),
        (NOT_ASKED, "usce_required", "no"),
    ):  # fmt: skip
        correct_fact(here, code, fact, value, source="its page", read=TODAY)
    return here.catalogue().programs


def test_what_is_stated_is_counted(programs: tuple[Program, ...]) -> None:
    found = rules_known(programs)
    assert (found.n_programs, found.n_required, found.n_hands_on) == (3, 2, 1)
    assert rules_known(()).n_programs == 0


def test_each_kind_is_counted_by_the_rules_themselves(programs: tuple[Program, ...]) -> None:
    found = kinds_by_rules(programs, load_season(2027), TODAY)
    met = {name: one.n_met for name, one in found.items()}
    assert all(one.n_asking == 2 for one in found.values())
    assert (met["elective"], met["externship"], met["observership"]) == (2, 2, 1)
    assert (met["telerotation"], met["research"], met["course"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("opening", "met", "moved"),
    [
        # each starts with nothing: only the program that asks for none is met
        (Opening("A", kind="Externship", duties="take histories", weeks=4), 3, {ANY, HANDS_ON}),
        (Opening("A", kind="Externship", duties="shadowing only", weeks=4), 2, {ANY}),
        (Opening("A", kind="Research post", weeks=12), 1, set()),
    ],
)
def test_an_opening_is_worth_the_rules_it_meets(
    programs: tuple[Program, ...], opening: Opening, met: int, moved: set[str]
) -> None:
    nobody = Applicant.model_validate({"applicant": {"has_us_experience": False}})
    found = what_it_would_change(nobody, opening, programs, load_season(2027), SENT)
    assert found is not None
    assert (found.n_met_before, found.n_met_after) == (1, met)
    now_met = {x.program.nrmp_code for x in found.moved if x.after is Verdict.MET}
    assert now_met == moved


def test_an_opening_that_ends_later_is_judged_on_its_last_day_and_a_course_not_at_all(
    programs: tuple[Program, ...],
) -> None:
    late = Opening("A", kind="Externship", start=dt.date(2027, 9, 6), end=dt.date(2027, 10, 1))
    found = what_it_would_change(Applicant(), late, programs, load_season(2027), SENT)
    assert found is not None
    assert found.as_of == dt.date(2027, 10, 1)
    course = Opening("A", kind="Boot camp")
    assert what_it_would_change(Applicant(), course, programs, load_season(2027), SENT) is None
