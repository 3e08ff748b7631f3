"""Tags and filters every template may use, loaded without asking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from preround.domain.citation import Citation
from preround.domain.program_list import FrontierStep, Reason, ReasonKind
from preround.domain.ranges import Interval
from preround.web import clock, pages
from preround.web.design import budget_picture, chips, dials_picture, interval_picture, words
from preround.web.design.icons import draw_icon
from preround.web.design.interval_picture import Axis

register = template.Library()

register.filter("usd", words.usd)
register.filter("whole_usd", words.whole_usd)
register.filter("share", words.share)
register.filter("months", words.months)
register.filter("fine_share", words.fine_share)
register.filter("share_range", words.share_range)
register.filter("in_hundred", words.in_hundred)
register.filter("count_range", words.count_range)
register.filter("count_words", words.count_words)
register.filter("thousands", words.thousands)
register.filter("spoken", words.spoken)
register.filter("titled", words.titled)
register.filter("signal_words", words.signal_words)


@register.filter
def day(value: dt.date | None) -> str:
    """Write a date as 12 Oct 2026."""
    return words.day(value)


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Look a key up in a mapping."""
    return mapping.get(key)


register.filter("cited", words.cited)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one sign of the sprite; a word beside it gives its meaning."""
    return draw_icon(name)


@register.simple_tag
def interval(
    odds: Interval, axis: Axis, reference: float | None = None, what: str = "Interview odds"
) -> SafeString:
    """Draw an odds figure on its axis."""
    return interval_picture.interval(odds, axis, reference, what)


@register.simple_tag
def count_interval(value: Interval, top: float, what: str) -> SafeString:
    """Draw a range on a plain axis."""
    return interval_picture.count_interval(value, top, what)


@register.simple_tag
def axis_labels(axis: Axis) -> SafeString:
    """Draw the labels of an axis."""
    return interval_picture.axis_labels(axis)


@register.simple_tag
def budget_picture_of(frontier: Sequence[FrontierStep], n_now: int) -> SafeString:
    """Draw the price of each next application."""
    return budget_picture.budget(frontier, n_now)


@register.simple_tag
def work_dials(
    shares: Sequence[tuple[str, float, float | None]], usual: tuple[float, float] | None = None
) -> SafeString:
    """Draw patient, team and systems work beside the month before."""
    return dials_picture.dials(shares, usual)


@register.simple_tag
def section_of(url_name: str) -> pages.Section | None:
    """Give the part of the app a page belongs to."""
    return pages.section_of(url_name)


@register.simple_tag
def season_line(season: int) -> SafeString:
    """Name the season a page is about, in the same words everywhere."""
    running = clock.season()
    state = "running now" if season == running else "the next one" if season > running else "ended"
    return format_html(
        '<p class="season-line"><strong>Season {}</strong> · Match of March {} · {}</p>',
        season, season, state,
    )  # fmt: skip


@register.simple_tag
def time_of_day() -> str:
    """Give the time as a toast shows it."""
    return f"{clock.now():%H:%M}"


@register.filter
def split(text: str) -> list[str]:
    """Split a template's own words."""
    return text.split()


@register.filter
def pairs(values: str, labels: str) -> list[tuple[str, str]]:
    """Pair a template's own values with their labels, which a comma parts."""
    return list(zip(values.split(), labels.split(","), strict=True))


@register.simple_tag
def chip(reason: Reason, nrmp_code: str) -> SafeString:
    """Draw one because-chip: a sign, a short reason, and on a press its source."""
    return chips.chip(reason, nrmp_code)


@register.simple_tag
def sources(citations: Sequence[Citation] | Citation | None, word: str = "") -> SafeString:
    """Draw one chip that opens where a figure was read."""
    if citations is None or isinstance(citations, Citation):
        return chips.sources((citations,) if citations else (), word)
    return chips.sources(citations, word)


@register.filter
def listed(value: str | Sequence[str]) -> str:
    """Write one value or several as text; nothing as empty."""
    text = value if isinstance(value, str) else ", ".join(value)
    return text or "empty"


@register.filter
def told_on_paper(reasons: Sequence[Reason]) -> list[Reason]:
    """Leave out what is unknown: on paper the rows would only repeat it."""
    return [reason for reason in reasons if reason.kind is not ReasonKind.UNKNOWN][:3]
