"""Pins, exclusions and signals, and their undo."""

from __future__ import annotations

import pytest

from preround.web import marks
from preround.web.errors import UnknownAction
from preround.web.record import Dossier

CODE = "1234140C0"


def test_a_pin_and_an_exclusion_take_each_other_s_place(mine: Dossier) -> None:
    marks.change(mine.record, CODE, "pin")
    assert marks.choices(mine.record).pinned == {CODE}
    marks.change(mine.record, CODE, "exclude")
    chosen = marks.choices(mine.record)
    assert (chosen.pinned, chosen.excluded) == (frozenset(), {CODE})
    marks.change(mine.record, CODE, "include")
    assert marks.choices(mine.record).excluded == frozenset()


def test_a_signal_is_set_by_hand_and_given_back(mine: Dossier) -> None:
    marks.change(mine.record, CODE, "signal:gold")
    assert marks.choices(mine.record).signals == {CODE: "gold"}
    marks.change(mine.record, CODE, "signal:")
    assert marks.choices(mine.record).signals == {}


def test_undo_restores_and_can_itself_be_undone(mine: Dossier) -> None:
    marks.change(mine.record, CODE, "signal:silver")
    left_out = marks.change(mine.record, CODE, "exclude")
    undone = marks.undo(mine.record, left_out.id)
    assert marks.choices(mine.record).signals == {CODE: "silver"}
    marks.undo(mine.record, undone.id)
    assert marks.choices(mine.record).excluded == {CODE}


def test_every_change_gives_the_marks_a_new_version(mine: Dossier) -> None:
    versions = [marks.marks_version(mine.record)]
    for action in ("pin", "unpin", "exclude"):
        marks.change(mine.record, CODE, action)
        versions.append(marks.marks_version(mine.record))
    assert versions[0] == 0
    assert sorted(set(versions)) == versions


@pytest.mark.parametrize("action", ["", "delete", "pin it", "signal:banana"])
def test_any_other_word_is_refused(mine: Dossier, action: str) -> None:
    with pytest.raises(UnknownAction):
        marks.change(mine.record, CODE, action)
    assert marks.choices(mine.record).pinned == frozenset()
