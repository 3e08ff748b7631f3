from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from preround.domain.applicant import Applicant
from preround.importers.applicant_file import parse_applicant
from preround.jobs.openings import OpeningsBook
from preround.jobs.weigh_openings import Person, Weigher, person_of, weigh_one
from preround.openings.cost import Costs
from preround.openings.opening import Opening
from preround.openings.outreach import Event, Step

TODAY = dt.date(2026, 11, 22)
GRADUATE = parse_applicant(b"""
[applicant]
type = "non_us_img"
yog = 2021
visa_need = "j1"
[[exams]]
name = "step_1"
passed = true
""", "a.toml", TODAY).applicant  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> OpeningsBook:
    return OpeningsBook(tmp_path)


@pytest.fixture(scope="module")
def person() -> Person:
    return person_of(GRADUATE, 2027, TODAY)


def test_the_plan_is_that_of_the_first_match_still_open(person: Person) -> None:
    assert person.plan is not None
    # the applications of 2027 went out in September 2026
    assert (person.plan.match, len(person.plan.open_steps)) == (2028, 2)
    assert person.plan.last_day > TODAY
    assert (person.is_graduate, person.needs_visa) == (True, True)


def test_nothing_is_claimed_of_a_person_who_said_nothing() -> None:
    found = person_of(Applicant(), 2027, TODAY)
    assert (found.is_graduate, found.needs_visa, found.ecfmg_certified) == (None, None, None)


@pytest.mark.parametrize(
    ("who", "word", "says"),
    [
        ("Students only", "no", "Not for graduates"),
        ("Graduates with Step 1", "fits", "Open to graduates"),
        ("Graduates with Step 2 CK and ECFMG certification", "partly", "Step 2 CK and ECFMG"),
        ("Students", "unknown", "ask"),
        ("", "unknown", "ask"),
    ],
)
def test_who_may_apply_is_held_against_the_record(
    book: OpeningsBook, person: Person, who: str, word: str, says: str
) -> None:
    number, _ = book.add(Opening("A", who_may_apply=who), "now")
    found = weigh_one(book.read(), number, person, TODAY).person
    assert found.word == word
    assert says in found.why


@pytest.mark.parametrize(
    ("opening", "word", "says"),
    [
        (Opening("A"), "unknown", "not known"),
        (Opening("A", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 29)), "fits", "in time"),
        (Opening("A", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 15)), "partly", "shorter"),
        (Opening("A", start=dt.date(2027, 12, 1), end=dt.date(2027, 12, 31)), "late", "Begins"),
        (Opening("A", start=dt.date(2027, 7, 5), end=dt.date(2027, 7, 30)), "partly", "Not over"),
        (Opening("A", start=dt.date(2026, 1, 5), end=dt.date(2026, 1, 30)), "late", "passed"),
        (Opening("A", start=dt.date(2027, 1, 4), end=dt.date(2027, 12, 31), weeks=4), "fits", ""),
    ],
)
def test_dates_are_held_against_the_plan(
    book: OpeningsBook, person: Person, opening: Opening, word: str, says: str
) -> None:
    number, _ = book.add(opening, "now")
    found = weigh_one(book.read(), number, person, TODAY).plan
    assert found.word == word, found.why
    assert says in found.why


def test_an_accepted_stay_clashes_with_others_on_its_days(
    book: OpeningsBook, person: Person
) -> None:
    taken, _ = book.add(Opening("Taken", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 29)), "n")
    other, _ = book.add(Opening("Other", start=dt.date(2027, 1, 25), end=dt.date(2027, 2, 19)), "n")
    later, _ = book.add(Opening("Later", start=dt.date(2027, 2, 1), end=dt.date(2027, 2, 26)), "n")
    assert weigh_one(book.read(), other, person, TODAY).clashes == ()
    book.note_step(Event(taken, Step.ACCEPTED, TODAY), "n")
    clashes = {n: weigh_one(book.read(), n, person, TODAY).clashes for n in (taken, other, later)}
    assert clashes == {taken: (), other: ("Taken",), later: ()}


def test_what_is_weighed_again_is_what_weighing_once_gives(
    book: OpeningsBook, person: Person
) -> None:
    weigher = Weigher()
    number, _ = book.add(Opening("A", fee_usd=900, weeks=4), "now")
    book.add(Opening("B"), "now")
    steps = (
        lambda: book.keep_costs(Costs(travel_usd=100), "now"),
        lambda: book.keep_costs(Costs(travel_usd=50), "now", number),
        lambda: book.note_step(Event(number, Step.ASKED, TODAY), "now"),
        lambda: book.answer(number, "letter", "yes", TODAY, "now"),
        lambda: book.read_again(number, TODAY, "now"),
        lambda: book.remove("o2", "now"),
    )
    for step in steps:
        weigher.weigh_all(book.read(), person, TODAY)
        step()
        assert weigher.weigh_all(book.read(), person, TODAY) == Weigher().weigh_all(
            book.read(), person, TODAY
        )
