"""What the plan's page shows of each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from preround.jobs.make_plan import STATUS_WORDS, PlanAnswer
from preround.plan.backwards import Status
from preround.plan.plan import PlannedStep
from preround.plan.standing import EXAM_STEPS

SIGNS = {
    Status.DONE: ("met", "done"),
    Status.WAITING: ("met", "awaited"),
    Status.OPEN: ("", "open"),
    Status.EXPECTED: ("unknown", "expected"),
    Status.LATE: ("amber", "late, still counts"),
    Status.IMPOSSIBLE: ("blocked", "not for this Match"),
}
#: Where in the app a step is worked on.
PLACES = {
    "audit": ("work_page", "Read your work log"),
    "role": ("work_grow", "What to ask for"),
    "project": ("project", "Open the project"),
    "step_1": ("record", "Your record"),
    "step_2_ck": ("record", "Your record"),
    "step_3": ("record", "Your record"),
    "oet": ("record", "Your record"),
    "rotation_1": ("openings", "Find an opening"),
    "rotation_2": ("openings", "Find an opening"),
    "rotation_3": ("openings", "Find an opening"),
    "relationships": ("letters", "Open your letters"),
    "letters_asked": ("letters", "Open your letters"),
    "letters": ("letters", "Open your letters"),
    "statement": ("kept_entries", "Open your entries"),
    "program_list": ("list", "Open your list"),
    "interviews": ("interviews", "Open your interviews"),
    "rank_list": ("rank_list", "Open your rank list"),
    "soap": ("soap", "Get SOAP ready"),
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step with its sign, its words and where it is worked on."""

    step: PlannedStep
    sign: str
    word: str
    status_words: str
    place: str = ""
    place_words: str = ""
    needs: tuple[str, ...] = ()
    is_next: bool = False

    @property
    def is_exam(self) -> bool:
        """Whether its day is booked rather than planned."""
        return self.step.key in EXAM_STEPS

    @property
    def is_done(self) -> bool:
        """Whether it is over."""
        return self.step.status is Status.DONE


def step_rows(answer: PlanAnswer) -> list[tuple[str, list[StepRow]]]:
    """Every step by stage."""
    titles = {step.key: step.rule.title for step in answer.plan.steps}
    coming = {step.key for step in answer.plan.next_three}
    return [
        (words, [_row(step, titles, is_next=step.key in coming) for step in steps])
        for words, steps in answer.stages
    ]


def next_rows(answer: PlanAnswer) -> list[StepRow]:
    """The next three."""
    titles = {step.key: step.rule.title for step in answer.plan.steps}
    return [_row(step, titles, is_next=True) for step in answer.plan.next_three]


def told(answer: PlanAnswer) -> dict[str, Any]:
    """How the whole plan stands."""
    steps = answer.plan.steps
    lost = [step for step in steps if step.status is Status.IMPOSSIBLE]
    keys = {step.key for step in lost}
    return {
        "n_done": answer.counted(Status.DONE),
        "n_steps": len(steps),
        "late": [step for step in steps if step.status is Status.LATE],
        "impossible": lost,
        "causes": [step for step in lost if not keys.intersection(step.rule.needs)],
        "fall": [step for step in lost if keys.intersection(step.rule.needs)],
    }


def _row(step: PlannedStep, titles: dict[str, str], *, is_next: bool) -> StepRow:
    sign, word = SIGNS[step.status]
    name, place_words = PLACES.get(step.key, ("", ""))
    try:
        place = reverse(name) if name else ""
    except NoReverseMatch:
        place = ""
    needs = tuple(titles[key] for key in step.rule.needs if key in titles)
    return StepRow(step, sign, word, STATUS_WORDS[step.status], place, place_words, needs, is_next)
