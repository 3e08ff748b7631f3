"""Slow, obvious twins of the journal's undo and of laying readings over one another."""

from __future__ import annotations

from collections.abc import Sequence

from preround.catalogue.overlay import Batch, BatchKind


def counts(batches: Sequence[Batch], batch_id: str) -> bool:
    """A record counts unless a later undo of it counts."""
    return not any(
        other.kind is BatchKind.UNDO and other.undoes == batch_id and counts(batches, other.id)
        for other in batches
    )


def readings(batches: Sequence[Batch], code: str, fact: str) -> list[tuple[object, str]]:
    """Values and sources that stand for one fact, in the order they came."""
    held: list[tuple[object, str]] = []
    for batch in batches:
        if not counts(batches, batch.id):
            continue
        for entry in batch.entries:
            if (entry.nrmp_code, entry.fact) != (code, fact):
                continue
            if batch.kind is BatchKind.CORRECTION or entry.value is None:
                held = []
            held = [old for old in held if old[1] != entry.source]
            if entry.value is not None:
                held = [*held, (entry.value, entry.source)]
    return held
