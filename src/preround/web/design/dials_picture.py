"""Patient, team and systems work: bars on one baseline, the month before in outline."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, BAR, STEP, LEFT = 320, 150, 36, 76, 22
TOP, BASE = 22, 122


def dials(
    shares: Sequence[tuple[str, float, float | None]], usual: tuple[float, float] | None = None
) -> SafeString:
    """Draw one bar a share.

    Parameters
    ----------
    shares
        Name, share now, and the share before where there was one.
    usual
        A band drawn behind the last bar: where that share usually lies.
    """
    words = "; ".join(_said(*one) for one in shares)
    return format_html(
        '<svg class="chart dials" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<line class="base" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>',
        WIDTH,
        HEIGHT,
        words,
        _band(len(shares) - 1, usual),
        WIDTH,
        BASE,
        BASE,
        format_html_join("", "{}", ((_bar(n, *one),) for n, one in enumerate(shares))),
    )


def _said(name: str, now: float, before: float | None) -> str:
    tail = "" if before is None else f", {before:.0%} before"
    return f"{name} {now:.0%}{tail}"


def _y(share: float) -> float:
    return round(BASE - share * (BASE - TOP), 1)


def _bar(n: int, name: str, now: float, before: float | None) -> SafeString:
    x = LEFT + n * STEP
    outline = SafeString("")
    if before is not None:
        outline = format_html(
            '<rect class="dial-before" x="{}" y="{}" width="{}" height="{}"/>',
            x - 4,
            _y(before),
            BAR + 8,
            round(BASE - _y(before), 1),
        )
    top = min(_y(now), _y(before or 0.0))
    return format_html(
        '<rect class="dial-now" x="{}" y="{}" width="{}" height="{}"/>{}'
        '<text class="strong" x="{}" y="{}" text-anchor="middle">{}%</text>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        x,
        _y(now),
        BAR,
        round(BASE - _y(now), 1),
        outline,
        x + BAR / 2,
        top - 6,
        round(now * 100),
        x + BAR / 2,
        BASE + 17,
        name,
    )


def _band(n: int, usual: tuple[float, float] | None) -> SafeString:
    if usual is None:
        return SafeString("")
    low, high = usual
    return format_html(
        '<rect class="dial-usual" x="{}" y="{}" width="{}" height="{}"/>',
        LEFT + n * STEP - 14,
        _y(high),
        BAR + 28,
        round(_y(low) - _y(high), 1),
    )
