"""Owning a result: claimed only by who may, or by what the log shows."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-result",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Owning a result",
    why="A number for a whole service belongs to many; your change, measured, belongs to you.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Reduced wait times by 35%", "ERAS applicant, clinical"),
        Example("Cut office expenses by 20%", "phlebotomist extern"),
    ),
    good=(
        Example(
            "Reduced incomplete messages by 25% in three months with a template",
            "call center representative",
        ),
        Example(
            "Cut missed follow-ups from 22% to 10% using a tracking sheet", "research assistant"
        ),
    ),
    check=check_claim("result"),
)
