"""Managing patients: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-manage",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Managing patients",
    why="To manage a patient is to answer for the care; readers know who does.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Managed 25 patients a day", "medical assistant", "roomed patients"),
        Example("Managed patient care on two wards", "hospital volunteer"),
    ),
    good=(
        Example("Roomed 25 patients a day", "medical assistant"),
        Example("Managed the schedule of three physicians", "front desk clerk"),
        Example("Managed a ward of 12 inpatients", "PGY-1 resident"),
    ),
    check=check_claim("manage"),
)
