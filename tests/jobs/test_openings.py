"""The directory in a folder: one file, whole records, every change undone again."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from preround.jobs.openings import OpeningsBook, UnknownQuestion
from preround.openings.cost import Costs
from preround.openings.directory import ChangedSince, NoSuchOpening
from preround.openings.journal import FILE
from preround.openings.opening import Opening
from preround.openings.outreach import Contact, Event, Step

DAY = dt.date(2026, 11, 22)
CLINIC = Opening("A sample clinic", fee_usd=900)


def test_an_empty_folder_has_no_opening_and_nothing_is_written(tmp_path: Path) -> None:
    assert OpeningsBook(tmp_path / "new").read().openings == {}
    assert not (tmp_path / "new").exists()


def test_an_opening_is_added_changed_and_each_step_undone(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    number, added = book.add(CLINIC, "now")
    changed = book.edit(number, Opening("A sample clinic", fee_usd=1000), 1, "now")
    assert book.read().opening(number).opening.fee_usd == 1000
    assert [one.title for one in book.read().history(number)] == [
        "Changed A sample clinic", "Added A sample clinic",
    ]  # fmt: skip
    book.undo(changed.id, "now")
    assert book.read().opening(number).opening == CLINIC
    with pytest.raises(ChangedSince):
        book.undo(added.id, "now")


def test_a_stale_change_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    number, _ = book.add(CLINIC, "now")
    book.read_again(number, DAY, "now")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ChangedSince, match=r"version 1.*version 2"):
        book.edit(number, CLINIC, 1, "now")
    assert (tmp_path / FILE).read_bytes() == before


def test_taking_out_takes_all_of_it_and_undo_brings_it_back(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    number, _ = book.add(CLINIC, "now")
    book.note_step(Event(number, Step.ASKED, DAY), "now")
    book.keep_contact(Contact(number, "An office"), "now")
    book.answer(number, "letter", "Where earned", DAY, "now")
    book.keep_costs(Costs(travel_usd=300), "now", number)
    done = book.remove(number, "now")
    directory = book.read()
    assert not directory.openings
    assert not directory.documents
    book.undo(done.id, "now")
    directory = book.read()
    assert directory.opening(number).opening == CLINIC
    assert len(directory.events[number]) == len(directory.contacts[number]) == 1
    assert directory.answers(number)["letter"].text == "Where earned"
    assert directory.costs(number).travel_usd == 300


def test_own_figures_stand_over_the_usual_ones(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    number, _ = book.add(CLINIC, "now")
    book.keep_costs(Costs(travel_usd=700, visa_usd=185), "now")
    book.keep_costs(Costs(travel_usd=0), "now", number)
    assert book.read().costs(number) == Costs(travel_usd=0, visa_usd=185)


def test_steps_contacts_and_answers_can_be_taken_out(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    number, _ = book.add(CLINIC, "now")
    book.note_step(Event(number, Step.ASKED, DAY), "now")
    book.drop("event", "e1", "now")
    book.answer(number, "letter", "yes", DAY, "now")
    book.answer(number, "letter", "", DAY, "now")
    assert not book.read().events.get(number)
    assert book.read().answers(number) == {}
    with pytest.raises(NoSuchOpening):
        book.drop("event", "e1", "now")
    with pytest.raises(NoSuchOpening):
        book.drop("opening", number, "now")
    with pytest.raises(UnknownQuestion):
        book.answer(number, "mood", "good", DAY, "now")
    with pytest.raises(NoSuchOpening):
        book.note_step(Event("o99", Step.ASKED, DAY), "now")


def test_two_books_see_each_other_and_a_torn_end_is_set_aside(tmp_path: Path) -> None:
    here, other = OpeningsBook(tmp_path), OpeningsBook(tmp_path)
    here.add(CLINIC, "now")
    assert len(other.read().openings) == 1
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole + whole[:30])
    assert [one.code for one in here.read().findings] == ["openings-unfinished-line"]
    other.add(Opening("Another"), "now")
    assert len(here.read().openings) == 2
    assert here.read().findings == ()
    assert (tmp_path / f"{FILE}.unfinished").read_bytes() == whole[:30] + b"\n"


def test_a_journal_edited_by_hand_is_read_as_it_stands(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    book.add(CLINIC, "now")
    book.add(Opening("Another"), "now")
    book.read()
    lines = (tmp_path / FILE).read_bytes().splitlines(keepends=True)
    (tmp_path / FILE).write_bytes(lines[1] + lines[0])
    assert {one.opening.institution for one in book.read().openings.values()} == {
        "A sample clinic", "Another",
    }  # fmt: skip
    book.erase()
    assert book.read().openings == {}


WRITER = """
import sys
from pathlib import Path
from preround.jobs.openings import OpeningsBook
from preround.openings.opening import Opening
book, n = OpeningsBook(Path(sys.argv[1])), 0
while True:
    book.add(Opening(f"Sample {n}", note="x" * 4000), "now")
    n += 1
    print(n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a signal that cannot be caught")
def test_a_killed_writer_leaves_every_opening_it_reported(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=root
    )
    assert writer.stdout is not None
    for _ in range(5):
        writer.stdout.readline()
    time.sleep(0.003)
    writer.send_signal(signal.SIGKILL)
    reported = 5 + len(writer.stdout.read().splitlines())
    writer.stdout.close()
    writer.wait()
    book = OpeningsBook(tmp_path)
    n_kept = len(book.read().openings)
    assert reported <= n_kept <= reported + 1
    book.add(CLINIC, "now")
    assert len(book.read().openings) == n_kept + 1
