"""Carry a form's facts to the workspace's journal."""

from __future__ import annotations

from collections.abc import Sequence

from preround.catalogue.overlay import Batch, BatchKind, FactEntry
from preround.domain.program import Program
from preround.web import clock, lists
from preround.web.pages.program.fact_form import FactForm


def correct(program: Program, forms: Sequence[FactForm]) -> str:
    """State facts of one program as one batch; gives the id under which it can be undone.

    Raises
    ------
    StaleWrite
        When facts were changed elsewhere since the form was shown.
    """
    labels = ", ".join(form.kind.label for form in forms)
    entries = tuple(
        FactEntry(
            program.nrmp_code,
            form.kind.name,
            form.meaning,
            form.source,
            form.read_on,
            form.url,
            form.note,
        )
        for form in forms
    )
    title = f"{program.institution}, {program.name}: {labels}"
    batch = Batch("", clock.stamp(), title, BatchKind.CORRECTION, entries)
    return lists.workspace().append(batch, min(form.version for form in forms)).id
