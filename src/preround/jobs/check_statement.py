"""A personal statement's notes and draft: moments by theme, length, agreement with entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.jobs.check_entry import box_limit, identifiers
from preround.writing.form_limits import form_length
from preround.writing.ledger import LedgerLine, Standing, claims_ledger
from preround.writing.ledger_frame import EntryFrame
from preround.writing.linter import ADDED, LintFinding, lint
from preround.writing.recorded import RecordedFact
from preround.writing.statement import (
    Copied,
    StatementTheme,
    copied_from,
    is_told,
    moments_for,
    statement_themes,
)


@dataclass(frozen=True, slots=True)
class KeptMoment:
    """One moment the person noted: its theme, what happened, what it shows."""

    id: int
    theme: str
    text: str
    shows: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class ThemeMoments:
    """A theme with the moments kept for it and those the record offers."""

    theme: StatementTheme
    kept: tuple[KeptMoment, ...]
    offered: tuple[RecordedFact, ...]


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A draft's length in characters and words, its claims, and what it repeats."""

    length: int
    limit: int | None
    page: int | None
    n_words: int
    n_paragraphs: int
    conflicts: tuple[LedgerLine, ...]
    remembered: tuple[LedgerLine, ...]
    n_traced: int
    copied: tuple[Copied, ...]
    identifying: tuple[LintFinding, ...]
    untold: tuple[KeptMoment, ...]


def gather_moments(
    kept: Sequence[KeptMoment], facts: Sequence[RecordedFact], draft: str = ""
) -> tuple[ThemeMoments, ...]:
    """Each theme with its notes, and facts of the record not noted yet."""
    noted = {one.text for one in kept}
    fresh = [fact for fact in facts if fact.text not in noted]
    return tuple(
        ThemeMoments(
            theme,
            tuple(
                KeptMoment(one.id, one.theme, one.text, one.shows, is_told(one.text, draft))
                for one in kept
                if one.theme == theme.name
            ),
            moments_for(theme, fresh),
        )
        for theme in statement_themes()
    )


def check_statement(
    draft: str,
    facts: Sequence[RecordedFact],
    entries: Sequence[tuple[str, str]],
    kept: Sequence[KeptMoment],
    *,
    season: int,
) -> CheckedStatement:
    """Hold a draft against the form, the record and the entries; nothing is written into it.

    Notes
    -----
    No sentence is weighed beside the log as a whole: a statement tells a life, not duties.
    """
    logged = "; ".join(fact.text for fact in facts)
    found = lint(draft, "", logged, switched_off=(ADDED,))
    ledger = claims_ledger(draft, facts, frame=EntryFrame(others=tuple(entries)), found=found)
    return CheckedStatement(
        form_length(draft),
        box_limit("personal_statement", season),
        box_limit("personal_statement_page", season),
        len(draft.split()),
        sum(bool(part.strip()) for part in draft.split("\n\n")),
        tuple(line for line in ledger if line.standing is Standing.CONFLICT),
        tuple(line for line in ledger if line.standing is Standing.REMEMBERED),
        sum(line.standing is Standing.TRACED for line in ledger),
        tuple(copied_from(draft, entries)),
        identifiers(draft),
        tuple(one for one in kept if not is_told(one.text, draft)),
    )
