"""An entry's text beside its log: length, findings, ledger, and where each stands in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from preround.domain.citation import Citation, Confidence
from preround.domain.finding import Severity
from preround.jobs.guard_about import About, found_about
from preround.writing.form_limits import UnpublishedLimit, form_length, form_limit
from preround.writing.ledger import LedgerLine, Standing, claims_ledger
from preround.writing.ledger_frame import EntryFrame
from preround.writing.linter import LintFinding, lint
from preround.writing.recorded import RecordedFact
from preround.writing.rules.kit.line import Surroundings

HIPAA = Citation("45 CFR 164.514(b)(2), the 18 identifiers", confidence=Confidence.HIGH)
CODE = "patient-identifier"
RANK = {Standing.CONFLICT: 0, Standing.REMEMBERED: 1, Standing.TRACED: 2}


@dataclass(frozen=True, slots=True)
class EntryText:
    """What is checked: the text, the role, its log, what stands around it, what is switched off."""

    text: str
    role: str = ""
    log: tuple[RecordedFact, ...] = ()
    frame: EntryFrame = field(default_factory=EntryFrame)
    description: str = ""
    box: str = "experience_description"
    switched_off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text as read: its words, its standing, the findings on it by number."""

    words: str
    standing: str = ""
    severity: str = ""
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """Length and limit, findings, ledger, and the text cut where these stand."""

    length: int
    limit: int | None
    findings: tuple[LintFinding, ...]
    ledger: tuple[LedgerLine, ...]
    stretches: tuple[Stretch, ...]
    n_by_standing: Mapping[str, int]


def check_entry(entry: EntryText, *, season: int) -> CheckedEntry:
    """Lint, trace and mark one text; nothing is stored.

    Notes
    -----
    The log alone decides about scope; the job's place and dates bear numbers too.
    """
    limit = box_limit(entry.box, season)
    off = entry.switched_off
    around = Surroundings(
        entry.description,
        tuple(text for _, text in entry.frame.others),
        None if entry.frame.start is None else entry.frame.end is not None,
    )
    logged = "; ".join(fact.text for fact in entry.log)
    found = lint(entry.text, entry.role, logged, limit=limit, switched_off=off, around=around)
    findings = (*found, *(() if CODE in off else identifiers(entry.text, found)))
    ledger = claims_ledger(entry.text, entry.log, role=entry.role, frame=entry.frame, found=found)
    counts = {one.value: sum(line.standing is one for line in ledger) for one in Standing}
    stretches = tuple(_stretches(entry.text, findings, ledger))
    return CheckedEntry(form_length(entry.text), limit, findings, ledger, stretches, counts)


def box_limit(box: str, season: int) -> int | None:
    """The characters a box takes; None where the season's limit is not published."""
    try:
        return form_limit(box, season).limit
    except UnpublishedLimit:
        return None


def identifiers(
    text: str, found: Sequence[LintFinding] = (), row: int = 1
) -> tuple[LintFinding, ...]:
    """What the logbook's guard sees in a text that could tell who a patient is.

    Notes
    -----
    A place, a month or an employer is the writer's own, and a physician's name after Dr. is not a
    patient's; these pass.
    """
    taken = [(one.start, one.end) for one in found if one.code == CODE]
    return tuple(
        LintFinding(
            row,
            CODE,
            "patient_identifier",
            Severity.WARNING,
            span.start,
            span.end,
            f'"{text[span.start : span.end]}" may tell who a patient is.',
            "Leave it out; age group and problem are enough.",
            str(HIPAA),
        )
        for span in found_about(text, About.OWN_WORK)
        if not any(start < span.end and span.start < end for start, end in taken)
    )


def _stretches(
    text: str, findings: Sequence[LintFinding], ledger: Sequence[LedgerLine]
) -> Iterable[Stretch]:
    """The text in order, cut at every begin and end of a claim or a finding."""
    cuts = {0, len(text)}
    cuts |= {at for one in findings for at in (one.start, one.end)}
    cuts |= {at for line in ledger for at in (line.start, line.end)}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    for start, end in pairwise(edges):
        over = [line for line in ledger if line.start <= start and end <= line.end]
        standing = min((line.standing for line in over), key=lambda one: RANK[one], default=None)
        numbers = tuple(
            n for n, one in enumerate(findings, 1) if one.start <= start and end <= one.end
        )
        severity = findings[numbers[0] - 1].severity.value if numbers else ""
        ends_here = tuple(n for n in numbers if findings[n - 1].end == end)
        yield Stretch(text[start:end], standing.value if standing else "", severity, ends_here)
