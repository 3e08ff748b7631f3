"""Obtaining consent: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-consent",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Obtaining consent",
    why="Consent is a talk between the patient and who treats; carrying it across is its own work.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Obtained informed consent from 40 patients before surgery", "medical interpreter"),
        Example("Consented patients for procedures", "unit clerk"),
    ),
    good=(
        Example("Interpreted 40 consent talks before surgery", "medical interpreter"),
        Example("Collected consent signatures and explained the form", "registration clerk"),
        Example("Obtained consent from 45 trial participants after training", "research assistant"),
    ),
    check=check_claim("consent"),
)
