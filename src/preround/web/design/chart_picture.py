"""A chart in a page: one drawing for a phone, one for a desk, in the page's own inks."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from preround.charts.grammar import Chart
from preround.charts.svg import render
from preround.charts.themes import Theme

NARROW, WIDE = 340, 900


def chart_picture(chart: Chart) -> SafeString:
    """Both drawings; the style sheet shows the one that fits."""
    drawings = [
        mark_safe(render(chart, width=width, theme=Theme.PAGE))  # noqa: S308 - escaped by render
        for width in (NARROW, WIDE)
    ]
    return format_html(
        '<figure class="chart"><div class="chart-narrow">{}</div>'
        '<div class="chart-wide">{}</div></figure>',
        *drawings,
    )
