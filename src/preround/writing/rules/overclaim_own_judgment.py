"""Care by one's own judgment: claimed by whoever answers for it, not by who helps."""

from __future__ import annotations

from preround.domain.finding import Severity
from preround.writing.rules.kit.claims import check_claim
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule

RULE = LintRule(
    code="overclaim-own-judgment",
    kind="overclaim",
    severity=Severity.ERROR,
    title="By one's own judgment",
    why="A helper who acts on an order is safe; one who acts on a hunch is a risk.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Gave inhalers as I saw fit", "school health aide", "fetched inhalers"),
        Example("Sent back first those I judged sickest", "front desk clerk"),
        Example("Saw minor cases in the physician's absence", "medical assistant"),
    ),
    good=(
        Example("Told the nurse what I noticed", "hospice volunteer"),
        Example("Gave oral glucose by protocol", "EMT"),
        Example("Rewrote the sheet where I thought it unclear", "EHR trainer", "decided layout"),
    ),
    check=check_claim("own_judgment"),
)
