"""How private each stored field is; what leaves in a bundle for an adviser follows it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Privacy(StrEnum):
    """Public is known to all, personal is the person's own, sensitive could hurt them."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


P, S = Privacy.PERSONAL, Privacy.SENSITIVE

#: Marks of the applicant document, by dotted path of its leaves.
APPLICANT_DOCUMENT: Mapping[str, Privacy] = MappingProxyType(
    {
        "schema_version": Privacy.PUBLIC,
        "applicant.type": P,
        "applicant.school_country": P,
        "applicant.yog": S,
        "applicant.visa_need": S,
        "applicant.ecfmg_certified": P,
        "applicant.has_us_experience": P,
        "exams.name": P,
        "exams.date": P,
        "exams.passed": S,
        "exams.score": S,
        "us_experience.kind": P,
        "us_experience.setting": P,
        "us_experience.specialty": P,
        "us_experience.start": P,
        "us_experience.end": P,
        "us_experience.months": P,
        "us_experience.hours_per_week": P,
        "us_experience.hands_on": P,
        "us_experience.state": P,
        "letters.specialty": P,
        "letters.from_us_physician": P,
        "scholarship.publications": P,
        "wishes.specialties": P,
        "wishes.states_preferred": P,
        "wishes.states_excluded": P,
        "wishes.states_only": S,
        "wishes.ties": S,
        "wishes.tracks": P,
        "wishes.budget_usd": S,
        "wishes.usd_per_point": S,
        "wishes.max_interviews": P,
    }
)

#: Marks of what is kept of openings, by the sort of document and its field.
OPENINGS: Mapping[str, Mapping[str, Privacy]] = MappingProxyType(
    {
        "opening": MappingProxyType(
            {
                **dict.fromkeys(
                    (
                        *("institution", "kind", "specialty", "city", "state", "setting"),
                        *("start", "end", "weeks", "apply_by", "fee_usd", "fee_per"),
                        *("other_fees_usd", "hours_per_week", "who_may_apply", "hands_on"),
                        *("may_do", "duties", "letter_policy", "physician", "affiliation"),
                        *("url", "source", "read"),
                    ),
                    P,
                ),
                "contact": S,
                "note": S,
            }
        ),
        "event": MappingProxyType({"opening": P, "step": P, "day": P, "text": S, "follow_up": P}),
        "contact": MappingProxyType(
            dict.fromkeys(("opening", "name", "role", "reach", "how", "note"), S)
        ),
        "answers": MappingProxyType({"text": S, "day": P}),
        "costs": MappingProxyType(
            dict.fromkeys(
                (
                    *("travel_usd", "housing_usd_per_week", "living_usd_per_week", "visa_usd"),
                    *("lost_wages_usd_per_week", "other_usd"),
                ),
                S,
            )
        ),
    }
)
