"""Diagnosing: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-diagnose",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Diagnosing",
    why="Diagnosing belongs to the clinician; a reader who knows the job stops believing the rest.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Diagnosed patients with hypertension", "medical scribe"),
        Example("Made diagnoses for 20 patients a day", "call center representative"),
    ),
    good=(
        Example("Documented diagnoses made by the physician", "medical scribe"),
        Example("Diagnosed common infections in a rural clinic", "general practitioner"),
        Example("Explained that the nurse would return the call", "call center representative"),
    ),
    check=check_claim("diagnose"),
)
