"""What each question reads from the record and writes to it, and how its fields are checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import ValidationError

from preround.domain.applicant import Applicant, Exam, ExamAttempt, Letter, UsExperience, VisaNeed
from preround.domain.errors import UserError
from preround.fit.usce import Counts, counts, is_hands_on, months
from preround.importers.applicant_checks import (
    MOST_SPECIALTIES,
    budget_problem,
    score_problem,
)
from preround.importers.applicant_words import RANGES

Answers = Mapping[str, str | list[str]]
Shown = dict[str, str | list[str]]
Typed = dict[str, Any]

MOST_SITTINGS = 10
MOST_LETTERS = 20
#: Kinds nearest to patients first, to show one period for several.
NEAREST = (Counts.YES, Counts.SELDOM, Counts.NO)


class AskedField(Protocol):
    """What checking needs of a field."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> Sequence[Any]: ...


class Asked(Protocol):
    """What checking needs of a question."""

    @property
    def fields(self) -> Sequence[Any]: ...


class AnswersRefused(UserError):
    """Some answers do not fit; one sentence for each field, all at once."""

    http_status = 422

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("\n".join(f"{name}: {told}" for name, told in problems.items()))


@dataclass(frozen=True, slots=True)
class Part:
    """One question's way out of the record and into it."""

    read: Callable[[Applicant, dt.date], Shown]
    write: Callable[[Applicant, Typed], Applicant]


def check_fields(asked: Asked, values: Answers) -> Typed:
    """Turn what a form sends into values: None or an empty list where nothing is given.

    Raises
    ------
    AnswersRefused
        With every field that does not fit.
    """
    typed: Typed = {}
    problems: dict[str, str] = {}
    for field in asked.fields:
        try:
            typed[field.name] = _one(field, values.get(field.name, ""))
        except _Misfit as misfit:
            problems[field.name] = str(misfit)
    if problems:
        raise AnswersRefused(problems)
    return typed


class _Misfit(Exception):
    """One field's sentence."""


def _one(field: AskedField, given: str | list[str]) -> Any:
    if field.kind == "choices":
        items = [given] if isinstance(given, str) else given
        chosen = [item.strip() for item in items if item.strip()]
        for item in chosen:
            _known(field, item)
        return list(dict.fromkeys(chosen))
    word = (given[0] if given else "") if isinstance(given, list) else given
    word = word.strip()
    if not word:
        return None
    if field.kind == "choice":
        return _known(field, word)
    if field.kind == "yes_no":
        if word.lower() not in ("yes", "no"):
            raise _Misfit(f"got {word!r}; choose yes or no.")
        return word.lower() == "yes"
    return _number(field.kind, word)


def _known(field: AskedField, word: str) -> str:
    if word not in {choice.value for choice in field.choices}:
        raise _Misfit(f"got {word[:40]!r}; choose one of the list.")
    return word


def _number(kind: str, word: str) -> float:
    plain = word.replace(",", "").removeprefix("$").strip()
    if kind == "whole_number":
        if not plain.removeprefix("-").isdecimal() or len(plain) > 9:
            raise _Misfit(f"got {word[:40]!r}; write a whole number.")
        return int(plain)
    try:
        value = float(plain)
    except ValueError:
        raise _Misfit(f"got {word[:40]!r}; write a number.") from None
    if not abs(value) < 1e9:
        raise _Misfit(f"got {word[:40]!r}; write a smaller number.")
    return value


def _background(key: str) -> Part:
    """A question that is one key of the applicant's table."""

    def read(applicant: Applicant, _today: dt.date) -> Shown:
        value = getattr(applicant.applicant, key)
        if isinstance(value, bool):
            return {key: "yes" if value else "no"}
        return {key: "" if value in (None, VisaNeed.UNKNOWN) else str(value)}

    def write(applicant: Applicant, typed: Typed) -> Applicant:
        value = typed[key]
        if key == "visa_need" and value is None:
            value = VisaNeed.UNKNOWN
        return _changed(applicant, "applicant", {key: value})

    return Part(read, write)


def _changed(applicant: Applicant, table: str, values: Typed) -> Applicant:
    """The record with some keys of one table replaced, checked as the file would be."""
    part = getattr(applicant, table)
    try:
        new = type(part).model_validate({**part.model_dump(), **values})
    except ValidationError as error:
        wrong = {str(item["loc"][0]): table for item in error.errors()}
        raise AnswersRefused(
            {name: f"expected {RANGES.get(f'{table}.{name}', 'another value')}." for name in wrong}
        ) from None
    return applicant.model_copy(update={table: new})


def _exam(exam: Exam) -> Part:
    """A question on the sittings of one examination."""

    def read(applicant: Applicant, _today: dt.date) -> Shown:
        sittings = [x for x in applicant.exams if x.name is exam]
        over = [x for x in sittings if x.passed is not None or x.score is not None]
        if not sittings:
            return {"result": "", "score": "", "attempts": ""}
        if not over:
            return {"result": "planned", "score": "", "attempts": ""}
        last = over[-1]
        passed = last.passed is not False
        score = "" if last.score is None or not passed else str(last.score)
        result = "passed" if passed else "not_passed"
        return {"result": result, "score": score, "attempts": str(len(over))}

    def write(applicant: Applicant, typed: Typed) -> Applicant:
        others = tuple(x for x in applicant.exams if x.name is not exam)
        own = [x for x in applicant.exams if x.name is exam]
        return applicant.model_copy(update={"exams": (*others, *_sittings(exam, own, typed))})

    return Part(read, write)


def _sittings(exam: Exam, old: Sequence[ExamAttempt], typed: Typed) -> list[ExamAttempt]:
    result, attempts = typed["result"], typed["attempts"]
    score = typed["score"] if "score" in typed else _kept_score(old, result)
    if result is None:
        if score is None and attempts is None:
            return []
        raise AnswersRefused({"result": "choose the result, or leave all three empty."})
    if result == "planned":
        if score is not None or attempts is not None:
            raise AnswersRefused({"result": "not taken yet, so leave score and sittings empty."})
        day = next((x.date for x in old if x.passed is None and x.score is None), None)
        return [ExamAttempt(name=exam, date=day)]
    n = 1 if attempts is None else attempts
    problems = {}
    if not 1 <= n <= MOST_SITTINGS:
        problems["attempts"] = f"got {n}; expected 1 to {MOST_SITTINGS}."
    if score is not None:
        wrong = score_problem(exam, score)
        if wrong:
            problems["score"] = wrong
        elif result != "passed":
            problems["score"] = "a score goes with a pass; leave it empty."
    if problems:
        raise AnswersRefused(problems)
    days = [x.date for x in old] if len(old) == n else [None] * n
    passed = result == "passed"
    return [
        ExamAttempt(
            name=exam,
            date=day,
            passed=passed and place == n,
            score=score if place == n else None,
        )
        for place, day in enumerate(days, start=1)
    ]


def _kept_score(old: Sequence[ExamAttempt], result: str | None) -> int | None:
    """The score on record, where the question does not ask for one."""
    scores = [x.score for x in old if x.passed is not False and x.score is not None]
    return scores[-1] if scores and result == "passed" else None


def _read_experience(applicant: Applicant, today: dt.date) -> Shown:
    periods = applicant.us_experience
    if not periods:
        none = applicant.applicant.has_us_experience is False
        return {"kind": "none" if none else "", "months": "", "hands_on": ""}
    nearest = min(periods, key=lambda x: NEAREST.index(counts(x)))
    alike = [x for x in periods if x.kind is nearest.kind]
    length = round(months(alike, today).months, 1)
    hands_on = is_hands_on(nearest)
    return {
        "kind": nearest.kind.value,
        "months": f"{length:g}" if length else "",
        "hands_on": "" if hands_on is None else ("yes" if hands_on else "no"),
    }


def _write_experience(applicant: Applicant, typed: Typed) -> Applicant:
    kind = typed["kind"]
    if kind is None:
        if typed["months"] is not None or typed["hands_on"] is not None:
            raise AnswersRefused({"kind": "choose the kind, or leave all three empty."})
        periods: tuple[UsExperience, ...] = ()
    elif kind == "none":
        periods = ()
    else:
        try:
            one = UsExperience(kind=kind, months=typed["months"], hands_on=typed["hands_on"])
        except ValidationError:
            told = f"expected {RANGES['us_experience.months']}."
            raise AnswersRefused({"months": told}) from None
        periods = (one,)
    has = {None: None, "none": False}.get(kind, True)
    told_all = applicant.model_copy(update={"us_experience": periods})
    return _changed(told_all, "applicant", {"has_us_experience": has})


def _read_specialties(applicant: Applicant, _today: dt.date) -> Shown:
    return {"specialties": list(applicant.wishes.specialties)}


def _write_specialties(applicant: Applicant, typed: Typed) -> Applicant:
    n = len(typed["specialties"])
    if n > MOST_SPECIALTIES:
        raise AnswersRefused({"specialties": f"got {n}; choose at most {MOST_SPECIALTIES}."})
    return _changed(applicant, "wishes", {"specialties": tuple(typed["specialties"])})


def _read_budget(applicant: Applicant, _today: dt.date) -> Shown:
    wishes = applicant.wishes
    return {
        "budget_usd": "" if wishes.budget_usd is None else f"{wishes.budget_usd:g}",
        "states_preferred": list(wishes.states_preferred),
        "ties": list(wishes.ties),
    }


def _write_budget(applicant: Applicant, typed: Typed) -> Applicant:
    budget_usd = typed["budget_usd"]
    problem = None if budget_usd is None else budget_problem(budget_usd)
    if problem:
        raise AnswersRefused({"budget_usd": problem})
    values = {
        "budget_usd": budget_usd,
        "states_preferred": tuple(typed["states_preferred"]),
        "ties": tuple(typed["ties"]),
    }
    return _changed(applicant, "wishes", values)


def _read_letters(applicant: Applicant, _today: dt.date) -> Shown:
    letters = applicant.letters
    if letters is None:
        return {"n_letters": "", "n_us_letters": ""}
    known = all(x.from_us_physician is not None for x in letters)
    n_us = sum(x.from_us_physician is True for x in letters)
    return {"n_letters": str(len(letters)), "n_us_letters": str(n_us) if known else ""}


def _write_letters(applicant: Applicant, typed: Typed) -> Applicant:
    n, n_us = typed["n_letters"], typed["n_us_letters"]
    if n is None:
        if n_us is not None:
            raise AnswersRefused({"n_letters": "say how many there are in all."})
        return applicant.model_copy(update={"letters": None})
    if not 0 <= n <= MOST_LETTERS:
        raise AnswersRefused({"n_letters": f"got {n}; expected 0 to {MOST_LETTERS}."})
    if n_us is not None and not 0 <= n_us <= n:
        raise AnswersRefused({"n_us_letters": f"got {n_us}; expected 0 to {n}."})
    letters = tuple(
        Letter(from_us_physician=None if n_us is None else place < n_us) for place in range(n)
    )
    return applicant.model_copy(update={"letters": letters})


def _read_publications(applicant: Applicant, _today: dt.date) -> Shown:
    n = applicant.scholarship.publications
    return {"publications": "" if n is None else str(n)}


def _write_publications(applicant: Applicant, typed: Typed) -> Applicant:
    return _changed(applicant, "scholarship", {"publications": typed["publications"]})


PARTS: Mapping[str, Part] = {
    **{
        key: _background(key)
        for key in ("type", "school_country", "yog", "visa_need", "ecfmg_certified")
    },
    **{exam.value: _exam(exam) for exam in (Exam.STEP_1, Exam.STEP_2_CK, Exam.STEP_3)},
    "us_experience": Part(_read_experience, _write_experience),
    "specialties": Part(_read_specialties, _write_specialties),
    "budget": Part(_read_budget, _write_budget),
    "letters": Part(_read_letters, _write_letters),
    "publications": Part(_read_publications, _write_publications),
}
