"""Requirements put together by chance: what is said of one thing is never read of another."""

from __future__ import annotations

import random

import pytest

from preround.domain.program import FactScalar
from preround.importers.program_page import read_program_page

VISAS = {"visa_j1": ("J-1", "J1", "J-1 (ECFMG)"), "visa_h1b": ("H-1B", "H1B", "H1-B")}
GIVEN = (
    *("{v} visas are sponsored", "we sponsor {v} visas", "we accept {v} visas", "{v}: yes"),
    *("{v} visa sponsorship is available", "{v} visas are considered", "{v} sponsored"),
    "we support the {v} visa",
)
REFUSED = (
    *("{v} visas are not sponsored", "we do not sponsor {v} visas", "{v}: no", "no {v} visas"),
    *("we are unable to sponsor {v} visas", "{v} visas cannot be offered", "{v} not supported"),
    *("{v} sponsorship is not available", "{v} visas are not considered"),
)
TURNS = (", but ", "; ", ". ", " and ", ", ", ", while ", ". However, ")
#: Items of a list of requirements: how they are put, and the values they take.
ITEMS: tuple[tuple[str, tuple[str, ...], tuple[FactScalar, ...]], ...] = (
    (
        "years_since_graduation_max",
        ("graduation within the last {n} years", "no more than {n} years since graduation"),
        (2, 3, 5, 7, 10),
    ),
    ("letters_min", ("{n} letters of recommendation", "at least {n} letters", "{n} LORs"), (2, 3)),
    ("attempts_max", ("no more than {n} attempts on any Step",), (2, 3)),
    ("attempts_max", ("no failed attempts",), ("first_attempt_only",)),
    (
        "usce_months",
        ("at least {n} months of U.S. clinical experience", "a minimum of {n} months of USCE"),
        (1, 2, 3, 6),
    ),
    ("ecfmg_required", ("a valid ECFMG certificate",), ("yes",)),
    ("ecfmg_required", ("ECFMG certification by February 15",), ("by_rank_list",)),
    ("ecfmg_required", ("ECFMG certification before July 1",), ("by_start",)),
    ("step2_min", ("a Step 2 CK score of at least {n}",), (210, 225, 240)),
    ("step1_pass_required", ("a passing score on Step 1",), (True,)),
    ("letters_us_min", ("a letter from a U.S. physician",), (1,)),
    ("", ("a personal statement", "a CV", "the MSPE", "good English"), ("",)),
)
OPENINGS = ("We require ", "Applicants must have ", "Requirements: ")


def _read(text: str) -> dict[str, FactScalar]:
    return {fact.name: fact.value for fact in read_program_page(text)}


@pytest.mark.parametrize("seed", range(3))
def test_the_verdict_on_one_visa_is_not_the_others(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(150):
        said = {name: rng.random() < 0.5 for name in rng.sample(list(VISAS), rng.choice((1, 2)))}
        parts = [
            rng.choice(GIVEN if yes else REFUSED).format(v=rng.choice(VISAS[name]))
            for name, yes in said.items()
        ]
        text = rng.choice(TURNS).join(parts).capitalize() + "."
        assert _read(text) == {name: "yes" if yes else "no" for name, yes in said.items()}, text


@pytest.mark.parametrize("seed", range(3))
def test_requirements_of_a_list_are_read_apart(seed: int) -> None:
    rng = random.Random(seed)
    right = wrong = stated = 0
    for _ in range(150):
        text, said = _list(rng)
        read = _read(text)
        hits = sum(read.get(name) == value for name, value in said.items())
        right, wrong, stated = right + hits, wrong + len(read) - hits, stated + len(said)
    assert wrong <= 0.01 * right
    assert right >= 0.97 * stated


def _list(rng: random.Random) -> tuple[str, dict[str, FactScalar]]:
    """Two to four items of different facts, joined in one of four ways."""
    said: dict[str, FactScalar] = {}
    parts = []
    for name, forms, values in rng.sample(ITEMS, rng.choice((2, 3, 4))):
        if name in said:
            continue
        value = rng.choice(values)
        parts.append(rng.choice(forms).format(n=value))
        if name:
            said[name] = value
    if "usce_months" in said:
        said["usce_required"] = "yes"
    joint = rng.choice(("; ", ", ", ", and ", " and "))
    return rng.choice(OPENINGS) + joint.join(parts) + ".", said
