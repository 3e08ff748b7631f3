"""What pages show of a checked text: stretches, findings, ledger, in one set of words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from preround.jobs.check_entry import CheckedEntry, EntryText, check_entry
from preround.web import clock, evidence, experiences, work, written
from preround.web.entry_models import KeptExperience
from preround.web.models import ApplicantRecord
from preround.writing.ledger_frame import EntryFrame
from preround.writing.recorded import RecordedFact

SEVERITY_WORDS = {"error": "mend", "warning": "look at", "note": "could be better"}


def shown(entry: EntryText) -> dict[str, Any]:
    """The template's values for a text as the form counts it; nothing for an empty one."""
    text = entry.text.strip()
    if not text:
        return {}
    found = check_entry(replace(entry, text=text), season=clock.season())
    return {"checked": found, "summary": summary(found), "severity_words": SEVERITY_WORDS}


def summary(found: CheckedEntry) -> str:
    """One sentence on where the text stands, for those who hear the page."""
    n = len(found.findings)
    length = f"{found.length} of {found.limit}" if found.limit else str(found.length)
    counts = found.n_by_standing
    return (
        f"{length} characters, {n} finding{'' if n == 1 else 's'}; "
        f"{counts['traced']} claims traced, {counts['remembered']} remembered, "
        f"{counts['conflict']} in conflict"
    )


def entry_text(
    mine: ApplicantRecord, values: dict[str, Any], row: KeptExperience | None, job_number: int
) -> EntryText:
    """A kept entry, or one being typed, with its job's log and what stands around it."""
    job_number = job_number or work.number_titled(mine, values["title"])
    job = mine.jobs.filter(pk=job_number).first() if job_number else None
    facts = evidence.job_facts(mine, job_number) if job else []
    if job and job.place:
        facts.append(RecordedFact("the job's place", job.place))
    facts += evidence.brought_facts(mine)
    others = tuple(
        (other.title, other.text)
        for other in experiences.rows(mine)
        if other.text.strip() and not (row and other.pk == row.pk)
    )
    frame = EntryFrame(
        values.get("start"),
        values.get("end"),
        values.get("hours_per_week"),
        clock.today(),
        others,
    )
    return EntryText(
        values["text"],
        values["title"],
        tuple(facts),
        frame,
        job.description if job else "",
        switched_off=frozenset(written.switched_off(row)) if row else frozenset(),
    )
