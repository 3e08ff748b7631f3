"""The library's face: each call is one job; season and day default to now.

Examples
--------
>>> from preround import fees
>>> fees({"Internal Medicine": 100}, season=2026).total_usd
2430.0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from preround.domain.applicant import Applicant as Profile
from preround.facts.season import running_season
from preround.match.solve import solve_match

if TYPE_CHECKING:
    from preround.audit.audit import Audit
    from preround.domain.program_list import ProgramList
    from preround.jobs.chart_project import ProjectChart
    from preround.jobs.forecast_season import Forecast
    from preround.jobs.guard_text import GuardedNote
    from preround.jobs.make_plan import PlanAnswer
    from preround.jobs.prove_usce import UsceProof
    from preround.jobs.simulate_season import Simulation
    from preround.jobs.what_if import WhatIf
    from preround.portfolio.fees import FeeQuote
    from preround.writing.answers import Answer
    from preround.writing.linter import LintFinding

__all__ = [
    "Profile", "answer", "audit", "chart", "fees", "forecast", "guard", "lint", "pick", "plan",
    "read_profile", "simulate", "solve_match", "usce", "what_if",
]  # fmt: skip


def _today() -> date:
    return datetime.now().astimezone().date()


def read_profile(path: str | Path, *, today: date | None = None) -> Profile:
    """The applicant file at `path`; raises a `UserError` that says what to mend."""
    from preround.jobs.read_applicant import read_applicant

    return read_applicant(Path(path), today or _today()).applicant


def pick(
    profile: Profile,
    *,
    budget_usd: float | None = None,
    n: int | None = None,
    specialties: tuple[str, ...] = (),
    season: int | None = None,
    today: date | None = None,
    home: Path | None = None,
    seed: int = 2027,
) -> ProgramList:
    """The program list of one applicant, as `preround pick` gives it.

    Parameters
    ----------
    profile
        The applicant, from `read_profile` or built in code.
    budget_usd
        Dollars for application fees; the profile's own budget if left out.
    n
        Number of applications.
    specialties
        Instead of the profile's wishes.
    season, today
        Match year and day of judgment; the running season and today if left out.
    home
        Folder of one's own program facts.
    seed
        Seed of the draws behind every range.
    """
    from preround.facts.reader import load_season
    from preround.jobs.build_program_list import ListRequest, build_program_list
    from preround.jobs.workspace import Workspace

    day = today or _today()
    built = build_program_list(
        profile,
        load_season(season or running_season(day)),
        Workspace.at(home).catalogue(),
        today=day,
        request=ListRequest(budget_usd, n, tuple(specialties), seed=seed),
    )
    return built.listing


def forecast(
    profile: Profile,
    specialty: str,
    n_applications: int,
    *,
    n_signals: int | None = None,
    season: int | None = None,
    today: date | None = None,
    seed: int = 2027,
) -> Forecast:
    """Interviews and chance to match from `n_applications` spread blindly in a specialty."""
    from preround.facts.reader import load_season
    from preround.jobs.forecast_season import forecast_season

    day = today or _today()
    return forecast_season(
        profile,
        load_season(season or running_season(day)),
        specialty=specialty,
        n_applications=n_applications,
        n_signals=n_signals,
        today=day,
        seed=seed,
    )


def what_if(
    profile: Profile,
    changes: Mapping[str, object],
    *,
    season: int | None = None,
    today: date | None = None,
    home: Path | None = None,
    seed: int = 2027,
) -> WhatIf:
    """The list as it is and under other answers, and every program that moved.

    Parameters
    ----------
    changes
        Keys of the applicant file and what they would be: `{"exams.step_2_ck.score": 255}`.
    """
    from preround.facts.reader import load_season
    from preround.importers.applicant_changes import parse_change
    from preround.jobs.build_program_list import ListRequest
    from preround.jobs.what_if import what_if as job
    from preround.jobs.workspace import Workspace

    day = today or _today()
    return job(
        profile,
        [parse_change(f"{key}={value}") for key, value in changes.items()],
        load_season(season or running_season(day)),
        Workspace.at(home).catalogue(),
        today=day,
        request=ListRequest(seed=seed),
    )


def audit(tasks: str | Path | Iterable[str | tuple[str, str]], job: str | None = None) -> Audit:
    """What of a job matters in residency, as `preround audit` gives it.

    Parameters
    ----------
    tasks
        The path of a table or list, its text, or the tasks themselves: strings, or pairs of job
        and task.
    job
        The job of tasks that come without one.

    Examples
    --------
    >>> from preround import audit
    >>> found = audit(["Roomed 20 patients and took vitals"], "medical assistant")
    >>> found.tasks[0].scope, found.shares.patient
    ('hands_on', 1.0)
    """
    from preround.jobs.audit_tasks import audit_list

    return audit_list(tasks, job)


def guard(text: str) -> GuardedNote:
    """What in a note could identify a patient, and wording without it, as `preround guard` gives.

    Examples
    --------
    >>> from preround import guard
    >>> guard("Saw Mr. Okafor, 93M.").offered
    'Saw the patient, 90+M.'
    """
    from preround.jobs.guard_text import guard_note

    return guard_note(text)


def fees(counts: Mapping[str, int], *, season: int, last_known: bool = False) -> FeeQuote:
    """Application fees for a number of programs in each specialty, in dollars."""
    from preround.facts.reader import load_season
    from preround.portfolio.fees import quote

    return quote(load_season(season), list(counts.items()), last_known=last_known)


def chart(
    data: bytes | str | Path,
    kind: str = "auto",
    *,
    baseline: int | None = None,
    changes: tuple[date | int, ...] = (),
    exclude: tuple[int, ...] = (),
) -> ProjectChart:
    """A run or control chart of measurements, as `preround chart` gives it.

    Parameters
    ----------
    data
        A sheet's bytes or text, or the path of one.
    baseline
        Freeze center and limits on the first so many points.
    changes
        Days, or point numbers, from which the process was changed.
    exclude
        Places, from 1 in time order, kept out of the figures.

    Examples
    --------
    >>> from preround import chart
    >>> chart("value 3 5 4".replace(" ", chr(10))).chart.phases[0].limits.center
    4.0
    """
    from preround.improve.read_measurements import read_measurements
    from preround.jobs.chart_project import ChartQuestion, chart_project
    from preround.jobs.project_picture import Wording

    if isinstance(data, Path):
        raw, name = data.read_bytes(), str(data)
    else:
        raw, name = data.encode() if isinstance(data, str) else data, "data"
    table = read_measurements(raw, name)
    question = ChartQuestion(
        kind, baseline, exclude, changes, Wording(share=table.in_shares), table.words
    )
    return chart_project(table.measurements, question)


def lint(text: str, role: str = "", duty_logged: str = "") -> tuple[LintFinding, ...]:
    """Findings on a line or entry, as `preround lint` gives them.

    Parameters
    ----------
    role
        The job or position the text is about.
    duty_logged
        What the log says was done; it decides where the role alone cannot.

    Examples
    --------
    >>> from preround import lint
    >>> [found.code for found in lint("Triaged 80 callers a day", "call center agent")]
    ['overclaim-triage']
    """
    from preround.jobs.lint_entries import lint_text

    return lint_text(text, role, duty_logged)


def answer(
    question: str, facts: Sequence[Mapping[str, str]], *, today: date | None = None
) -> Answer:
    """Best evidence and an outline for an interview question, as `preround answer` gives them.

    Parameters
    ----------
    facts
        Each with `id`, `text` and perhaps `date` (a day, a month or a year).

    Examples
    --------
    >>> from preround import answer
    >>> facts = [{"id": "a", "text": "Cut errors by 25% with a template"}]
    >>> answer("What did you improve?", facts).evidence[0].id
    'a'
    """
    from preround.jobs.answer_question import facts_of
    from preround.writing.answers import answer_question

    return answer_question(question, facts_of(facts, "facts"), today=today or _today())


def plan(
    profile: Profile,
    match: int | None = None,
    *,
    done: tuple[str, ...] = (),
    today: date | None = None,
) -> PlanAnswer:
    """The dated steps to one Match, as `preround plan` gives them.

    Parameters
    ----------
    match
        Match year; the running season if left out.
    done
        Keys of steps that are done and that no record shows.
    """
    from preround.facts.reader import load_season
    from preround.jobs.make_plan import PlanAsk, make_plan
    from preround.plan.marks import as_marks

    day = today or _today()
    asked = PlanAsk(marks=as_marks(done))
    return make_plan(profile, load_season(match or running_season(day)), day, asked)


def simulate(
    n_applicants: int | None = None,
    n_programs: int | None = None,
    n_couples: int | None = None,
    *,
    n_replicates: int = 1,
    seed: int = 1,
    workers: int | Executor = 1,
    keep: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Simulation:
    """Simulated national seasons, as `preround simulate` gives them.

    Parameters
    ----------
    n_applicants, n_programs, n_couples
        Size; the nation's own when left out, or in proportion to what is given.
    n_replicates
        Seasons; `seed` and a season's number fix everything in it.
    workers
        How many processes, or a `concurrent.futures` executor that runs the seasons, such as
        a cluster's. A script that asks for more than one process needs the usual
        `if __name__ == "__main__":` around it.
    keep
        Folder of finished seasons: the same call goes on from there.
    progress
        Told how many seasons are done, of how many.

    Examples
    --------
    >>> from preround import simulate
    >>> small = simulate(400, 100, 5, n_replicates=2)
    >>> 0 < small.figures["match_rate.non_us_img"].mean < 1
    True
    """
    from preround.jobs.simulate_season import Running, simulate_season

    return simulate_season(
        n_applicants,
        n_programs,
        n_couples,
        n_replicates=n_replicates,
        seed=seed,
        how=Running(workers, keep, progress=progress),
    )


def usce(
    profile: Profile,
    *,
    season: int | None = None,
    today: date | None = None,
    home: Path | None = None,
) -> UsceProof:
    """Months of U.S. experience by kind, gaps, and each program's rule held against them.

    Parameters
    ----------
    today
        Days after it are planned, not done; give the day of application to judge it as then.

    Examples
    --------
    >>> from datetime import date
    >>> from preround import Profile, usce
    >>> eight_weeks = {"kind": "externship", "start": "2026-02-02", "end": "2026-03-27"}
    >>> usce(Profile(us_experience=[eight_weeks]), today=date(2026, 11, 22)).summary.clinical.months
    2.0
    """
    from preround.facts.reader import load_season
    from preround.jobs.prove_usce import prove_usce
    from preround.jobs.workspace import Workspace

    day = today or _today()
    return prove_usce(
        profile,
        Workspace.at(home).catalogue().programs,
        load_season(season or running_season(day)),
        day,
    )
