"""What one stated rule says about one applicant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from preround.domain.citation import Citation


class Verdict(StrEnum):
    """Outcome of one requirement rule."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule's verdict with the fact that decided it and where it was read.

    `blocks` is true only for a *stated rule* that is not met; a preference that is
    not met has `blocks` false. `missing_fact` names the program fact, and
    `missing_answer` the applicant's key, that would settle an unknown verdict. `at_stake`
    marks an unknown rule this applicant may well not meet: worth a look before paying.
    """

    rule: str
    verdict: Verdict
    message: str
    blocks: bool = False
    citation: Citation | None = None
    missing_fact: str = ""
    missing_answer: str = ""
    at_stake: bool = False
