"""Pins, exclusions and signals a person set by hand, each change kept and undoable."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from preround.domain.program_list import Choices
from preround.fit.odds_signals import TIERS
from preround.web.errors import UnknownAction
from preround.web.models import ApplicantRecord, MarkChange, ProgramMark

#: What a mark may say of a signal: "" leaves it to the list, "none" is none on purpose.
SIGNALS = ("", *TIERS)


def choices(record: ApplicantRecord) -> Choices:
    """Give the record's marks as the job wants them."""
    marks = list(record.marks.all())
    return Choices(
        pinned=frozenset(mark.nrmp_code for mark in marks if mark.pinned),
        excluded=frozenset(mark.nrmp_code for mark in marks if mark.excluded),
        signals={mark.nrmp_code: mark.signal for mark in marks if mark.signal},
    )


def marks_version(record: ApplicantRecord) -> int:
    """Give the number of the newest change, 0 before the first."""
    newest = record.mark_changes.values_list("id", flat=True).first()
    return newest or 0


def change(record: ApplicantRecord, nrmp_code: str, action: str) -> MarkChange:
    """Do one thing to one program: pin, unpin, exclude, include, signal:<tier>, signal:.

    Raises
    ------
    UnknownAction
        For any other word.
    """
    with transaction.atomic():
        mark, _ = ProgramMark.objects.get_or_create(record=record, nrmp_code=nrmp_code)
        before = mark.state()
        _apply(mark, action)
        mark.save()
        return MarkChange.objects.create(
            record=record, nrmp_code=nrmp_code, before=before, after=mark.state()
        )


def undo(record: ApplicantRecord, change_id: int) -> MarkChange:
    """Put a mark back as it was before one change; undoing is a change of its own."""
    with transaction.atomic():
        earlier = record.mark_changes.get(id=change_id)
        mark, _ = ProgramMark.objects.get_or_create(record=record, nrmp_code=earlier.nrmp_code)
        before = mark.state()
        _set(mark, earlier.before)
        mark.save()
        return MarkChange.objects.create(
            record=record, nrmp_code=mark.nrmp_code, before=before, after=mark.state()
        )


def _apply(mark: ProgramMark, action: str) -> None:
    verb, _, tier = action.partition(":")
    match verb:
        case "pin":
            mark.pinned, mark.excluded = True, False
        case "unpin":
            mark.pinned = False
        case "exclude":
            mark.pinned, mark.excluded, mark.signal = False, True, ""
        case "include":
            mark.excluded = False
        case "signal" if tier in SIGNALS:
            mark.signal = tier
        case _:
            raise UnknownAction(action)


def _set(mark: ProgramMark, state: dict[str, Any]) -> None:
    mark.pinned = state["pinned"]
    mark.excluded = state["excluded"]
    mark.signal = state["signal"]
