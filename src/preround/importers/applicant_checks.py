"""What an applicant's answers say about each other: contradictions, and what is worth a look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from preround.domain.applicant import (
    Applicant,
    ApplicantType,
    Exam,
    ExamAttempt,
    UsceKind,
    VisaNeed,
    Wishes,
)
from preround.domain.errors import UnknownChoice
from preround.domain.finding import Finding, Severity
from preround.facts import specialties
from preround.facts.exams import load_exams
from preround.facts.states import load_states
from preround.importers.applicant_words import Problem, score_expected

#: Interviews fall as specialties are added to one record; more than this is a slip.
MOST_SPECIALTIES = 10
BUDGET_MEANS_NOTHING = (
    "no application can be bought; give an amount, or leave the key out for no limit."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The applicant with names as the Match writes them, what to mend, what to look at."""

    applicant: Applicant
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]


def check_applicant(applicant: Applicant, today: dt.date) -> Checked:
    """Hold the answers against each other and against what is published.

    Parameters
    ----------
    applicant
        Of the right shape already.
    today
        A result dated after it cannot be known yet.
    """
    wishes, wish_problems = _name_specialties(applicant.wishes)
    problems = [
        *_score_problems(applicant),
        *_date_problems(applicant),
        *_place_problems(applicant),
        *_experience_problems(applicant),
        *wish_problems,
        *_budget_problems(applicant.wishes),
    ]
    named = applicant.model_copy(update={"wishes": wishes})
    findings = () if problems else tuple(_findings(named, today))
    return Checked(named, tuple(problems), findings)


def score_problem(exam: Exam, score: int) -> str | None:
    """Say why a score cannot be one of this examination; None when it can."""
    facts = load_exams()[exam]
    if facts.low <= score <= facts.high:
        return None
    return f"got {score}; {score_expected(exam)}"


def budget_problem(budget_usd: float) -> str | None:
    """Say why a budget buys nothing; None when it is an amount."""
    if budget_usd > 0:
        return None
    return f"budget_usd is {budget_usd:g}: {BUDGET_MEANS_NOTHING}"


@cache
def country_codes() -> dict[str, str]:
    """Country names by their ISO 3166 two-letter code.

    Source: iso3166.tab of the IANA time zone database (public domain), by the tzdata package.
    """
    text = (files("tzdata.zoneinfo") / "iso3166.tab").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line[:2]: line[3:].strip() for line in rows}


def _score_problems(applicant: Applicant) -> Iterator[Problem]:
    for i, sitting in enumerate(applicant.exams, start=1):
        problem = None
        if sitting.score is not None:
            problem = score_problem(sitting.name, sitting.score)
        if problem:
            yield Problem(f"exam {i} ({sitting.name.value}), score", problem)


def _date_problems(applicant: Applicant) -> Iterator[Problem]:
    for i, period in enumerate(applicant.us_experience, start=1):
        if period.start and period.end and period.end < period.start:
            yield Problem(
                f"U.S. experience {i} ({period.kind.value}), end",
                f"{period.end} is before its start, {period.start}. Swap them or correct one.",
            )


def _experience_problems(applicant: Applicant) -> Iterator[Problem]:
    n = len(applicant.us_experience)
    if applicant.applicant.has_us_experience is False and n:
        yield Problem(
            "applicant.has_us_experience",
            f"false, yet {n} period{'s' if n > 1 else ''} of U.S. experience follow. "
            "Remove one or the other.",
        )


def _place_problems(applicant: Applicant) -> Iterator[Problem]:
    country = applicant.applicant.school_country
    if country is not None and country not in country_codes():
        yield Problem("applicant.school_country", f"{country!r} is no ISO 3166 country code.")
    wishes = applicant.wishes
    named = [
        ("wishes.states_preferred", wishes.states_preferred),
        ("wishes.states_excluded", wishes.states_excluded),
        ("wishes.states_only", wishes.states_only),
        ("wishes.ties", wishes.ties),
        ("us_experience, state", tuple(x.state for x in applicant.us_experience if x.state)),
    ]
    for place, codes in named:
        unknown = sorted({code for code in codes if code not in load_states()})
        if unknown:
            listed = ", ".join(unknown[:5])
            yield Problem(place, f"{listed}: no state of the listing has this code.")


def _name_specialties(wishes: Wishes) -> tuple[Wishes, list[Problem]]:
    asked = wishes.specialties
    if len(asked) > MOST_SPECIALTIES:
        reason = (
            f"{len(asked):,} named; at most {MOST_SPECIALTIES} are read, since every further one "
            "splits the budget and the signals. Name those you would train in, first choice first."
        )
        return wishes, [Problem("wishes.specialties", reason)]
    names, problems = [], []
    for i, word in enumerate(asked, start=1):
        try:
            names.append(specialties.canonical(word))
        except UnknownChoice as error:
            problems.append(Problem(f"wishes.specialties, item {i}", str(error)))
    return wishes.model_copy(update={"specialties": tuple(dict.fromkeys(names))}), problems


def _budget_problems(wishes: Wishes) -> Iterator[Problem]:
    problem = None if wishes.budget_usd is None else budget_problem(wishes.budget_usd)
    if problem:
        yield Problem("wishes", problem)


def _findings(applicant: Applicant, today: dt.date) -> Iterator[Finding]:
    for i, sitting in enumerate(applicant.exams, start=1):
        yield from _sitting_findings(sitting, f"exam {i} ({sitting.name.value})", today)
    for exam in Exam:
        sittings = [x for x in applicant.exams if x.name is exam]
        if load_exams()[exam].usmle:
            yield from _step_findings(exam, sittings)
    yield from _experience_findings(applicant)
    yield from _background_findings(applicant)
    yield from _wish_findings(applicant.wishes)


def _sitting_findings(sitting: ExamAttempt, place: str, today: dt.date) -> Iterator[Finding]:
    facts = load_exams()[sitting.name]
    day, score = sitting.date, sitting.score
    if day and day > today and (sitting.passed is not None or score is not None):
        yield Finding(
            "result_before_the_day",
            Severity.ERROR,
            place,
            f"{facts.label} on {day} lies ahead of {today}, yet a result is given.",
            "Correct the date, or leave the result out until it is known.",
        )
    line = facts.pass_line(day)
    if line and score is not None and sitting.passed is not None:
        above = score >= line.score
        if above != sitting.passed:
            said = "passed" if sitting.passed else "not passed"
            yield Finding(
                "score_and_result_disagree",
                Severity.WARNING,
                place,
                f"{facts.label} {score} is marked {said}; the pass line on {day} was {line.score}.",
                "Check the score, the date and the result.",
                line.citation,
            )
    if score is not None and not facts.reports_score(day):
        yield Finding(
            "score_of_a_pass_fail_exam",
            Severity.NOTE,
            place,
            f"{facts.label} has been reported as pass or fail since {facts.pass_fail_since}; "
            "programs will not see this score.",
            citation=facts.citation,
        )


def _step_findings(exam: Exam, sittings: Sequence[ExamAttempt]) -> Iterator[Finding]:
    if sum(x.passed is True for x in sittings) > 1:
        yield Finding(
            "passed_twice",
            Severity.NOTE,
            load_exams()[exam].label,
            "passed more than once; a Step that is passed is not taken again as a rule.",
            "Check that each sitting is listed once.",
        )


def _experience_findings(applicant: Applicant) -> Iterator[Finding]:
    yog = applicant.applicant.yog
    for i, period in enumerate(applicant.us_experience, start=1):
        place = f"U.S. experience {i} ({period.kind.value})"
        if period.start is None and period.months is None:
            yield Finding(
                "period_without_length",
                Severity.NOTE,
                place,
                "neither a start nor a length in months: it counts for no month.",
                "Add start and end, or months.",
            )
        if yog and period.start and period.kind is UsceKind.ELECTIVE and period.start.year > yog:
            yield Finding(
                "elective_after_graduation",
                Severity.NOTE,
                place,
                f"starts in {period.start.year}, after graduation in {yog}; electives are for "
                "students.",
                "If it was hands-on after graduation, its kind is externship.",
            )
        if yog and period.end and period.kind is UsceKind.EXTERNSHIP and period.end.year < yog:
            yield Finding(
                "externship_before_graduation",
                Severity.NOTE,
                place,
                f"ends in {period.end.year}, before graduation in {yog}.",
                "If you were a student then, its kind is elective.",
            )


def _background_findings(applicant: Applicant) -> Iterator[Finding]:
    who = applicant.applicant
    if who.type is ApplicantType.US_IMG and who.visa_need not in (VisaNeed.NONE, VisaNeed.UNKNOWN):
        yield Finding(
            "citizen_with_visa_need",
            Severity.WARNING,
            "applicant.visa_need",
            f"{who.visa_need.value}, yet us_img means a U.S. citizen, who needs none.",
            "Without citizenship the type is non_us_img, with a green card too.",
        )


def _wish_findings(wishes: Wishes) -> Iterator[Finding]:
    both = sorted(set(wishes.states_excluded) & {*wishes.states_preferred, *wishes.ties})
    if both:
        yield Finding(
            "state_wanted_and_excluded",
            Severity.WARNING,
            "wishes",
            f"{', '.join(both)}: wanted and excluded; excluded counts.",
            "Take it out of one of the lists.",
        )
