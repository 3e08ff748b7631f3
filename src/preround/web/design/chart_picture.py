"""A chart in a page: one drawing for a phone, one for a desk, in the page's own inks."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from preround.charts.grammar import Chart
from preround.charts.svg import render
from preround.charts.themes import Theme
from preround.domain.errors import UnknownChoice
from preround.exporters.chart_image import chart_image

TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
FILE_WIDTH = 900
NARROW, WIDE = 340, 900


def chart_picture(chart: Chart, *, bare: bool = False) -> SafeString:
    """Both drawings; the style sheet shows the one that fits.

    A bare one leaves its title and notes to the page, where they stand already.
    """
    drawings = [
        mark_safe(  # noqa: S308 - escaped by render
            render(chart, width=width, theme=Theme.PAGE, bare=bare)
        )
        for width in (NARROW, WIDE)
    ]
    return format_html(
        '<figure class="chart"><div class="chart-narrow">{}</div>'
        '<div class="chart-wide">{}</div></figure>',
        *drawings,
    )


def chart_file(chart: Chart, fmt: str, name: str, theme: str = "light") -> HttpResponse:
    """The chart as a file to take along.

    Raises
    ------
    UnknownChoice
        For a format or a theme that there is not.
    """
    if fmt not in TYPES:
        raise UnknownChoice("format", fmt, tuple(TYPES))
    if theme not in ("light", "dark", "print"):
        raise UnknownChoice("theme", theme, ("light", "dark", "print"))
    drawing = render(chart, width=FILE_WIDTH, theme=Theme(theme))
    body: str | bytes = drawing
    if fmt == "png":
        body = chart_image(drawing, "png")
    elif fmt == "pdf":
        body = chart_image(drawing, "pdf")
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:60] or "chart"
    answer = HttpResponse(body, content_type=TYPES[fmt])
    answer["Content-Disposition"] = f'attachment; filename="{plain}.{fmt}"'
    return answer
