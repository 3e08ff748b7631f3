"""Two lists compared, as the JSON document that outside tools read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from preround.domain.program_list import ListRow, ListSummary
from preround.exporters.program_list_json import interval_json, summary_json


def what_if_json(
    before: ListSummary,
    after: ListSummary,
    moved: Iterable[tuple[ListRow, ListRow, str]],
    no_news: Iterable[str] = (),
) -> dict[str, Any]:
    """Summaries of both lists and every program that moved.

    `no_news` are codes of programs that traded places with their equals, or whose tier
    changed while their chance did not.
    """
    return {
        "before": _totals(before),
        "after": _totals(after),
        "moved": [_move(old, new, why) for old, new, why in moved],
        "no_news": list(no_news),
    }


def _totals(summary: ListSummary) -> dict[str, Any]:
    document = summary_json(summary)
    document.pop("look_ups")
    return document


def _move(before: ListRow, after: ListRow, why: str) -> dict[str, Any]:
    program = after.program
    return {
        "nrmp_code": program.nrmp_code,
        "institution": program.institution,
        "specialty": program.specialty,
        "from": before.tier.value,
        "to": after.tier.value,
        "apply_from": before.apply,
        "apply_to": after.apply,
        "signal_from": before.signal,
        "signal_to": after.signal,
        "interview_from": interval_json(before.interview),
        "interview_to": interval_json(after.interview),
        "why": why,
    }
