from __future__ import annotations

import datetime as dt

from preround.domain.applicant import Setting, UsceKind
from preround.openings.opening import Opening
from preround.openings.rotation import rotation_facts

WINDOW = Opening(
    "A sample clinic", kind="Hands-on externship", specialty="Internal Medicine", state="NY",
    start=dt.date(2027, 2, 1), end=dt.date(2027, 6, 30), weeks=4, hours_per_week=40,
    duties="Shadow only", physician="named", setting="outpatient",
)  # fmt: skip


def test_an_opening_becomes_a_period_by_its_duties() -> None:
    found = rotation_facts(WINDOW, start=dt.date(2027, 3, 1))
    assert found is not None
    assert (found.kind, found.called) == (UsceKind.OBSERVERSHIP, "Hands-on externship")
    # four weeks from Monday 1 March end on Friday 26 March
    assert (found.start, found.end) == (dt.date(2027, 3, 1), dt.date(2027, 3, 26))
    period = found.experience()
    assert (period.kind, period.setting, period.hands_on) == (
        UsceKind.OBSERVERSHIP, Setting.OUTPATIENT, False,
    )  # fmt: skip
    assert (period.start, period.end, period.hours_per_week) == (found.start, found.end, 40)


def test_a_fixed_stay_keeps_its_days_and_duties_its_codes() -> None:
    fixed = Opening("A", kind="Externship", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 29),
                    duties="take histories", may_do=("presented",))  # fmt: skip
    found = rotation_facts(fixed)
    assert found is not None
    assert (found.end, found.duties) == (dt.date(2027, 1, 29), ("presented", "history"))


def test_a_course_is_no_rotation_and_one_by_video_says_so() -> None:
    assert rotation_facts(Opening("A", kind="Boot camp")) is None
    assert rotation_facts(Opening("A")) is None
    by_video = rotation_facts(Opening("A", kind="Tele-rotation"))
    assert by_video is not None
    assert by_video.setting is Setting.TELEHEALTH
