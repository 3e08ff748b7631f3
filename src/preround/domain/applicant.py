"""The applicant file's own types: every key optional, a missing value means unknown."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from preround.domain.program import Track


class ApplicantType(StrEnum):
    """NRMP's applicant types."""

    US_IMG = "us_img"
    NON_US_IMG = "non_us_img"
    US_MD = "us_md"
    US_DO = "us_do"


class VisaNeed(StrEnum):
    """Which visa the applicant would need to train."""

    NONE = "none"
    J1 = "j1"
    H1B = "h1b"
    J1_OR_H1B = "j1_or_h1b"
    UNKNOWN = "unknown"


class Exam(StrEnum):
    """Examinations an application rests on."""

    STEP_1 = "step_1"
    STEP_2_CK = "step_2_ck"
    STEP_3 = "step_3"
    OET = "oet"


class UsceKind(StrEnum):
    """Kinds of U.S. experience, by what was done."""

    ELECTIVE = "elective"
    EXTERNSHIP = "externship"
    OBSERVERSHIP = "observership"
    RESEARCH = "research"
    VOLUNTEER = "volunteer"
    EMPLOYMENT = "employment"


class Setting(StrEnum):
    """Where the experience took place."""

    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    TELEHEALTH = "telehealth"


def _written_day(value: object) -> object:
    """Refuse a bare number or a loose word for a date: 2025 is a year, not a day in 1970."""
    if isinstance(value, str):
        value = value.strip()
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise PydanticCustomError("date_words", "a date is written YYYY-MM-DD")
    elif not isinstance(value, dt.date) and value is not None:
        raise PydanticCustomError("date_words", "a date is written YYYY-MM-DD")
    return value


#: The version of the applicant file's shape; raised only when an old file would be misread.
SCHEMA_VERSION: Final = 1

StateCode = Annotated[str, Field(pattern="^[A-Z]{2}$")]
Day = Annotated[dt.date, BeforeValidator(_written_day)]
Whole = Annotated[int, Field(strict=True)]
Amount = Annotated[float, Field(strict=True, allow_inf_nan=False)]
TrueFalse = Annotated[bool, Field(strict=True)]
ShortText = Annotated[str, Field(max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Background(_Part):
    """Who applies: type, school, graduation, visa, certification."""

    type: ApplicantType | None = Field(
        None, description="NRMP's applicant type; a permanent resident is a non-U.S. IMG"
    )
    school_country: StateCode | None = Field(
        None, description="country of the medical school, ISO 3166 two-letter code"
    )
    yog: Whole | None = Field(
        None, ge=1950, le=2035, description="year of graduation from medical school"
    )
    visa_need: VisaNeed = Field(
        VisaNeed.UNKNOWN, description="visa needed to train; none for citizens and green cards"
    )
    ecfmg_certified: TrueFalse | None = Field(
        None, description="whether ECFMG has certified the applicant"
    )
    has_us_experience: TrueFalse | None = Field(
        None, description="false where there is none; absent and no period given is unknown"
    )


class ExamAttempt(_Part):
    """One sitting of one examination, passed or not; without date and result it is planned."""

    name: Exam = Field(description="which examination")
    date: Day | None = Field(None, description="day of the sitting")
    passed: TrueFalse | None = Field(None, description="absent until the result is known")
    score: Whole | None = Field(
        None, ge=0, le=500, description="three-digit score; absent for pass/fail"
    )


class UsExperience(_Part):
    """One period of experience in the United States."""

    kind: UsceKind = Field(description="by what was done, not by what it was called")
    setting: Setting | None = Field(None, description="where it took place")
    specialty: ShortText | None = Field(None, description="as the Match names it, where it fits")
    start: Day | None = Field(None, description="first day")
    end: Day | None = Field(None, description="last day; absent while it goes on")
    months: Amount | None = Field(
        None, gt=0, le=480, description="length in months, used where the dates are not given"
    )
    hours_per_week: Amount | None = Field(
        None, gt=0, le=120, description="usual hours a week; absent counts as full time"
    )
    hands_on: TrueFalse | None = Field(
        None, description="examined or treated patients under supervision"
    )
    state: StateCode | None = Field(None, description="two-letter state")


class Letter(_Part):
    """One letter of recommendation."""

    specialty: ShortText | None = Field(None, description="the writer's specialty")
    from_us_physician: TrueFalse | None = Field(
        None, description="whether the writer practices in the United States"
    )


class Scholarship(_Part):
    """Scholarly work, counted."""

    publications: Whole | None = Field(
        None, ge=0, le=2000, description="articles, abstracts and presentations"
    )


class Wishes(_Part):
    """What the applicant wants of a list."""

    specialties: tuple[ShortText, ...] = Field((), description="first choice first")
    states_preferred: tuple[StateCode, ...] = Field((), description="states to favor")
    states_excluded: tuple[StateCode, ...] = Field((), description="states never to apply to")
    states_only: tuple[StateCode, ...] = Field(
        (), description="apply nowhere else, as for a couple or a family; absent for anywhere"
    )
    ties: tuple[StateCode, ...] = Field((), description="states with a real tie")
    tracks: tuple[Track, ...] = Field((), description="absent for all that lead to a board")
    budget_usd: Amount | None = Field(
        None, description="for the application fees of one season, in dollars"
    )
    usd_per_point: Amount | None = Field(
        None,
        gt=0,
        le=100_000,
        description="what one more chance in a hundred to match is worth, in dollars: the list "
        "stops where the next one costs more, within the budget",
    )
    max_interviews: Whole | None = Field(
        None, ge=1, le=100, description="most interviews the applicant can attend"
    )


class Applicant(_Part):
    """Everything a person has told us, in the shape of the applicant file.

    `letters` absent means unknown; an empty list means there are none.
    """

    schema_version: Literal[1] = Field(SCHEMA_VERSION, description="version of this shape")
    applicant: Background = Background()
    exams: tuple[ExamAttempt, ...] = Field(
        (), description="every sitting, passed or not", max_length=60
    )
    us_experience: tuple[UsExperience, ...] = Field(
        (), description="periods of experience in the United States", max_length=200
    )
    letters: tuple[Letter, ...] | None = Field(
        None, description="letters of recommendation", max_length=60
    )
    scholarship: Scholarship = Scholarship()
    wishes: Wishes = Wishes()
