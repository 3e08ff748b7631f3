"""An account in four parts: its text, length, what is missing, and what bears its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from preround.domain.finding import Finding
from preround.jobs.check_entry import CheckedEntry, EntryText, check_entry
from preround.writing.accounts import AccountKind, check_account, compose_account
from preround.writing.answers import find_evidence
from preround.writing.form_limits import FormLimit, last_known_limit
from preround.writing.linter import ADDED
from preround.writing.recorded import RecordedFact
from preround.writing.spoken import SpokenLength, spoken_length

OFF = frozenset(
    ("first-person", "no-impact", "no-number", "weak-opening", "vague", "tense",
     "repeated-opening", "list-mixing", ADDED)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BuiltAccount:
    """An account as it stands: composed, timed, checked, with facts that could go in."""

    kind: AccountKind
    text: str
    findings: tuple[Finding, ...]
    checked: CheckedEntry | None
    spoken: SpokenLength
    earlier_limit: FormLimit | None
    offered: tuple[RecordedFact, ...]


def build_account(
    kind: AccountKind,
    parts: Mapping[str, str],
    facts: Sequence[RecordedFact],
    *,
    season: int,
    today: date,
) -> BuiltAccount:
    """Put the parts in order and check them; no word is added.

    Notes
    -----
    Rules on the style of entries are left out: an account speaks in whole sentences, with I.
    So is the weighing of a sentence beside the log: a mother's illness is no duty of the job.
    """
    text = compose_account(parts)
    checked = None
    if text:
        entry = EntryText(text, log=tuple(facts), box=kind.box, switched_off=OFF)
        checked = check_entry(entry, season=season)
    earlier = last_known_limit(kind.box) if kind.box and not (checked and checked.limit) else None
    return BuiltAccount(
        kind,
        text,
        tuple(check_account(parts)) if text else (),
        checked,
        spoken_length(text),
        earlier,
        find_evidence(kind.asked, facts, today=today, wanted=6),
    )
