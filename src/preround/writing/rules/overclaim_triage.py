"""Triage: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-triage",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Triage",
    why="Triage is a licensed judgment; transferring a call by protocol is safe work and"
    " worth naming as that.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Triaged 80 callers a day", "call center representative", "transferred calls"),
        Example("Did triage for the emergency department", "registration clerk"),
    ),
    good=(
        Example(
            "Escalated red-flag symptoms to the nurse by protocol", "call center representative"
        ),
        Example(
            "Triaged walk-in patients under nurse supervision",
            "medical assistant",
            "nurse-supervised triage of walk-in patients",
        ),
        Example("Alerted the triage nurse to chest pain", "registration clerk"),
    ),
    check=check_claim("triage"),
)
