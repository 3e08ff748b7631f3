"""The letters of a record as every letters page shows them: one job, asked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.domain.errors import UserError
from preround.domain.program import Program
from preround.facts.reader import load_season
from preround.jobs.join_letters import (
    Known,
    Logs,
    first_specialty,
    not_yet_writers,
    program_needs,
)
from preround.jobs.prepare_letters import LettersAnswer, prepare_letters
from preround.letters.record import LettersRecord, read_letters
from preround.web import clock, letters, lists, plans, record
from preround.web.record import Dossier

SAMPLE = "letters/letters.toml"
MOST_KNOWN = 6


@dataclass(frozen=True, slots=True)
class Garden:
    """The answer, the record behind it, and whom the logs name who is no writer yet."""

    answer: LettersAnswer
    record: LettersRecord
    known: tuple[Known, ...]
    logs: Logs
    is_sample: bool

    def name(self, key: str) -> str:
        """A writer's name."""
        return next((one.name for one in self.record.writers if one.key == key), key)


def garden(dossier: Dossier, for_writer: str | None = None, *, programs: bool = False) -> Garden:
    """Join the stored writers with the logs, and the program list where it is asked for.

    The sample applicant, as long as nothing of one's own is stored, shows the sample's letters.
    """
    facts = load_season(plans.aimed_at(plans.read(dossier.record).marks))
    if dossier.is_sample and not letters.rows(dossier.record).exists() and for_writer is None:
        sample = sample_letters()
        answer = prepare_letters(sample, facts, clock.today())
        return Garden(answer, sample, (), Logs({}, {}), is_sample=True)
    logs = letters.logs(dossier.record)
    wanted = _programs(dossier) if programs else ()
    needs = program_needs(wanted, letters.choices(dossier.record))
    specialty = first_specialty(dossier.applicant.wishes.specialties)
    joined = letters.joined(dossier.record, logs, needs, specialty)
    answer = prepare_letters(joined, facts, clock.today(), for_writer=for_writer)
    known = not_yet_writers(joined.writers, logs)[:MOST_KNOWN]
    return Garden(answer, joined, known, logs, is_sample=False)


def sample_letters() -> LettersRecord:
    """The letters shown before there are any of one's own."""
    path = record.examples_folder() / SAMPLE
    return read_letters(path.read_text(encoding="utf-8"), path.name)


def _programs(dossier: Dossier) -> Sequence[Program]:
    """The programs the list says to apply to; none where no list can be built."""
    try:
        listing = lists.built_list(dossier).listing
    except UserError:
        return ()
    return [row.program for row in listing.rows if row.apply]
