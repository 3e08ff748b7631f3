"""Look through a REDCap export, choose what is charted, keep the points and forget the rest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from preround.domain.errors import UserError
from preround.importers.redcap_dictionary import Holds
from preround.importers.redcap_export import ExportField, RedcapExport
from preround.improve.periods import Period
from preround.improve.project import Measure, Project
from preround.jobs.bring_redcap import (
    MEASURED,
    BroughtSeries,
    FieldChoice,
    bring_redcap,
    export_as_json,
    export_from_json,
    propose,
    read_redcap,
)
from preround.jobs.measured_series import chart_measure, series_of, with_points
from preround.web import clock, held_uploads, projects, record
from preround.web.design.chart_picture import chart_picture
from preround.web.errors import NoFileChosen
from preround.web.pages.project.steps import frame
from preround.web.pages.project_measure.views import asked_measure, replaced
from preround.web.projects import Save
from preround.web.responses import say
from preround.web.typed import whole_number

FOLDER = "pages/project_redcap"
EACH = "each"


@require_http_methods(["GET", "HEAD", "POST"])
def redcap_upload(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Take an export in; only what a chart can use is held, for two days at most."""
    stored, project, measure = asked_measure(number, key)
    context: dict[str, Any] = frame(stored, project, "numbers") | {"measure": measure}
    if request.method != "POST":
        return render(request, f"{FOLDER}/upload.html", context)
    data, dictionary = request.FILES.get("data"), request.FILES.get("dictionary")
    try:
        if data is None:
            raise NoFileChosen("a REDCap data export as CSV")
        export = read_redcap(
            data.read(),
            data.name or "data export",
            dictionary.read() if dictionary else b"",
            (dictionary.name if dictionary else "") or "data dictionary",
        )
    except UserError as problem:
        context["problem"] = str(problem)
        return render(request, f"{FOLDER}/upload.html", context, status=problem.http_status)
    kept = json.dumps(export_as_json(export)).encode()
    held = held_uploads.hold(
        settings.HOME, kept, data.name or "data export", "", "REDCap", clock.stamp()
    )
    return redirect("redcap_choose", number, key, held.token)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on the page, with everything there is to choose from."""

    export: RedcapExport
    choice: FieldChoice

    @classmethod
    def read(cls, export: RedcapExport, sent: QueryDict) -> Chosen:
        """The choice as sent; what was not sent is as proposed."""
        proposed = propose(export)
        per = sent.get("per", "")
        choice = FieldChoice(
            sent.get("day", proposed.day),
            sent.get("measured", proposed.measured),
            tuple(sent.getlist("counted")),
            Period(per) if per in tuple(Period) else None,
            per == EACH,
        )
        return cls(export, choice)

    @property
    def days(self) -> tuple[ExportField, ...]:
        """The fields that date a record."""
        return self.export.holding(Holds.DAY)

    @property
    def measured(self) -> tuple[ExportField, ...]:
        """The fields that can be charted."""
        return self.export.holding(*MEASURED)

    @property
    def field(self) -> ExportField | None:
        """The field that is charted."""
        return next((one for one in self.measured if one.name == self.choice.measured), None)

    @property
    def answers(self) -> list[tuple[str, str, bool]]:
        """Answers of a choice that may count: code, label, whether it does."""
        if self.field is None or self.field.holds is not Holds.CHOICE:
            return []
        counted = self.choice.counted
        return [(code, label, code in counted) for code, label in self.field.choices.items()]

    @property
    def periods(self) -> list[tuple[str, str, bool]]:
        """How records may become points."""
        offered = [("", "what fits"), *((p.value, f"by {p.value}") for p in Period)]
        if self.field is not None and self.field.holds is Holds.NUMBER:
            offered.append((EACH, "each record by itself, without its day"))
        now = EACH if self.choice.each else self.choice.per or ""
        return [(value, words, value == now) for value, words in offered]


@require_http_methods(["GET", "HEAD", "POST"])
def redcap_choose(request: HttpRequest, number: int, key: str, token: str) -> HttpResponse:
    """Choose the fields with the chart in view, then keep its points."""
    stored, project, measure = asked_measure(number, key)
    held, kept = held_uploads.find(settings.HOME, token)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = Chosen.read(export_from_json(json.loads(kept)), sent)
    context: dict[str, Any] = frame(stored, project, "numbers") | {
        "measure": measure, "chosen": chosen, "token": token, "filename": held.filename,
    }  # fmt: skip
    try:
        brought = bring_redcap(chosen.export, chosen.choice)
        fresh = _fresh(measure, brought, held.filename)
        context |= {"brought": brought} | _preview(project, fresh)
    except UserError as problem:
        context["problem"] = str(problem) if sent else ""
        return render(request, f"{FOLDER}/choose.html", context)
    if request.method != "POST":
        return render(request, f"{FOLDER}/choose.html", context)
    version = whole_number(request.POST.get("version", ""), stored.version)
    projects.keep(
        record.current().record,
        number,
        partial(replaced, key=key, fresh=fresh),
        Save(version, f"measures.{key}", f"{len(brought.measurements)} points from REDCap"),
    )
    held_uploads.drop(settings.HOME, token)
    undo = reverse("undo_project", args=[number, stored.version])
    say(request, f"{len(brought.measurements)} points taken from {held.filename}", undo)
    return redirect("project_measure", number, key)


def _fresh(measure: Measure, brought: BroughtSeries, filename: str) -> Measure:
    said = f"REDCap, {filename}, {clock.today().isoformat()}"
    fresh = with_points(measure, brought, said)
    definition = measure.definition or brought.definition
    return fresh.model_copy(update={"definition": definition[:4000], "each_once": True})


def _preview(project: Project, fresh: Measure) -> dict[str, Any]:
    found = series_of(fresh, {})
    if found is None:
        return {}
    chart = chart_measure(project, fresh, found)
    return {"chart": chart, "picture": chart_picture(chart.picture, bare=True)}


urlpatterns = [
    path("project/<int:number>/measures/<slug:key>/redcap/", redcap_upload, name="redcap_upload"),
    path("project/<int:number>/measures/<slug:key>/redcap/<str:token>/", redcap_choose,
         name="redcap_choose"),
]  # fmt: skip
