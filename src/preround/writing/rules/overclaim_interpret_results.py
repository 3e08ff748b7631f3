"""Interpreting results: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-interpret-results",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Interpreting results",
    why="Reading a result for care is a clinician's act; passing it on in time is yours.",
    sources=(METHOD, PROSE),
    bad=(Example("Interpreted ECGs and lab results", "medical assistant"),),
    good=(
        Example("Flagged abnormal results to the physician", "medical assistant"),
        Example("Interpreted for Spanish-speaking families", "medical interpreter"),
    ),
    check=check_claim("interpret_results"),
)
