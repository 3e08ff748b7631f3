"""The applicant file's own types: every key optional, a missing value means unknown."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

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


StateCode = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Background(_Part):
    """Who applies: type, school, graduation, visa, certification."""

    type: ApplicantType | None = None
    school_country: StateCode | None = Field(None, description="ISO 3166 two-letter code")
    yog: int | None = Field(None, ge=1950, le=2035, description="year of graduation")
    visa_need: VisaNeed = VisaNeed.UNKNOWN
    ecfmg_certified: bool | None = None


class ExamAttempt(_Part):
    """One sitting of one examination, passed or not."""

    name: Exam
    date: dt.date | None = None
    passed: bool | None = None
    score: int | None = Field(None, ge=1, le=500, description="absent for pass/fail")


class UsExperience(_Part):
    """One period of experience in the United States."""

    kind: UsceKind
    setting: Setting | None = None
    specialty: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    hours_per_week: float | None = Field(None, gt=0, le=120)
    hands_on: bool | None = None
    state: StateCode | None = None


class Letter(_Part):
    """One letter of recommendation."""

    specialty: str | None = None
    from_us_physician: bool | None = None


class Scholarship(_Part):
    """Scholarly work, counted."""

    publications: int | None = Field(None, ge=0, le=2000)


class Wishes(_Part):
    """What the applicant wants of a list."""

    specialties: tuple[str, ...] = Field((), description="first choice first")
    states_preferred: tuple[StateCode, ...] = ()
    states_excluded: tuple[StateCode, ...] = ()
    ties: tuple[StateCode, ...] = Field((), description="states with a real tie")
    tracks: tuple[Track, ...] = ()
    budget_usd: float | None = Field(None, description="for application fees of one season")
    max_interviews: int | None = Field(None, ge=1, le=100)


class Applicant(_Part):
    """Everything a person has told us, in the shape of the applicant file."""

    applicant: Background = Background()
    exams: tuple[ExamAttempt, ...] = ()
    us_experience: tuple[UsExperience, ...] = ()
    letters: tuple[Letter, ...] | None = None
    scholarship: Scholarship = Scholarship()
    wishes: Wishes = Wishes()
