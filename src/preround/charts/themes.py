"""The inks of a chart on light paper, in the dark, and in print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Theme(StrEnum):
    """How a chart is inked; a chart in a page takes the page's own style sheet."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Inks:
    """Colors of one theme; text on paper has a contrast of at least 7 to 1."""

    paper: str
    ink: str
    soft: str
    hair: str
    data: str
    center: str
    limit: str
    flag: str
    met: str
    amber: str


INKS = {
    Theme.LIGHT: Inks(
        paper="#fbfaf7", ink="#1d2427", soft="#4a5558", hair="#d9d6cd", data="#0c5460",
        center="#1d2427", limit="#5a6669", flag="#96321e", met="#1a5f4a", amber="#7a4d05",
    ),
    Theme.DARK: Inks(
        paper="#14181a", ink="#e9e6de", soft="#b7bdbb", hair="#363d40", data="#7fd0d9",
        center="#e9e6de", limit="#a2abab", flag="#f0a28e", met="#83d3b4", amber="#e6b968",
    ),
    Theme.PRINT: Inks(
        paper="#ffffff", ink="#000000", soft="#333333", hair="#c8c8c8", data="#222222",
        center="#000000", limit="#555555", flag="#000000", met="#222222", amber="#444444",
    ),
}  # fmt: skip
SANS = "Inter, 'IBM Plex Sans', system-ui, 'DejaVu Sans', sans-serif"


def style(theme: Theme) -> str:
    """The style sheet inside a chart that stands alone; none for one in a page."""
    if theme is Theme.PAGE:
        return ""
    inks = INKS[theme]
    roles = {
        "data": inks.data, "center": inks.center, "limit": inks.limit, "change": inks.soft,
        "met": inks.met, "unknown": inks.soft, "blocked": inks.flag, "remembered": inks.amber,
        "quiet": inks.hair,
    }  # fmt: skip
    rules = [
        f".ch{{font-family:{SANS};font-size:12px;font-variant-numeric:tabular-nums}}",
        f".ch-paper{{fill:{inks.paper}}}",
        f".ch text{{fill:{inks.soft}}}",
        f".ch .ch-title{{fill:{inks.ink};font-size:15px;font-weight:600}}",
        f".ch .ch-strong{{fill:{inks.ink}}}",
        (
            f".ch .ch-halo{{paint-order:stroke;stroke:{inks.paper};stroke-width:4px;"
            "stroke-linejoin:round}"
        ),
        f".ch-hair{{stroke:{inks.hair};stroke-width:1;fill:none}}",
        ".ch-line{fill:none;stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}",
        ".ch-center{stroke-width:1.5}",
        ".ch-limit{stroke-width:1.25;stroke-dasharray:6 4}",
        ".ch-change{stroke-width:1.25;stroke-dasharray:2 3}",
        f".ch-flag{{fill:{inks.flag};stroke:{inks.paper};stroke-width:1}}",
        f".ch .ch-flag-text{{fill:{inks.flag};font-weight:600}}",
        ".ch-open{fill-opacity:0.18;stroke-width:1.25;stroke-dasharray:3 2}",
        ".ch-estimated{stroke-dasharray:6 3}.ch-guess{stroke-dasharray:2 3}",
        f".ch-reference{{stroke:{inks.soft};stroke-width:1.5}}",
        f".ch-ring{{fill:{inks.paper};stroke-width:2}}",
        ".ch-goal{stroke-width:1.25;stroke-dasharray:9 3 2 3}",
        ".ch-area{stroke:none;fill-opacity:0.55}.ch-column{stroke-width:0}",
    ]
    for role, ink in roles.items():
        rules.append(f".ch-{role}{{stroke:{ink}}}")
        rules.append(f".ch-fill-{role}{{fill:{ink}}}")
    rules.append(
        f".ch-before{{fill:none;stroke:{inks.soft};stroke-width:1.5;stroke-dasharray:3 2}}"
    )
    return "<style>" + "".join(rules) + "</style>"
