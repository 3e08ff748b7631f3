"""Leading clinicians: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-lead",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Leading clinicians",
    why="Who led is known in every department; what you arranged is yours to tell.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Led rounds with the medical team", "IMG, observership"),
        Example("Supervised nurses on two wards", "unit clerk"),
    ),
    good=(
        Example("Trained four new clerks on check-in", "unit clerk"),
        Example("Led the huddle board update each morning", "medical assistant"),
        Example("Trained nurses on the EHR", "EHR trainer"),
    ),
    check=check_claim("lead"),
)
