"""Giving medicines and advice on them: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-medicate",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Giving medicines and advice on them",
    why="Medicines are given under an order and explained by the pharmacist or clinician.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Administered medications to residents", "front desk clerk"),
        Example("Counseled patients on drug interactions", "pharmacy technician"),
    ),
    good=(
        Example("Gave vaccines under a standing order", "medical assistant"),
        Example("Offered the pharmacist's counsel at pick-up", "pharmacy technician"),
    ),
    check=check_claim("medicate"),
)
