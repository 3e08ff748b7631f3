"""What one batch of facts changed in the list: which programs moved, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from preround.catalogue.fact_kinds import fact_kind
from preround.catalogue.overlay import Batch, Overlay, UnknownBatch
from preround.domain.errors import UserError
from preround.domain.program_list import ListRow, ProgramList, Tier
from preround.web import clock, lists
from preround.web.record import Dossier

MOST_SHOWN = 40
STANDING = tuple(Tier)


@dataclass(frozen=True, slots=True)
class Move:
    """One program whose standing differs with and without the batch."""

    row: ListRow
    tier_before: Tier
    applied_before: bool
    up: bool


def what_moved(dossier: Dossier, batch_id: str) -> dict[str, Any]:
    """Compare the list with and without one batch.

    Raises
    ------
    UnknownBatch
        When no such batch counts.
    """
    overlay = lists.workspace().read_overlay()
    batch = next((one for one in overlay.undoable() if one.id == batch_id), None)
    if batch is None:
        raise UnknownBatch(batch_id, (one.id for one in overlay.undoable()))
    context: dict[str, Any] = {
        "dossier": dossier,
        "batch": batch,
        "kinds": _kinds(batch),
        "nav_here": "look_ups",
    }
    try:
        after = lists.built_list(dossier).listing
        before = lists.list_with(dossier, _without(overlay, batch_id)).listing
    except UserError as problem:
        return context | {"problem": str(problem)}
    moves = _moves(before, after)
    return context | {
        "before": before.summary,
        "after": after.summary,
        "n_moves": len(moves),
        "moves": moves[:MOST_SHOWN],
    }


def _without(overlay: Overlay, batch_id: str) -> Overlay:
    undone = overlay.undo(batch_id, clock.stamp())
    return Overlay.of((*overlay.batches, undone))


def _kinds(batch: Batch) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for entry in batch.entries:
        label = fact_kind(entry.fact).label
        counts[label] = counts.get(label, 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])


def _moves(before: ProgramList, after: ProgramList) -> Sequence[Move]:
    """Give the rows that changed tier or came into or out of the applications."""
    earlier = {row.program.nrmp_code: row for row in before.rows}
    found = []
    for row in after.rows:
        old = earlier.get(row.program.nrmp_code)
        if old is None or (old.tier is row.tier and old.apply == row.apply):
            continue
        rank, old_rank = STANDING.index(row.tier), STANDING.index(old.tier)
        up = rank < old_rank if rank != old_rank else row.apply
        found.append(Move(row, old.tier, old.apply, up))
    return sorted(found, key=lambda move: -move.row.interview.mean)
