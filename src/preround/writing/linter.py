"""All rules on one line or entry; what is switched off stays silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from preround.domain.finding import Severity
from preround.writing.rules.kit.above_log import about_part
from preround.writing.rules.kit.line import ALONE, Line, Surroundings
from preround.writing.rules.kit.loading import load_lint_rules
from preround.writing.rules.kit.weighing import sentences, weigh

ABOVE_LOG = "overclaim-above-log"
ADDED = "overclaim-added"
#: Findings of exact facts, which no weighing outweighs.
EXACT = frozenset(("overclaim-number", "overclaim-title", "overclaim-kind", "overclaim-reach"))
#: Log odds below which a sentence adds nothing, beside a log and by the role alone.
PLAIN, PLAIN_BY_VERB, PLAIN_FOR_ROLE = -1.0, -0.3, -2.0
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One place in a text that a rule found, with its mending and its source."""

    row: int
    code: str
    kind: str
    severity: Severity
    start: int
    end: int
    message: str
    fix: str
    source: str

    def as_json(self) -> dict[str, Any]:
        """The finding with the keys of the command line."""
        return {
            "row": self.row,
            "code": self.code,
            "kind": self.kind,
            "severity": self.severity.value,
            "start": self.start,
            "end": self.end,
            "message": self.message,
            "fix": self.fix,
            "source": self.source,
        }


def lint(
    text: str,
    role: str = "",
    duty_logged: str = "",
    *,
    row: int = 1,
    limit: int | None = None,
    switched_off: Iterable[str] = (),
    around: Surroundings = ALONE,
) -> tuple[LintFinding, ...]:
    """Every finding on a text, the gravest first, then by place.

    Parameters
    ----------
    text
        A line, or an entry of several lines.
    role
        The job or position, in the person's words.
    duty_logged
        What the log says was done; it decides where role alone cannot.
    row
        Number given to the findings.
    limit
        Characters the form allows for the whole text, if it has a limit.
    switched_off
        Codes of rules the person switched off for this entry.
    around
        The job's description, the other entries, and whether the experience is over.
    """
    off = frozenset(switched_off)
    line = Line(text, role, duty_logged, limit, around)
    found = [
        LintFinding(
            row,
            rule.code,
            rule.kind,
            rule.severity,
            spot.start,
            spot.end,
            spot.message,
            spot.fix,
            str(rule.sources[0]),
        )
        for rule in load_lint_rules()
        if rule.code not in off or rule.kind == "overclaim"
        for spot in rule.check(line)
    ]
    kept = [
        finding
        for finding in found
        if finding.code not in off
        and not _said_already(finding, found)
        and not _outweighed(finding, line)
    ]
    return tuple(sorted(kept, key=lambda f: (ORDER[f.severity], f.start, f.code)))


def _said_already(one: LintFinding, found: Sequence[LintFinding]) -> bool:
    """Whether a rule that knows the claim better has marked the same words."""
    later = (ABOVE_LOG, ADDED)
    return one.code in later and any(
        other.kind == one.kind and other.code not in later[later.index(one.code):]
        and other.start < one.end and one.start < other.end
        for other in found
    )  # fmt: skip


def _outweighed(one: LintFinding, line: Line) -> bool:
    """Whether the sentence, weighed as a whole, adds nothing to its log, or to its role."""
    if one.kind != "overclaim" or one.code in EXACT:
        return False
    part = next(part for part in reversed(sentences(line)) if part.start <= one.start)
    if not line.duty.strip():
        return weigh(part, line.role, "").score < PLAIN_FOR_ROLE
    duty = about_part(line.duty, part)
    least = PLAIN_BY_VERB if one.code == ABOVE_LOG else PLAIN
    return duty is not None and weigh(part, line.role, duty).score < least
