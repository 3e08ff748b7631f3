"""The levers of the what-if page, read from its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from preround.domain.applicant import Applicant, Exam, VisaNeed
from preround.importers.applicant_changes import NEW, Change

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

    def levers(self, applicant: Applicant) -> dict[str, Lever]:
        """Give every lever with what is true now."""
        now = _now(applicant)
        return {name: Lever(name, now.get(name, ""), self.typed[name]) for name in FIELDS}


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
        found.append(
            Change("wishes", "", "budget_usd", typed["budget"].lstrip("$").replace(",", ""))
        )
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
