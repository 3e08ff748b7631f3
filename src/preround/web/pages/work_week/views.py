"""Two minutes on a Friday: pick what was done, count it, and see the dials move."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.audit.phrases import phrase_bank
from preround.audit.work_log import WorkLine, monday
from preround.domain.brought import brought_words
from preround.jobs.guard_about import About
from preround.jobs.guard_text import guard_texts
from preround.jobs.log_work import bring_work, export_work, fresh
from preround.web import clock, drafts, record, work
from preround.web.errors import NoFileChosen, StaleSave
from preround.web.guarding import guarded
from preround.web.models import ApplicantRecord
from preround.web.pages import NavEntry
from preround.web.pages.work_week.forms import JobForm, WeekForm
from preround.web.pages.work_week.offers import blank_week, dials, grouped, like_job
from preround.web.record import Dossier
from preround.web.responses import say, warn, way_back
from preround.web.typed import whole_number
from preround.web.work_models import WorkJob

NAV = NavEntry("My job", "work_week", "j", 42, "The week, what it shows", section="job")
FOLDER = "pages/work_week"
WEEKS_LISTED = 12
FIRST_DAY = dt.date(1950, 1, 1)


@require_safe
def work_week(request: HttpRequest) -> HttpResponse:
    """Show the week's form with the dials, or first ask for the job."""
    mine = record.current().record
    jobs = list(mine.jobs.all())
    if not jobs:
        return render(request, f"{FOLDER}/job.html", _job_context(JobForm()) | {"first": True})
    job, week = _asked(request, mine, jobs)
    like = like_job(job, request.GET.get("like", ""))
    form = blank_week(mine, job, week, like)
    return render(request, f"{FOLDER}/page.html", _context(mine, job, week, form, like))


@require_POST
def save_week(request: HttpRequest, number: int) -> HttpResponse:
    """Store a week; one with identifiers goes back with wording that has none."""
    mine = record.current().record
    job, week, form = work.job(mine, number), _week(request.POST.get("week", "")), _typed(request)
    caught = () if form.keep_words else guard_texts(form.texts)
    if form.problems or caught:
        context = _context(mine, job, week, form) | {"caught": caught}
        return render(request, f"{FOLDER}/page.html", context, status=422)
    try:
        done = work.keep_week(mine, job, week, form.lines(week, job.title), form.version)
    except StaleSave as stale:
        context = _context(mine, job, week, form) | {"stale": str(stale)}
        return render(request, f"{FOLDER}/page.html", context, status=409)
    undo = reverse("undo_work", args=[done.pk]) if done else ""
    say(request, f"Week of {week.day} {week:%b} saved", undo)
    return redirect(_address(job, week))


@require_POST
def week_dials(request: HttpRequest, number: int) -> HttpResponse:
    """Redraw the dials with what is ticked so far; nothing is stored."""
    mine = record.current().record
    job, week = work.job(mine, number), _week(request.POST.get("week", ""))
    lines = WeekForm.read(request.POST).lines(week, job.title)
    return render(request, f"{FOLDER}/dials.html", {"dials": dials(mine, job, week, lines)})


@require_POST
def undo_work(request: HttpRequest, number: int) -> HttpResponse:
    """Put a saved week back as it was."""
    work.undo(record.current().record, number)
    say(request, "Undone")
    return redirect(way_back(request, reverse("work_week")))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.OWN_WORK, title="Title", place="Where", description="Job description")
def work_job(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Show or store a job; the first one begins a record of one's own."""
    dossier = record.current()
    row = work.job(dossier.record, number) if number else None
    if request.method != "POST":
        form = JobForm.of(row) if row else JobForm()
        return render(request, f"{FOLDER}/job.html", _job_context(form, row))
    form = JobForm.read(request.POST, number)
    if form.problems:
        return render(request, f"{FOLDER}/job.html", _job_context(form, row), status=422)
    try:
        kept = work.keep_job(_own(dossier), form.values(), number, form.version)
    except StaleSave as stale:
        context = _job_context(form, row) | {"stale": str(stale)}
        return render(request, f"{FOLDER}/job.html", context, status=409)
    say(request, f"{kept.title} saved")
    return redirect(f"{reverse('work_week')}?job={kept.pk}")


@require_safe
def work_csv(_request: HttpRequest) -> HttpResponse:
    """Give the work log as CSV, without anything the guard flags."""
    table = export_work(work.lines(record.current().record))
    answer = HttpResponse("\ufeff" + table, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="work-log.csv"'
    return answer


@require_POST
def bring_lines(request: HttpRequest) -> HttpResponse:
    """Read lines from a table or a list; those already there are passed over."""
    file = request.FILES.get("file")
    if file is None:
        raise NoFileChosen("a table or a list of what you did")
    mine = _own(record.current())
    number = whole_number(request.POST.get("job", ""), 0)
    at = work.job(mine, number) if number else mine.jobs.first()
    title, name = at.title if at else "", file.name or "your file"
    brought = bring_work(file.read(), name, title, monday(clock.today()))
    new = fresh(brought.lines, work.lines(mine))
    done = work.add_lines(mine, new)
    words = brought_words(len(new), len(brought.lines), "line")
    if brought.n_reworded:
        words += f", {brought.n_reworded} reworded because they could identify a patient"
    say(request, words, reverse("undo_work", args=[done.pk]) if done else "")
    for finding in brought.findings[:5]:
        warn(request, finding.message)
    return redirect("work_week")


def _own(dossier: Dossier) -> ApplicantRecord:
    if not dossier.is_sample:
        return dossier.record
    return record.start_own(record.own_or_blank(dossier), "First job logged", [])


def _asked(
    request: HttpRequest, mine: ApplicantRecord, jobs: list[WorkJob]
) -> tuple[WorkJob, dt.date]:
    number = whole_number(request.GET.get("job", ""), 0)
    latest = work.rows(mine).first()
    job = work.job(mine, number) if number else (latest.job if latest else jobs[0])
    return job, _week(request.GET.get("week", ""))


def _week(text: str) -> dt.date:
    """The Monday of a week named by any of its days; this week's for anything else."""
    try:
        named = dt.date.fromisoformat(text)
    except ValueError:
        named = clock.today()
    return monday(min(max(named, FIRST_DAY), clock.today()))


def _typed(request: HttpRequest) -> WeekForm:
    form = WeekForm.read(request.POST)
    if request.POST.get("use_wording") != "yes":
        return form
    return form.reworded({one.text: one.offered for one in guard_texts(form.texts)})


def _address(job: WorkJob, week: dt.date) -> str:
    return f"{reverse('work_week')}?job={job.pk}&week={week.isoformat()}"


def _context(
    mine: ApplicantRecord, job: WorkJob, week: dt.date, form: WeekForm, like: str = ""
) -> dict[str, Any]:
    later = week + dt.timedelta(weeks=1)
    return {
        "nav_here": "work_week",
        "job": job,
        "jobs": mine.jobs.all(),
        "week": week,
        "last_day": week + dt.timedelta(days=6),
        "earlier": week - dt.timedelta(weeks=1),
        "later": later if later <= monday(clock.today()) else None,
        "form": form,
        "draft": _draft(form, job.pk, week),
        "groups": grouped(form),
        "like": like,
        "bank": list(phrase_bank()),
        "dials": dials(mine, job, week, form.lines(week, job.title)),
        "weeks": _weeks(mine, job),
    }


def _draft(form: WeekForm, job: int, week: dt.date) -> str:
    """The name of a week's form; ticks belong to the phrases offered beside them."""
    return drafts.named(f"week-{job}-{week}-{form.version}", *(one.text for one in form.picks))


def _weeks(mine: ApplicantRecord, job: WorkJob) -> list[tuple[dt.date, list[tuple[int, WorkLine]]]]:
    found: dict[dt.date, list[tuple[int, WorkLine]]] = {}
    for row in work.rows(mine).filter(job=job):
        found.setdefault(row.week, []).append((row.pk, work.as_line(row)))
    return list(found.items())[:WEEKS_LISTED]


def _job_context(form: JobForm, row: WorkJob | None = None) -> dict[str, Any]:
    history = row.history.all()[1:] if row else ()
    return {"form": form, "bank": list(phrase_bank()), "nav_here": "work_week", "history": history}


urlpatterns = [
    path("my-job/week/", work_week, name="work_week"),
    path("my-job/week/<int:number>/save/", save_week, name="save_week"),
    path("my-job/week/<int:number>/dials/", week_dials, name="week_dials"),
    path("my-job/week/undo/<int:number>/", undo_work, name="undo_work"),
    path("my-job/jobs/", work_job, name="new_job"),
    path("my-job/jobs/<int:number>/", work_job, name="work_job"),
    path("my-job/week/lines.csv", work_csv, name="work_csv"),
    path("my-job/week/bring/", bring_lines, name="bring_work"),
]
