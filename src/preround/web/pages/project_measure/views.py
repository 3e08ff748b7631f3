"""Measures listed and defined, numbers taken in, a chart that says why it is the one it is."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from preround.domain.errors import UserError
from preround.improve.columns import UnclearColumns
from preround.improve.project import Measure, MeasureKind, Project, next_id
from preround.improve.read_measurements import UnclearDates, read_measurements
from preround.jobs.chart_project import ProjectChart
from preround.jobs.measured_series import chart_measure, series_of, with_points
from preround.web import clock, projects, record
from preround.web.design.chart_picture import chart_file, chart_picture
from preround.web.errors import StaleSave
from preround.web.guarding import guarded
from preround.web.pages.project.steps import frame
from preround.web.pages.project_chart.forms import KINDS as CHARTS
from preround.web.pages.project_measure.forms import (
    KINDS,
    MEASURE,
    PERIODS,
    NumbersForm,
    ReadingForm,
    as_text,
)
from preround.web.pages.project_parts.fields import PartForm, as_typed
from preround.web.pages.project_parts.views import Saving, store, typed
from preround.web.project_models import ImprovementProject
from preround.web.projects import Save
from preround.web.responses import say
from preround.web.typed import whole_number

FOLDER = "pages/project_measure"


class NoSuchMeasure(UserError):
    """A measure that the project does not have."""

    http_status = 404

    def __init__(self, got: str) -> None:
        super().__init__(f"Measure {got!r} is not in this project. Load the page again.")


@require_safe
def project_measures(request: HttpRequest, number: int) -> HttpResponse:
    """List what is measured, and ask for what is missing."""
    stored = projects.row(record.current().record, number)
    project = projects.read(stored)
    kinds = {one.kind for one in project.measures}
    context = frame(stored, project, "measures") | {
        "kinds": KINDS,
        "missing": [words for value, words in KINDS if value not in kinds],
        "first_kind": next((v for v, _ in KINDS if v not in kinds), "outcome"),
    }
    return render(request, f"{FOLDER}/list.html", context)


@require_POST
@guarded(name="What is measured")
def add_measure(request: HttpRequest, number: int) -> HttpResponse:
    """Add a measure by its name."""
    mine = record.current().record
    before = projects.row(mine, number)
    name = " ".join(request.POST.get("name", "").split())[:300] or "A measure"
    kind = request.POST.get("kind", "outcome")
    kind = kind if kind in tuple(MeasureKind) else "outcome"
    key = next_id((one.id for one in projects.read(before).measures), "m")

    def change(project: Project) -> Project:
        new = Measure(id=key, name=name, kind=MeasureKind(kind))
        return project.model_copy(update={"measures": (*project.measures, new)})

    projects.keep(
        mine, number, change, Save(before.version, f"measures.{key}", f"Measure added: {name}")
    )
    say(request, "Measure added", reverse("undo_project", args=[number, before.version]))
    return redirect("project_measure", number, key)


@require_safe
def project_measure(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Show one measure: its chart and why, its numbers, its definition."""
    stored, project, measure = asked_measure(number, key)
    return render(request, f"{FOLDER}/page.html", _context(stored, project, measure))


@require_POST
def define_measure(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Store what is measured and how, while it is typed or when a button is pressed."""
    stored, project, measure = asked_measure(number, key)
    form = typed(MEASURE, request)

    def change(one: Project) -> Project:
        return _with(one, key, lambda old: old.model_copy(update=_defined(form)))

    saving = Saving(
        record.current().record, stored, f"measures.{key}", form, change, f"{FOLDER}/page.html",
        lambda shown: _context(stored, project, measure) | {"form": shown},
    )  # fmt: skip
    answer = store(request, saving)
    is_page = answer.status_code == 302
    return redirect("project_measure", number, key) if is_page else answer


def _defined(form: PartForm) -> dict[str, Any]:
    values = form.values()
    return {**values, "kind": MeasureKind(values["kind"] or "outcome"),
            "better": values["better"] or "lower"}  # fmt: skip


@require_POST
def measure_numbers(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Take numbers in; what cannot be read is asked about, and stays as it was typed."""
    stored, project, measure = asked_measure(number, key)
    version = whole_number(request.POST.get("version", ""), 0)
    form = NumbersForm(text=request.POST.get("numbers", ""), version=version)
    try:
        form = NumbersForm.read(request, version)
        table = read_measurements(
            form.text.encode(), form.name, order=form.day_order, chosen=form.roles or None,
            per=form.period,
        )  # fmt: skip
        said = f"{form.name}, {clock.today().isoformat()}"
        fresh = with_points(measure, table, said)
        if (found := series_of(fresh, {})) is not None:
            chart_measure(project, fresh, found)  # what cannot be charted is not kept
        kept = projects.keep(
            record.current().record,
            number,
            partial(replaced, key=key, fresh=fresh),
            Save(version, f"measures.{key}", f"{len(table.measurements)} points of {measure.name}"),
        )
    except UnclearColumns as unclear:
        return _refused(request, stored, measure, unclear, form.with_headings(unclear.headings))
    except UserError as problem:
        return _refused(request, stored, measure, problem, form)
    undo = reverse("undo_project", args=[number, stored.version])
    say(request, f"{len(table.measurements)} points. {' '.join(table.notes)}".strip(), undo)
    return redirect("project_measure", kept.pk, key)


def _refused(
    request: HttpRequest, stored: ImprovementProject, measure: Measure, problem: UserError,
    form: NumbersForm,
) -> HttpResponse:  # fmt: skip
    context = _context(stored, projects.read(stored), measure) | {
        "numbers": form,
        "problem": str(problem),
        "asks_order": isinstance(problem, UnclearDates),
    }
    return render(request, f"{FOLDER}/page.html", context, status=problem.http_status)


@require_POST
def measure_reading(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Keep how a measure is charted; a way that does not fit the numbers is refused in words."""
    stored, project, measure = asked_measure(number, key)
    version = whole_number(request.POST.get("version", ""), 0)
    form = ReadingForm.read(request.POST, version)
    context = _context(stored, project, measure) | {"reading": form}
    if form.problems:
        return render(request, f"{FOLDER}/page.html", context, status=422)
    try:
        fresh = form.onto(measure)
        if (found := series_of(fresh, {})) is not None:
            chart_measure(project, fresh, found)
        projects.keep(
            record.current().record,
            number,
            partial(replaced, key=key, fresh=fresh),
            Save(version, f"measures.{key}", f"How {measure.name} is charted"),
        )
    except (UserError, ValueError) as problem:
        status = getattr(problem, "http_status", 422)
        context["reading_problem"] = str(problem)
        return render(request, f"{FOLDER}/page.html", context, status=status)
    say(request, "Saved", reverse("undo_project", args=[number, stored.version]))
    return redirect("project_measure", number, key)


@require_POST
def remove_measure(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Take a measure out of the project; its undo brings it back with its numbers."""
    stored, _, measure = asked_measure(number, key)

    def change(project: Project) -> Project:
        rest = tuple(one for one in project.measures if one.id != key)
        return project.model_copy(update={"measures": rest})

    version = whole_number(request.POST.get("version", ""), stored.version)
    projects.keep(
        record.current().record,
        number,
        change,
        Save(version, f"measures.{key}", f"Measure taken out: {measure.name}"),
    )
    undo = reverse("undo_project", args=[number, stored.version])
    say(request, f"{measure.name} taken out", undo)
    return redirect("project_measures", number)


@require_safe
def measure_chart(request: HttpRequest, number: int, key: str, fmt: str) -> HttpResponse:
    """Give the chart as a file."""
    _, project, measure = asked_measure(number, key)
    found = series_of(measure, {})
    if found is None:
        raise NoSuchMeasure(key)
    chart = chart_measure(project, measure, found)
    return chart_file(chart.picture, fmt, measure.name, request.GET.get("theme", "light"))


def asked_measure(number: int, key: str) -> tuple[ImprovementProject, Project, Measure]:
    """The project, what it holds, and one of its measures.

    Raises
    ------
    NoSuchProject, NoSuchMeasure
        When one of them is not there.
    """
    stored = projects.row(record.current().record, number)
    project = projects.read(stored)
    measure = next((one for one in project.measures if one.id == key), None)
    if measure is None:
        raise NoSuchMeasure(key)
    return stored, project, measure


def _with(project: Project, key: str, change: Any) -> Project:
    if all(one.id != key for one in project.measures):
        raise StaleSave("This measure", 0, 0)
    measures = tuple(change(one) if one.id == key else one for one in project.measures)
    return project.model_copy(update={"measures": measures})


def replaced(project: Project, *, key: str, fresh: Measure) -> Project:
    """The project with a measure written anew."""
    return _with(project, key, lambda _: fresh)


def _context(stored: ImprovementProject, project: Project, measure: Measure) -> dict[str, Any]:
    names = ("name", "kind", "definition", "unit", "better")
    shown = {name: as_typed(getattr(measure, name)) for name in names}
    context = frame(stored, project, "numbers" if measure.points else "measures") | {
        "measure": measure,
        "form": PartForm(MEASURE, shown, stored.version),
        "numbers": NumbersForm(
            text=as_text(measure.points, in_shares=measure.in_shares), version=stored.version
        ),
        "periods": PERIODS,
        "reading": ReadingForm.of(measure, project, stored.version),
        "charts": CHARTS,
        "cycles": [one for one in project.cycles if one.start is not None],
    }
    return context | _charted(project, measure)


def _charted(project: Project, measure: Measure) -> dict[str, Any]:
    try:
        found = series_of(measure, {})
        chart: ProjectChart | None = None if found is None else chart_measure(
            project, measure, found)  # fmt: skip
    except UserError as problem:
        return {"chart_problem": str(problem)}
    if chart is None:
        return {}
    picture = chart.picture
    return {"chart": chart, "picture": chart_picture(picture, bare=True), "table": picture.table}


urlpatterns = [
    path("project/<int:number>/measures/", project_measures, name="project_measures"),
    path("project/<int:number>/measures/add/", add_measure, name="add_measure"),
    path("project/<int:number>/measures/<slug:key>/", project_measure, name="project_measure"),
    path("project/<int:number>/measures/<slug:key>/define/", define_measure, name="define_measure"),
    path("project/<int:number>/measures/<slug:key>/numbers/", measure_numbers,
         name="measure_numbers"),
    path("project/<int:number>/measures/<slug:key>/reading/", measure_reading,
         name="measure_reading"),
    path("project/<int:number>/measures/<slug:key>/remove/", remove_measure, name="remove_measure"),
    path("project/<int:number>/measures/<slug:key>/chart.<str:fmt>", measure_chart,
         name="measure_chart"),
]  # fmt: skip
