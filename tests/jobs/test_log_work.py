"""A pasted job description gives duties, and nothing that is no duty."""

from __future__ import annotations

import pytest

from preround.jobs.log_work import duties_of

AD = """ABOUT US: we are a family of twelve clinics.
Responsibilities:
- Answer 60-80 inbound patient calls per day
• Verify insurance eligibility; update demographics.
1) Escalate clinical concerns to the nurse per protocol. Schedule visits in the EMR.
- Other duties as assigned
Requirements:
High school diploma or GED required
Must be able to lift 20 lbs
2+ years of experience in a call center
Bilingual (Spanish) preferred
Pay: $18-$21 an hour, 401(k), paid time off
"""


def test_the_duties_of_an_advertisement_are_offered_and_nothing_else() -> None:
    assert duties_of(AD) == (
        "Answer 60-80 inbound patient calls per day",
        "Verify insurance eligibility; update demographics",
        "Escalate clinical concerns to the nurse per protocol",
        "Schedule visits in the EMR",
    )


@pytest.mark.parametrize(
    "duty",
    [
        "Lift and turn residents with a second aide",
        "Obtain required signatures on consent forms",
        "Explain benefits to members and their families",
        "Describe the clinic's locations to callers",
        "Collect payments and post them to accounts",
        "Assist the nurse with procedures as required",
        "Benefits verification and prior authorizations",
        "About 60 calls a day from three clinics",
    ],
)
def test_a_duty_that_holds_such_a_word_is_still_a_duty(duty: str) -> None:
    assert duties_of(duty) == (duty,)
