"""The levers of the what-if page, read from its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan

from django.http import QueryDict

from preround.domain.applicant import Applicant, Exam, VisaNeed
from preround.importers.applicant_changes import NEW, Change
from preround.importers.applicant_file import ApplicantRefused

#: The boxes for a number: their labels, and the applicant's keys they fill.
NUMBERS = {
    "score": ("Step 2 CK score", "score"),
    "months": ("More months of experience in the United States", "months"),
    "budget": ("Budget for fees", "budget_usd"),
}
FIELDS = ("score", "step_3", "months", "letter", "visa", "budget", "specialty")


@dataclass(frozen=True, slots=True)
class Lever:
    """One answer that may be another: its field, what it is now, and what was tried."""

    name: str
    now: str
    tried: str


@dataclass(frozen=True, slots=True)
class WhatIfForm:
    """What was typed, word for word."""

    typed: dict[str, str]

    @classmethod
    def read(cls, query: QueryDict) -> WhatIfForm:
        """Keep what was typed; nothing is refused here."""
        return cls({name: query.get(name, "").strip()[:60] for name in FIELDS})

    @property
    def changes(self) -> tuple[Change, ...]:
        """Give each lever that was moved as a change of the applicant."""
        return tuple(_changes(self.typed))

    def words(self, refused: ApplicantRefused) -> str:
        """Say what does not fit by the page's own labels."""
        found = [
            _number_problem(label, _plain(self.typed[name]), key, refused)
            for name, (label, key) in NUMBERS.items()
            if self.typed[name]
        ]
        return " ".join(one for one in found if one) or "; ".join(map(str, refused.problems))

    def levers(self, applicant: Applicant) -> dict[str, Lever]:
        """Give every lever with what is true now."""
        now = _now(applicant)
        return {name: Lever(name, now.get(name, ""), self.typed[name]) for name in FIELDS}


def _number_problem(label: str, text: str, key: str, refused: ApplicantRefused) -> str:
    """What is wrong with the number in a box; "" where nothing is."""
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        return f"{label}: {text!r} is not a number."
    if key == "budget_usd":
        return "" if number > 0 else f"{label}: {text!r} buys no application. Give more than 0."
    messages = [one.message for one in refused.problems if one.place.endswith(f", {key}")]
    if key == "score" and messages and not number.is_integer():
        return f"{label}: {text!r} is not a whole number."
    wanted = " ".join(one.partition("; ")[2].partition(". Correct")[0] for one in messages)
    return f"{label}: {text!r} does not fit; {wanted.rstrip('.')}." if wanted else ""


def _plain(text: str) -> str:
    """The amount without a dollar sign and commas."""
    return text.lstrip("$").replace(",", "")


def _changes(typed: dict[str, str]) -> Sequence[Change]:
    found = []
    if typed["score"]:
        found += [Change("exams", Exam.STEP_2_CK.value, "score", typed["score"])]
        found += [Change("exams", Exam.STEP_2_CK.value, "passed", "true")]
    if typed["step_3"]:
        found.append(Change("exams", Exam.STEP_3.value, "passed", "true"))
    if typed["months"]:
        found += [
            Change("us_experience", NEW, "kind", "externship"),
            Change("us_experience", NEW, "months", typed["months"]),
            Change("us_experience", NEW, "hands_on", "true"),
        ]
    if typed["letter"]:
        found.append(Change("letters", NEW, "from_us_physician", "true"))
    if typed["visa"]:
        found.append(Change("applicant", "", "visa_need", typed["visa"]))
    if typed["budget"]:
        found.append(Change("wishes", "", "budget_usd", _plain(typed["budget"])))
    if typed["specialty"]:
        found.append(Change("wishes", "", "specialties", typed["specialty"]))
    return found


def _now(applicant: Applicant) -> dict[str, str]:
    scores = [exam.score for exam in applicant.exams if exam.name is Exam.STEP_2_CK and exam.score]
    step_3 = any(exam.name is Exam.STEP_3 and exam.passed for exam in applicant.exams)
    visa = applicant.applicant.visa_need
    budget = applicant.wishes.budget_usd
    return {
        "score": str(scores[-1]) if scores else "",
        "step_3": "passed" if step_3 else "",
        "visa": "" if visa is VisaNeed.UNKNOWN else visa.value,
        "budget": f"{budget:.0f}" if budget else "",
    }
