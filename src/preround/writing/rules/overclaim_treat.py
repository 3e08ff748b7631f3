"""Treating: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-treat",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Treating",
    why="Treatment is the clinician's act; what supports it can be said plainly.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Treated patients with diabetes in clinic", "IMG observership"),
        Example("Provided medical care to 40 patients", "call center representative"),
    ),
    good=(
        Example("Prepared rooms where patients were treated", "medical assistant"),
        Example("Treated wounds at the scene by protocol", "EMT"),
    ),
    check=check_claim("treat"),
)
