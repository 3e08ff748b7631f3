"""The design system at a glance, for whoever adds a page."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.citation import Citation, Confidence
from preround.domain.program_list import FrontierStep, Reason, ReasonKind, Tier
from preround.domain.ranges import Interval, Support
from preround.web.design.interval_picture import AXES

READ = Citation("a program's own page", "Eligibility", date(2026, 10, 12), Confidence.HIGH)
COLORS = ("paper", "paper-sunk", "paper-raised", "ink", "ink-soft", "hairline", "rule", "control",
          "accent", "accent-wash", "met", "met-wash", "unknown", "unknown-wash", "blocked",
          "blocked-wash", "amber", "amber-wash")  # fmt: skip


def _frontier() -> tuple[FrontierStep, ...]:
    """A made-up budget of 60 applications whose price rises at number 31."""
    steps, total = [], 0.0
    for n in range(1, 61):
        fee = 10.0 if n <= 30 else 25.0
        total += fee
        steps.append(FrontierStep(n, total, fee, 1 - 0.97**n, 0.05 * n))
    return tuple(steps)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every token and component, with made-up values."""
    reasons = [
        Reason(
            f"a reason of kind {kind.value}", kind, READ if kind in list(ReasonKind)[:4] else None
        )
        for kind in ReasonKind
    ]
    intervals = [Interval(0.005, 0.03, 0.09, 0.04, support) for support in Support]
    context = {
        "colors": COLORS,
        "sizes": ("xs", "s", "m", "base", "l", "xl", "2xl", "3xl"),
        "tiers": [tier.value for tier in Tier],
        "reasons": reasons,
        "intervals": intervals,
        "axes": AXES,
        "axis": AXES[1],
        "frontier": _frontier(),
        "read": READ,
        "messages_shown": True,
    }
    return render(request, "pages/style/page.html", context)


urlpatterns = [path("style/", style, name="style")]
