"""Ten questions that make a first list, and what is still open: answers in, applicant out."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.errors import UnknownChoice
from preround.facts.specialties import ALL, display
from preround.facts.states import load_states
from preround.importers.applicant_checks import country_codes
from preround.jobs.answer_parts import PARTS, Answers, AnswersRefused, check_fields

__all__ = [
    "Answers",
    "AnswersRefused",
    "Choice",
    "MissingAnswer",
    "Question",
    "answer",
    "answers_of",
    "is_answered",
    "missing_answers",
    "question",
    "questions",
    "ten_questions",
]

PATH = Path(__file__).with_name("questions.toml")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field may take, and how to call it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in.

    `kind` is choice, choices (several, in order), whole_number, number, money or yes_no
    (its values are yes and no). Every field may be left empty.
    """

    name: str
    label: str
    kind: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """A plausible answer, to see how much hangs on the question."""

    words: str
    values: Answers


@dataclass(frozen=True, slots=True)
class Question:
    """One question in plain words, why it is asked, and its fields; it may be skipped."""

    key: str
    title: str
    question: str
    help: str
    why: str
    fields: tuple[Field, ...]
    trials: tuple[Trial, ...]
    in_form: bool


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """A question nobody has answered, with the applicant under each plausible answer.

    `trials` pairs the words for an answer with the applicant who gave it; there are two,
    or none where no answer changes the list.
    """

    key: str
    question: str
    why: str
    trials: tuple[tuple[str, Applicant], ...]


@cache
def questions() -> tuple[Question, ...]:
    """Every question, the ten of the form first, in the order they are asked."""
    raw = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return tuple(_question(entry) for entry in raw["question"])


def ten_questions() -> tuple[Question, ...]:
    """The ten a first list is made from."""
    return tuple(one for one in questions() if one.in_form)


def question(key: str) -> Question:
    """One question by its key.

    Raises
    ------
    UnknownChoice
        When there is none.
    """
    for one in questions():
        if one.key == key:
            return one
    raise UnknownChoice("question", key)


def answers_of(applicant: Applicant, key: str, today: dt.date) -> dict[str, str | list[str]]:
    """What the record says to a question, as the form would show it; empty where it is open."""
    question(key)
    return PARTS[key].read(applicant, today)


def answer(applicant: Applicant, key: str, values: Answers, today: dt.date) -> Applicant:
    """Put the answers to one question into the record.

    What is left empty takes that answer out of the record. Answers that say what the record
    says already leave it as it is, with the dates and details a form cannot show.

    Parameters
    ----------
    applicant
        The record so far.
    key
        The question.
    values
        Field names to values as a form sends them.
    today
        For periods that still go on.

    Raises
    ------
    AnswersRefused
        With one sentence for each field that does not fit.
    UnknownChoice
        When there is no such question.
    """
    asked = question(key)
    typed = check_fields(asked, values)
    part = PARTS[key]
    if typed == check_fields(asked, part.read(applicant, today)):
        return applicant
    return part.write(applicant, typed)


def is_answered(applicant: Applicant, key: str, today: dt.date) -> bool:
    """Whether the record says anything to a question."""
    return any(answers_of(applicant, key, today).values())


def missing_answers(applicant: Applicant, season: int, today: dt.date) -> tuple[MissingAnswer, ...]:
    """The questions that are open, in the order they are asked, with two answers to try.

    Why: how much an answer would change the list is found by building it under each.
    """
    return tuple(
        MissingAnswer(
            key=one.key,
            question=one.question,
            why=one.why,
            trials=tuple(
                (trial.words, answer(applicant, one.key, _in_season(trial.values, season), today))
                for trial in one.trials
            ),
        )
        for one in questions()
        if _matters(applicant, one.key) and not is_answered(applicant, one.key, today)
    )


def _matters(applicant: Applicant, key: str) -> bool:
    """Whether a question bears on them: a citizen needs no visa, a U.S. graduate no ECFMG."""
    kind = applicant.applicant.type
    if key == "visa_need":
        return kind is not ApplicantType.US_IMG
    if key in ("ecfmg_certified", "school_country"):
        return kind not in (ApplicantType.US_MD, ApplicantType.US_DO)
    return True


def _in_season(values: Answers, season: int) -> Answers:
    """A trial's `season - 2` as the year it means."""
    return {
        name: str(season - int(value.removeprefix("season - ")))
        if isinstance(value, str) and value.startswith("season - ")
        else value
        for name, value in values.items()
    }


def _question(entry: Mapping[str, Any]) -> Question:
    return Question(
        key=entry["key"],
        title=entry["title"],
        question=entry["question"],
        help=entry["help"],
        why=entry["why"],
        fields=tuple(_field(field) for field in entry["field"]),
        trials=tuple(
            Trial(trial["words"], {k: _typed(v) for k, v in trial["values"].items()})
            for trial in entry.get("trial", ())
        ),
        in_form=entry["form"],
    )


def _field(entry: Mapping[str, Any]) -> Field:
    if "choices_from" in entry:
        choices = _listed(entry["choices_from"])
    else:
        choices = tuple(Choice(value, label) for value, label in entry.get("choices", ()))
    return Field(entry["name"], entry["label"], entry["kind"], choices)


def _listed(name: str) -> tuple[Choice, ...]:
    lists = {
        "countries": ((code, name) for code, name in country_codes().items()),
        "states": ((code, state.name) for code, state in load_states().items()),
        "specialties": ((name, display(name)) for name in ALL),
    }
    return tuple(sorted((Choice(*pair) for pair in lists[name]), key=lambda one: one.label))


def _typed(value: object) -> str | list[str]:
    return [str(item) for item in value] if isinstance(value, list) else str(value)
