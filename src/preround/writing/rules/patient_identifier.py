"""Something that could tell who a patient is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.citation import Citation, Confidence
from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import Example, LintRule, Spot

HIPAA = Citation("45 CFR 164.514(b)(2), the 18 identifiers", confidence=Confidence.HIGH)
SIGN = re.compile(
    r"\b(?:MRN|medical record number)\W{0,3}\d{4,}|\b\d{3}-\d{2}-\d{4}\b|\b(?:Mr|Mrs"
    r"|Ms)\.? [A-Z][a-z]+"
    r"|\bpatient (?:named |called )[A-Z][a-z]+|\b(?:born|DOB)\W{0,3}\d{1,2}[/-]\d{1,2}[/-]\d{2,4}"
)


def check(line: Line) -> Iterable[Spot]:
    """Fire on names after a courtesy title, record numbers, birth dates."""
    for match in SIGN.finditer(line.text):
        yield Spot(
            match.start(),
            match.end(),
            f'"{match.group()}" may tell who a patient is.',
            "Leave it out; age group and problem are enough.",
        )


RULE = LintRule(
    code="patient-identifier",
    kind="patient_identifier",
    severity=Severity.ERROR,
    title="Patient identifier",
    why="An application is read by many; a patient must not be found in it.",
    sources=(HIPAA,),
    bad=(Example("Sat with Mrs. Alvarez every Tuesday", "hospice volunteer"),),
    good=(Example("Sat with one patient every Tuesday for 4 months", "hospice volunteer"),),
    check=check,
)
