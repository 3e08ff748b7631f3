"""Everything the record holds that can bear a claim or an answer: log, days, entries, projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec

from preround.web import experiences, log, record, rotations, work
from preround.web.design import words
from preround.web.models import ApplicantRecord
from preround.writing.recorded import RecordedFact

#: Modules of this room that may bring facts of their own by `recorded_facts(record)`.
OTHERS = ("projects", "letters")
DAY_TEXTS = ("learned", "feedback", "saw")


def job_facts(mine: ApplicantRecord, job_number: int) -> list[RecordedFact]:
    """What one job's log says, each said thing once with its latest week, and its place."""
    lines = work.lines(mine, job_number=job_number)
    latest = {line.said: line.week for line in reversed(lines)}
    return [
        RecordedFact(f"week of {week.day} {week:%b %Y}", text, week)
        for text, week in latest.items()
    ]


def all_facts(mine: ApplicantRecord) -> list[RecordedFact]:
    """Every fact of the record, each with a name a person knows it by."""
    found = [*_logged_work(mine), *_logged_days(mine), *_rotations(), *_entries(mine)]
    return _named_apart([*found, *brought_facts(mine)])


def brought_facts(mine: ApplicantRecord) -> list[RecordedFact]:
    """What other rooms of the record bear, such as the numbers of a project."""
    return [fact for facts in _brought(mine) for fact in facts]


def _logged_work(mine: ApplicantRecord) -> Iterator[RecordedFact]:
    latest: dict[tuple[str, str], RecordedFact] = {}
    for line in reversed(work.lines(mine)):
        name = f"{line.job}, week of {line.week.day} {line.week:%b %Y}"
        latest[(line.job, line.said)] = RecordedFact(name, line.said, line.week)
    yield from reversed(latest.values())


def _logged_days(mine: ApplicantRecord) -> Iterator[RecordedFact]:
    for day in log.days(mine):
        for name in DAY_TEXTS:
            text = getattr(day, name).strip()
            if text:
                when = f"{day.day.day} {day.day:%b %Y}"
                yield RecordedFact(f"{day.kind.value} day, {when}", text, day.day)


def _rotations() -> Iterator[RecordedFact]:
    applicant, _ = rotations.joined(record.current())
    for one in applicant.us_experience:
        parts = [
            one.kind.value.replace("_", " ").capitalize(),
            f"in {one.specialty}" if one.specialty else "",
            f"({one.setting.value})" if one.setting else "",
            f"in {one.state}" if one.state else "",
            f"from {words.day(one.start)}" if one.start else "",
            f"to {words.day(one.end)}" if one.end else "",
            f"for {one.hours_per_week:g} hours a week" if one.hours_per_week else "",
            ", hands-on" if one.hands_on else "",
        ]
        text = " ".join(part for part in parts if part).replace(" ,", ",")
        yield RecordedFact("your record", text, one.end)


def _entries(mine: ApplicantRecord) -> Iterator[RecordedFact]:
    """Entries that no job's log stands behind; the others would only repeat it."""
    for row in experiences.rows(mine):
        if row.job_id is None and row.text.strip():
            for sentence in row.text.replace("\n", ". ").split(". "):
                if sentence.strip():
                    yield RecordedFact(
                        f"entry: {row.title}", sentence.strip(), row.end or row.start
                    )


def _brought(mine: ApplicantRecord) -> Iterator[Iterable[RecordedFact]]:
    for name in OTHERS:
        path = f"preround.web.{name}"
        give: Callable[[ApplicantRecord], Iterable[RecordedFact]] | None = (
            getattr(import_module(path), "recorded_facts", None) if find_spec(path) else None
        )
        if give is not None:
            yield give(mine)


def _named_apart(facts: Iterable[RecordedFact]) -> list[RecordedFact]:
    """Facts whose names differ: the second of a name is numbered."""
    seen: dict[str, int] = {}
    named = []
    for fact in facts:
        n = seen[fact.id] = seen.get(fact.id, 0) + 1
        named.append(fact if n == 1 else RecordedFact(f"{fact.id} ({n})", fact.text, fact.day))
    return named
