"""Deciding on care: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-plan-care",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Deciding on care",
    why="Plans, admissions and discharges are decided by those who answer for them.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Developed treatment plans for 15 patients", "care coordinator"),
        Example("Admitted and discharged patients", "unit clerk"),
    ),
    good=(
        Example("Prepared discharge paperwork for 15 patients a day", "unit clerk"),
        Example("Updated care plans as the nurse directed", "care coordinator"),
    ),
    check=check_claim("plan_care"),
)
