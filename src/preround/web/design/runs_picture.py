"""Many runs as a field of squares: the same, worse, or better."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

A_LINE, STEP, SIZE = 10, 24, 18
KINDS = {-1: "run-worse", 0: "run-same", 1: "run-better"}


def runs_picture(verdicts: Sequence[int], told: int) -> SafeString:
    """Draw one square a run, ten a line; the one told in full is outlined.

    A worse one carries a bar and a better one a cross, so that hue alone tells nothing.
    """
    lines = -(-len(verdicts) // A_LINE)
    counts = [sum(one == kind for one in verdicts) for kind in (0, -1, 1)]
    words = (
        f"{len(verdicts)} runs: {counts[0]} the same, {counts[1]} worse with the swap, "
        f"{counts[2]} better"
    )
    return format_html(
        '<svg class="runs" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        A_LINE * STEP,
        lines * STEP,
        words,
        format_html_join("", "{}", ((_square(k, kind, told),) for k, kind in enumerate(verdicts))),
    )


def _square(k: int, kind: int, told: int) -> SafeString:
    x, y = (k % A_LINE) * STEP + 3, (k // A_LINE) * STEP + 3
    bar = SafeString("")
    if kind:
        across, upright = (
            f"M{x + 4} {y + SIZE / 2}h{SIZE - 8}",
            f"M{x + SIZE / 2} {y + 4}v{SIZE - 8}",
        )
        drawn = across if kind < 0 else across + upright
        bar = format_html('<path class="run-bar" d="{}"/>', drawn)
    return format_html(
        '<rect class="{}{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>{}',
        KINDS[kind],
        " run-told" if k + 1 == told else "",
        x,
        y,
        SIZE,
        SIZE,
        bar,
    )
