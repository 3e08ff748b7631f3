"""Borrowed titles: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-title",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Borrowed titles",
    why="A title that payroll does not know is the first thing a reference check finds.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Worked as a resident in the ICU", "IMG, observership"),
        Example("Served as the principal investigator of a trial", "research coordinator"),
    ),
    good=(
        Example("Coordinated visits for the principal investigator", "research coordinator"),
        Example("Worked with residents in the ICU", "medical scribe"),
    ),
    check=check_claim("title"),
)
