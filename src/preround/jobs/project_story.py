"""What a project gives to others: facts to build on, an entry's draft, the parts of its page."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from preround.improve.before_after import BeforeAfter
from preround.improve.project import Measure, Project, ReviewBoard, aim_words
from preround.jobs.project_picture import Wording
from preround.writing.answers import Answer, OutlineStep, RecordedFact, answer_question
from preround.writing.entries import Entry, EntryFact, compose_entry

if TYPE_CHECKING:
    from preround.jobs.chart_project import ProjectChart
    from preround.jobs.summarize_project import MeasureAnswer, ProjectSummary

BOARD_WORDS = {
    ReviewBoard.UNKNOWN: "Review board: not noted.",
    ReviewBoard.ASKED: "Review board: asked, answer awaited.",
    ReviewBoard.NOT_RESEARCH: "Review board: improvement of care, not research.",
    ReviewBoard.EXEMPT: "Review board: exempt.",
    ReviewBoard.APPROVED: "Review board: approved.",
}
#: Which part of a project carries which step of an answer.
CARRIES = (
    ("Situation", ("problem",)), ("Task", ("role", "permission", "aim")), ("Action", ("cycle",)),
    ("Result", ("measure", "lessons")),
)  # fmt: skip
PLACES = {"role": "responsibility", "problem": "responsibility", "cycle": "angle",
          "measure": "impact"}  # fmt: skip


def project_facts(summary: ProjectSummary) -> tuple[RecordedFact, ...]:
    """Facts with a source in the record, for entries and interview answers.

    A measure speaks of a fall or a rise only where the interval leaves out no difference.
    """
    project = summary.project
    found: list[RecordedFact] = []

    def add(key: str, text: str, day: dt.date | None = None) -> None:
        if text.strip():
            found.append(RecordedFact(f"project.{key}", text.strip(), day))

    add("problem", project.problem, min((one.week for one in project.found), default=None))
    add("aim", aim_words(project.aim, _first_name(project)), project.aim.by)
    add("role", project.my_role, summary.last_day)
    add("permission", permission_words(project), project.permission.agreed_on)
    for i, cycle in enumerate(project.cycles, start=1):
        add(f"cycle.{i}", cycle.do, cycle.start)
    for i, one in enumerate(summary.measures, start=1):
        if one.chart is not None:
            add(f"measure.{i}", result_words(one), _last_day(one.chart))
    add("lessons", project.lessons, summary.last_day)
    return tuple(found)


def result_words(one: MeasureAnswer, *, interval: bool = True) -> str:
    """What a measure came to, in one sentence that can be defended number by number."""
    if one.chart is None:
        return ""
    difference = one.chart.overall
    name = one.measure.name
    wording = one.chart.wording
    if difference is None:
        return f"{name}: {one.chart.sentence}"
    before, after = wording.value(difference.before), wording.value(difference.after)
    unit = period_word(one.chart)
    changes = len(one.chart.differences)
    change = "the change" if changes == 1 else f"{changes} changes"
    spans = f"{difference.n_before} {unit} before, {difference.n_after} after"
    if not difference.is_clear:
        return f"{name}: {before} before {change}, {after} after ({spans}), no clear difference."
    verb = "fell" if difference.difference < 0 else "rose"
    bounds = _interval(difference, wording) if interval else ""
    return f"{name} {verb} from {before} to {after} after {change} ({spans}{bounds})."


def headline(summary: ProjectSummary) -> str:
    """What the project came to, in one sentence for a title."""
    charted = next((one for one in summary.measures if one.chart is not None), None)
    return summary.sentence if charted is None else result_words(charted, interval=False)


def _result(one: MeasureAnswer) -> str:
    """A measure's difference with its interval, and what else its chart shows."""
    if one.chart is None:
        return ""
    if one.chart.overall is None:
        return f"{one.measure.name}: {one.chart.sentence}"
    return f"{result_words(one)} {one.chart.seen}"


def _interval(found: BeforeAfter, wording: Wording) -> str:
    if found.low is None or found.high is None:
        return ""
    return f"; 95% interval of the difference {wording.bounds(found.low, found.high)}"


def period_word(chart: ProjectChart) -> str:
    """What a point stands for, by how far points are apart."""
    when = [m.when for m in chart.chart.measurements if isinstance(m.when, dt.date)]
    gaps = sorted((b - a).days for a, b in itertools.pairwise(when))
    if not gaps:
        return "measurements"
    usual = gaps[len(gaps) // 2]
    known = ((1, 1, "days"), (7, 7, "weeks"), (28, 31, "months"), (89, 92, "quarters"))
    return next((word for low, high, word in known if low <= usual <= high), "measurements")


def draft_project_entry(summary: ProjectSummary, *, season: int) -> Entry:
    """An entry put together from the project's facts within the season's limit; no word invented.

    Raises
    ------
    UnpublishedLimit
        When the season's form has no limit yet.
    """
    short = {
        f"project.measure.{i}": result_words(one, interval=False)
        for i, one in enumerate(summary.measures, start=1)
    }
    facts = [
        EntryFact(RecordedFact(fact.id, short.get(fact.id, fact.text), fact.day), PLACES[kind])
        for fact in project_facts(summary)
        if (kind := fact.id.split(".")[1]) in PLACES
    ]
    return compose_entry(summary.project.place, facts, season=season)


def answer_with_projects(
    question: str,
    summaries: Sequence[ProjectSummary],
    others: Sequence[RecordedFact],
    today: dt.date,
) -> Answer:
    """The best evidence for an interview question, from projects beside other facts."""
    facts = [
        RecordedFact(f"{n}.{fact.id}", fact.text, fact.day)
        for n, summary in enumerate(summaries, start=1)
        for fact in project_facts(summary)
    ]
    answer = answer_question(question, [*facts, *others], today=today)
    picked = {fact.id.split(".")[0] for fact in answer.evidence if ".project." in fact.id}
    if not picked:
        return answer
    told = [fact for fact in facts if fact.id.split(".")[0] in picked]
    steps = tuple(_carried(step, told) for step in answer.outline)
    carrying = {key for step in steps for key in step.facts}
    more = tuple(f for f in told if f.id in carrying and f not in answer.evidence)
    return replace(answer, evidence=(*answer.evidence, *more), outline=steps)


def _carried(step: OutlineStep, told: Sequence[RecordedFact]) -> OutlineStep:
    """The step with the project's own part that belongs there, where the project has it."""
    kinds = next((kinds for word, kinds in CARRIES if step.step.startswith(word)), ())
    found = [f.id for kind in kinds for f in told if f.id.split(".")[2] == kind]
    return OutlineStep(step.step, tuple(found[:1])) if found else step


def outline(summary: ProjectSummary) -> list[tuple[str, str]]:
    """Headings of a report with what the record already has for each.

    Source
    ------
    SQUIRE 2.0 (Ogrinc and others, BMJ Qual Saf 2016;25:986-992): order of the parts; the
    wording is ours.
    """
    p = summary.project
    charted = [one for one in summary.measures if one.chart is not None]
    cycles = " ".join(_sentences(f"{c.name}: {c.do}", c.study) for c in p.cycles)
    return [
        ("Problem", p.problem),
        ("What is known", p.known or (p.published.source if p.published else "")),
        ("Why it should work", " ".join(c.expect for c in p.cycles if c.expect)),
        ("Aim", aim_words(p.aim, _first_name(p))),
        ("Context", _sentences(p.place, p.my_role)),
        ("What was changed", cycles),
        ("How it was studied", " ".join(c.plan for c in p.cycles)),
        ("Measures", " ".join(_sentences(f"{m.name} ({m.kind}): {m.definition}")
                              for m in p.measures)),
        ("Analysis", " ".join(_sentences(a.chart.why, a.chart.rules) for a in charted if a.chart)),
        ("Permission and ethics", _sentences(permission_words(p),
                                             BOARD_WORDS[p.permission.review_board],
                                             p.permission.note)),
        ("Results", " ".join(a.chart.sentence for a in charted if a.chart)),
        ("What was learned", p.lessons),
        ("Limits", p.limits),
    ]  # fmt: skip


def page_parts(summary: ProjectSummary) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Headings and texts of the one page, those before its charts and those after."""
    p = summary.project
    acts = {"adopt": "Adopted.", "adapt": "To be adapted.", "abandon": "Abandoned.", "": ""}
    cycles = " ".join(_sentences(f"{c.name}: {c.do}", acts[c.act]) for c in p.cycles)
    before = [("Problem", p.problem), ("Aim", aim_words(p.aim, _first_name(p))), ("Change", cycles)]
    board = BOARD_WORDS[p.permission.review_board]
    source = _sentences(p.published.source, p.published.made) if p.published else ""
    after = [
        ("Result", " ".join(_result(one) for one in summary.measures if one.chart)
                   or summary.sentence),
        ("How it was measured", " ".join(_sentences(f"{m.name}: {m.definition}")
                                         for m in p.measures if m.definition)),
        ("Learned", p.lessons),
        ("Limits", p.limits),
        ("Permission", _sentences(permission_words(p), board)),
        ("Source", source),
    ]  # fmt: skip
    return (
        [(heading, text) for heading, text in before if text.strip(" :.")],
        [(heading, text) for heading, text in after if text.strip(" :.")],
    )


def permission_words(project: Project) -> str:
    """Who agreed and when; empty where nobody did."""
    given = project.permission
    if not given.supervisor_agreed:
        return ""
    by = f" by {given.agreed_by}" if given.agreed_by else ""
    on = f" on {given.agreed_on.day} {given.agreed_on:%B %Y}" if given.agreed_on else ""
    return f"Agreed{by}{on}."


def _first_name(project: Project) -> str:
    measures: Sequence[Measure] = project.measures
    return next((one.name for one in measures if one.kind.value == "outcome"), "")


def _last_day(chart: ProjectChart) -> dt.date | None:
    when = [m.when for m in chart.chart.measurements if isinstance(m.when, dt.date)]
    return max(when, default=None)


def _sentences(*texts: str) -> str:
    """Texts one after the other, each ended by a stop."""
    clean = [" ".join(text.split()).rstrip(":") for text in texts]
    return " ".join(t if t.endswith((".", "!", "?")) else f"{t}." for t in clean if t)
