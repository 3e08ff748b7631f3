"""Performing procedures: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-procedures",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Performing procedures",
    why="Watching a procedure taught you something; saying you did it ends trust.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Performed procedures in the cath lab", "observer"),
        Example(
            "Performed lumbar punctures and central lines", "medical scribe", "watched procedures"
        ),
    ),
    good=(
        Example("Observed 12 lumbar punctures", "observer"),
        Example("Performed 100 venipunctures", "phlebotomist"),
        Example("Set up sterile trays for biopsies", "medical assistant"),
    ),
    check=check_claim("procedures"),
)
