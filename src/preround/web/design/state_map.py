"""Where the applications go: a tile for each state, about where it lies."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from preround.facts.states import load_states

#: One tile a state, in its neighbors' company; two dots are open water or another country.
ROWS = (
    "AK .. .. .. .. .. .. .. .. .. ME",
    ".. .. .. .. .. WI .. .. .. VT NH",
    "WA ID MT ND MN IL MI .. NY MA RI",
    "OR NV WY SD IA IN OH PA NJ CT ..",
    "CA UT CO NE MO KY WV VA MD DE ..",
    ".. AZ NM KS AR TN NC SC DC .. ..",
    ".. .. .. OK LA MS AL GA .. .. ..",
    "HI .. .. TX .. .. .. .. FL .. PR",
)
STEP, SIDE = 44, 40
#: Share of the fullest state's applications from which a tile is drawn stronger.
MIDDLE, STRONG = 0.25, 0.6


def state_map(counts: Mapping[str, int], marked: Collection[str] = ()) -> SafeString:
    """Draw how many applications go to each state.

    Parameters
    ----------
    counts
        Applications by state code; what is no state is left out, the table beside says it.
    marked
        States the person named, drawn with an edge.
    """
    most = max(counts.values(), default=0)
    names = {code: state.name for code, state in load_states().items()}
    tiles = []
    for y, line in enumerate(ROWS):
        for x, code in enumerate(line.split()):
            if code in names:
                n = counts.get(code, 0)
                tiles.append(_tile(names[code], code, n, x, y, _kind(n, most, code in marked)))
    told = ", ".join(
        f"{names[code]} {n}" for code, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
        if code in names
    )  # fmt: skip
    return format_html(
        '<svg class="state-map" viewBox="0 0 {} {}" role="img" aria-label="Applications by state: '
        '{}">{}</svg>',
        11 * STEP - STEP + SIDE,
        len(ROWS) * STEP - STEP + SIDE,
        told or "none",
        format_html_join("", "{}", ((tile,) for tile in tiles)),
    )


def _kind(n: int, most: int, is_marked: bool) -> str:
    level = 0 if not n else 1 + (n >= MIDDLE * most) + (n >= STRONG * most)
    return f"tile tile-{level}{' tile-marked' if is_marked else ''}"


def _tile(name: str, code: str, n: int, x: int, y: int, kind: str) -> SafeString:
    number = format_html(
        '<text x="{}" y="{}" class="tile-n">{}</text>',
        x * STEP + SIDE / 2,
        y * STEP + 0.78 * SIDE,
        n,
    )
    return format_html(
        '<g class="{}"><title>{}: {}</title><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text x="{}" y="{}">{}</text>{}</g>',
        kind, name, n or "none", x * STEP, y * STEP, SIDE, SIDE,
        x * STEP + SIDE / 2, y * STEP + (0.42 if n else 0.62) * SIDE, code, number if n else "",
    )  # fmt: skip
