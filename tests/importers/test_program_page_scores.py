"""A score is given to the exam it is asked of, and to no other, however a sentence is put."""

from __future__ import annotations

import random

import pytest

from preround.importers.program_page import read_program_page

FLOORS = {"Step 1": "step1_min", "USMLE Step 1": "step1_min", "Step 2": "step2_min"} | {
    "Step 2 CK": "step2_min",
    "USMLE Step 2 CK": "step2_min",
}
EXAMS = (*FLOORS, "Step 3", "COMLEX Level 1", "COMLEX Level 2-CE", "COMLEX", "TOEFL")
SCORED = (
    *("a score of at least {s} on {e}", "{e}: {s}", "{e} score of {s} or higher", "{e} {s}+"),
    *("{s} or above on {e}", "minimum {e} score {s}", "at least {s} in {e}", "{e} ≥ {s}"),
    *("{e} (minimum {s})", "{e} minimum of {s}", "a minimum {e} score of {s}", "{e} of {s}"),
    *("pass {e} with at least {s}", "{s} ({e})", "{e} no lower than {s}", "{s} on {e}"),
    *("{e} must be {s} or more", "a {e} score above {s}", "a minimum of {s} for {e}"),
)
PASSED = (
    *("{e} passed", "a pass in {e}", "{e}: pass", "passing {e}", "{e} taken", "pass {e}"),
    "{e} result available",
)
JOINTS = (", ", "; ", " and ", ", and ", ". ", " or ", " / ")
OPENINGS = ("We require ", "Minimum scores: ", "Applicants need ", "", "Required: ")


def _sentence(rng: random.Random) -> tuple[str, dict[str, int]]:
    """One to three exams, each with a score or a pass, and the floors that are truly set."""
    named = rng.sample(EXAMS, rng.choice((1, 2, 2, 2, 3)))
    exams = list({FLOORS.get(exam, exam): exam for exam in named}.values())
    form, floors, parts = rng.choice(SCORED), {}, []
    alike = rng.random() < 0.6
    for exam in exams:
        if rng.random() < 0.25:
            parts.append(rng.choice(PASSED).format(e=exam))
            continue
        score = rng.randrange(200, 250, 5)
        parts.append((form if alike else rng.choice(SCORED)).format(e=exam, s=score))
        if exam in FLOORS:
            floors[FLOORS[exam]] = score
    return rng.choice(OPENINGS) + rng.choice(JOINTS).join(parts) + ".", floors


@pytest.mark.parametrize("seed", range(6))
def test_no_score_of_one_exam_is_given_to_another(seed: int) -> None:
    rng = random.Random(seed)
    read = stated = 0
    for _ in range(400):
        text, floors = _sentence(rng)
        stated += len(floors)
        for fact in read_program_page(text):
            if fact.name in {"step1_min", "step2_min"}:
                assert fact.value == floors.get(fact.name), text
                read += 1
    assert read / stated >= 0.8


@pytest.mark.parametrize(
    ("text", "floors"),
    [
        ("Step 1 and Step 2 CK, 215 and 225 as the lowest.", {"step1_min": 215, "step2_min": 225}),
        ("Minimum Step 2 CK/COMLEX Level 2: 220/500.", {"step2_min": 220}),
        (
            "We ask for 220 or more on each of the first two Steps.",
            {"step1_min": 220, "step2_min": 220},
        ),
        ("Minimum: USMLE 220 or COMLEX 450.", {"step1_min": 220, "step2_min": 220}),
        ("Passed Step 1 and scored above 232 in Step 2 CK.", {"step2_min": 232}),
        ("Applicants under 220 on Step 2 CK would need an otherwise outstanding file.", {}),
        ("We have a soft cutoff of 215 for Step 2 CK.", {}),
        ("Minimum: 240-bed hospital with Step 1 results.", {}),
    ],
)
def test_scores_that_are_easily_mistaken(text: str, floors: dict[str, int]) -> None:
    read = {fact.name: fact.value for fact in read_program_page(text)}
    assert {name: read[name] for name in ("step1_min", "step2_min") if name in read} == floors
