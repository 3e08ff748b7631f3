"""Independence: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-independent",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Independence",
    why="Committees look for safe and supervised; independence in a helper's role reads as unsafe.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Independently performed admissions", "ERAS applicant, clinical"),
        Example("Ran clinic visits without supervision", "medical assistant"),
    ),
    good=(
        Example("Documented visits under the attending's supervision", "medical scribe"),
        Example("Patients who live independently at home", "home health aide"),
    ),
    check=check_claim("independent"),
)
