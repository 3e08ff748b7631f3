"""Ordering and prescribing: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-prescribe",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Ordering and prescribing",
    why="Orders are signed by a licensed clinician; preparing them is honest work and says enough.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Prescribed antibiotics and adjusted doses", "medical assistant"),
        Example("Ordered labs and imaging for 30 patients a day", "medical scribe"),
    ),
    good=(
        Example("Pended orders for the physician to sign", "medical scribe"),
        Example("Ordered office supplies for two clinics", "front desk clerk"),
        Example(
            "Filled 150 prescriptions a day for the pharmacist to check", "pharmacy technician"
        ),
    ),
    check=check_claim("prescribe"),
)
