"""Five sample jobs, from raw tasks and logged numbers to entry, ledger and interview answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from preround.audit.work_log import LineKind, WorkLine
from preround.jobs.read_work import translate_work
from preround.jobs.turn_tasks_into_entries import (
    WorkFile,
    WorkStory,
    read_work_file,
    turn_tasks_into_entries,
)

PATH = "docs/from-tasks-to-entries.md"
SEASON, TODAY = 2027, date(2026, 11, 22)

INTRODUCTION = f"""\
# From tasks to entries

Five sample jobs, none of a person, each run from its file in `examples/jobs/` as
`preround entry` runs it, for season {SEASON} on {TODAY:%-d %B %Y}. The entry holds only logged
words, put in order: context, what was done with numbers, the clinical or systems angle, what came
of it. What a task taught is drafted only where its words bear it, and asked otherwise. The last
part of each is the sample's own words, timed aloud and held against the same log.
"""


def render(root: Path) -> str:
    """Write the five cases, one after the other."""
    lines = [INTRODUCTION]
    for path in sorted((root / "examples" / "jobs").glob("*.toml")):
        work = read_work_file(path)
        story = turn_tasks_into_entries(work, season=SEASON, today=TODAY)
        lines += _case(path.stem, work, story)
    return "\n".join([*lines, ""])


def _case(name: str, work: WorkFile, story: WorkStory) -> Iterator[str]:
    shares = story.audit.shares
    yield f"## {work.job[:1].upper()}{work.job[1:]}"
    yield ""
    yield (
        f"`preround entry examples/jobs/{name}.toml`. {shares.relevant:.0%} of the"
        f" {shares.n_tasks} tasks count in residency."
    )
    yield ""
    yield "| task as raw | marks | competency | scope |"
    yield "|---|---|---|---|"
    for task in story.audit.tasks:
        scope = task.scope.replace("_", " ")
        yield f"| {task.task} | {task.letters} | {task.competency} | {scope} |"
    yield ""
    yield from _skills(work)
    yield from _log(work)
    yield from _entry(work, story)
    yield from _answers(story)
    yield from _practised(story)


def _skills(work: WorkFile) -> Iterator[str]:
    """What the raw tasks bear witness to, and what is asked instead where they bear nothing."""
    lines = [WorkLine(TODAY, work.job, LineKind.TASK, task) for task in work.tasks]
    told, rest, _ = translate_work(lines)
    yield "**What the tasks taught**, drafts to keep only where true"
    yield ""
    for one in told:
        yield f"- {one.sentence}"
    for other in rest:
        if other.asked:
            yield f"- {other.line.text}: *{other.asked}*"
    yield ""


def _log(work: WorkFile) -> Iterator[str]:
    yield "**The log**"
    yield ""
    for fact in work.log:
        kept = "" if fact.id in work.accepted else " *(for the interview)*"
        day = f"{fact.day:%-d %b %Y}: " if fact.day else ""
        yield f"- `{fact.id}` {day}{fact.text}{kept}"
    yield ""


def _entry(work: WorkFile, story: WorkStory) -> Iterator[str]:
    yield f"**The entry**, {story.entry.length} of {story.entry.limit} characters"
    yield ""
    yield f"> {story.entry.text}"
    yield ""
    yield "; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in work.form) + "."
    yield ""
    yield "| claim | standing | borne by | you may be asked |"
    yield "|---|---|---|---|"
    for line in story.ledger:
        borne = ", ".join(line.facts) or line.why
        yield f"| {line.claim} | {line.standing.value} | {borne} | {' '.join(line.asked)} |"
    yield ""


def _answers(story: WorkStory) -> Iterator[str]:
    for answer in story.answers:
        yield f"**{answer.question}** ({answer.theme.title.lower()})"
        yield ""
        for number, step in enumerate(answer.outline, start=1):
            carried = f": {', '.join(f'`{fact}`' for fact in step.facts)}" if step.facts else ""
            add = f" *{step.add}*" if step.add else ""
            yield f"{number}. {step.step}{carried}.{add}"
        yield ""


def _practised(story: WorkStory) -> Iterator[str]:
    for one in story.practised:
        length = one.length
        loose = [line for line in one.ledger if line.standing.value != "traced"]
        held = f"{len(one.ledger)} claim{'' if len(one.ledger) == 1 else 's'}"
        left = ", ".join(f"{line.claim}: {line.why}" for line in loose)
        yield f"**Practised aloud**: {one.said.question}"
        yield ""
        yield f"> {one.said.text}"
        yield ""
        yield (
            f"{length.n_words} words, {length.seconds} to {length.seconds_slow} seconds."
            f" {held}, {'all traced' if not loose else f'not traced: {left}'}."
        )
        yield ""
