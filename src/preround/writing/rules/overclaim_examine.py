"""Examining and assessing: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-examine",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Examining and assessing",
    why="Assessment is a licensed word; measuring and asking are the honest ones.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Examined patients and wrote notes", "IMG, observership"),
        Example("Assessed patients by phone", "call center representative"),
    ),
    good=(
        Example("Assessed patients and gave medications", "registered nurse"),
        Example("Took vital signs of 25 patients a shift", "CNA"),
        Example("Assessed training needs of new staff", "EHR trainer"),
    ),
    check=check_claim("examine"),
)
