"""Keep the choice of light or dark in a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from preround.web.context import THEMES
from preround.web.responses import way_back

YEAR_SECONDS = 31_536_000


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme and go back to the page it was chosen on."""
    response = redirect(way_back(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR_SECONDS, samesite="Strict")
    return response


urlpatterns = [path("theme/", theme, name="theme")]
