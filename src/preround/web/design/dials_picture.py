"""Patient, team and systems work: columns on one baseline, the month before in outline."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from preround.charts.audit_chart import audit_chart
from preround.charts.svg import render
from preround.charts.themes import Theme

WIDTH, HEIGHT = 320, 100


def dials(
    shares: Sequence[tuple[str, float, float | None]], usual: tuple[float, float] | None = None
) -> SafeString:
    """Draw one column a share.

    Parameters
    ----------
    shares
        Name, share now, and the share before where there was one.
    usual
        A band drawn behind the last column: where that share usually lies.
    """
    chart = audit_chart("Shares of tasks", shares, usual)
    drawn = render(chart, width=WIDTH, theme=Theme.PAGE, bare=True, plot_height=HEIGHT)
    return format_html(
        '<div class="dials">{}</div>',
        mark_safe(drawn),  # noqa: S308 - escaped by render
    )
