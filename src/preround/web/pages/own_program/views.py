"""Add a program that the listing lacks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from preround.catalogue.overlay import AddedProgram
from preround.domain.errors import UserError
from preround.domain.program import Track
from preround.facts import specialties
from preround.jobs.program_facts import add_own_program
from preround.web import clock, lists
from preround.web.responses import say, undo_facts

FIELDS = ("institution", "city", "state", "specialty", "track", "name", "nrmp_code")


@require_http_methods(["GET", "HEAD", "POST"])
def own_program(request: HttpRequest) -> HttpResponse:
    """Show the form; keep the program and go to its page."""
    typed = {name: request.POST.get(name, "").strip()[:200] for name in FIELDS}
    problem = ""
    if request.method == "POST":
        try:
            batch = add_own_program(lists.workspace(), _program(typed), clock.today(),
                                    at=clock.stamp())  # fmt: skip
        except UserError as wrong:
            problem = str(wrong)
        else:
            say(request, f"{typed['institution']} added", undo_facts(batch.id))
            return redirect("program", batch.programs[0].nrmp_code)
    context = {
        "typed": typed,
        "problem": problem,
        "specialties": [(name, specialties.display(name)) for name in specialties.ALL],
        "tracks": [track.value for track in Track],
        "nav_here": "programs",
    }
    return render(request, "pages/own_program/page.html", context, status=422 if problem else 200)


def _program(typed: dict[str, str]) -> AddedProgram:
    return AddedProgram(
        nrmp_code=typed["nrmp_code"],
        name=typed["name"],
        specialty=typed["specialty"],
        track=Track(typed["track"]) if typed["track"] in set(Track) else Track.CATEGORICAL,
        institution=typed["institution"],
        city=typed["city"],
        state=typed["state"],
    )


urlpatterns = [path("add-a-program/", own_program, name="own_program")]
