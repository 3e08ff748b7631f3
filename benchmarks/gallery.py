"""Every chart as an image, in light, dark and print, at 360 and 1,200 pixels: `gallery.py FOLDER`.

Charts are judged by looking at them; this makes the images, and one sheet for each theme and width.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from preround.charts.audit_chart import audit_chart
from preround.charts.budget_chart import budget_chart
from preround.charts.grammar import Chart
from preround.charts.list_chart import Odds, list_chart
from preround.charts.svg import render
from preround.charts.themes import INKS, Theme
from preround.exporters.chart_image import chart_image
from preround.facts.reader import load_season
from preround.improve.measurements import Measurement, SeriesWords
from preround.improve.project import read_project
from preround.jobs.chart_project import ChartQuestion, chart_project
from preround.jobs.make_plan import make_plan
from preround.jobs.project_picture import Wording
from preround.jobs.read_applicant import read_applicant
from preround.jobs.summarize_project import summarize_project

EXAMPLES = Path(__file__).parents[1] / "examples"
WIDTHS = (360, 1200)
TODAY = date(2026, 11, 21)


def weeks(counts: list[float], sizes: list[float] | None = None) -> list[Measurement]:
    start = date(2026, 1, 5)
    found = []
    for i, count in enumerate(counts):
        when = start + timedelta(weeks=i)
        if sizes is None:
            found.append(Measurement(when, i + 1, value=count))
        else:
            found.append(Measurement(when, i + 1, count=count, denominator=sizes[i]))
    return found


def made(rng: np.random.Generator) -> Iterator[tuple[str, list[Measurement], ChartQuestion]]:
    """Series that stress a drawing: long, short, flat, rare, mixed, far apart, on the edge."""
    n = 30
    sizes = [float(x) for x in rng.integers(25, 60, n)]
    share = [float(rng.binomial(int(s), 0.3)) for s in sizes]
    late = [float(x) for x in rng.poisson(6, n)]
    large = [float(x) for x in rng.integers(2000, 4000, n)]
    mixed = [float(rng.binomial(int(s), float(rng.normal(0.2, 0.03)))) for s in large]
    gaps = weeks([*share[:8], 0, 0, *share[10:]], [*sizes[:8], 0, 0, *sizes[10:]])
    named = Wording("Messages answered late", "late messages")
    yield "p varying limits", weeks(share, sizes), ChartQuestion("p", wording=named)
    yield (
        "p with gaps and a change",
        gaps,
        ChartQuestion("p", changes=(date(2026, 4, 20),), wording=named),
    )
    yield "u", weeks(late, sizes), ChartQuestion("u", wording=Wording("Errors per visit"))
    yield (
        "c",
        [Measurement(m.when, m.place, count=m.value) for m in weeks(late)],
        ChartQuestion("c", wording=Wording("Falls in the week", "falls")),
    )
    yield "laney p", weeks(mixed, large), ChartQuestion(wording=Wording("Forms with a flaw"))
    minutes = [float(x) for x in rng.normal(34, 4, n)]
    minutes[20:] = [x - 12 for x in minutes[20:]]
    yield (
        "xmr with a shift",
        weeks(minutes),
        ChartQuestion(
            "xmr", baseline=20, wording=Wording("Minutes from check-in to room", "wait", "min")
        ),
    )
    yield (
        "xmr two changes",
        weeks([*minutes, *[x - 4 for x in minutes[18:]]]),
        ChartQuestion(
            "xmr",
            changes=(date(2026, 3, 16), date(2026, 6, 8)),
            wording=Wording(
                "Minutes from check-in to room, a title that is long enough to need two "
                "lines on a phone",
                "wait",
                "min",
            ),
        ),
    )
    between = [float(x) for x in rng.geometric(0.03, 24)]
    yield (
        "g",
        weeks(between),
        ChartQuestion(
            words=SeriesWords("cases between"), wording=Wording("Operations between infections")
        ),
    )
    yield (
        "t",
        weeks([x * 1.7 for x in between]),
        ChartQuestion(
            words=SeriesWords("days between"), wording=Wording("Days between falls", "", "days")
        ),
    )
    yield "run of six", weeks(minutes[:6]), ChartQuestion(wording=Wording("Minutes", "", "min"))
    yield "one point", weeks([12.0]), ChartQuestion(wording=Wording("First week"))
    yield "flat", weeks([4.0] * 14), ChartQuestion(wording=Wording("Forms sent back", "forms"))
    yield (
        "small rates",
        weeks([float(x) for x in rng.poisson(2, n)], large),
        ChartQuestion("u", wording=Wording("Infections per patient day")),
    )
    yield (
        "large values",
        weeks([float(x) for x in rng.normal(1.25e6, 4e4, 15)]),
        ChartQuestion(wording=Wording("Dollars billed in the week", "billed", "USD")),
    )
    yield (
        "order numbers",
        [Measurement(i, i, value=x) for i, x in enumerate(minutes, 1)],
        ChartQuestion(wording=Wording("Minutes, patient by patient", "", "min")),
    )


def all_charts() -> Iterator[tuple[str, Chart]]:
    rng = np.random.default_rng(20261122)
    for name, points, question in made(rng):
        yield name, chart_project(points, question).picture
    for file in sorted(EXAMPLES.glob("projects/*/project.toml")):
        record = read_project(file.read_text(encoding="utf-8"))
        sheets = {path.name: path.read_bytes() for path in file.parent.glob("*.csv")}
        for one in summarize_project(record, sheets, TODAY).measures:
            if one.chart is not None:
                yield f"{file.parent.name} {one.measure.name}", one.chart.picture
    applicant = read_applicant(EXAMPLES / "sample.toml", TODAY).applicant
    yield "season", make_plan(applicant, load_season(2028), TODAY).picture()
    yield "list", list_chart("Odds of an interview, sample", [
        Odds("Riverside Community Hospital, Internal Medicine", 0.02, 0.06, 0.16, word="realistic"),
        Odds("Lakeview University Medical Center", 0.001, 0.005, 0.03, word="reach",
             support="guess", reference=0.02),
        Odds("St. Example", 0.05, 0.11, 0.22, word="strong", support="estimated", reference=0.08),
    ])  # fmt: skip
    yield (
        "audit",
        audit_chart(
            "A registration clerk's four weeks",
            [
                ("Patient", 0.43, 0.31),
                ("Team", 0.28, 0.30),
                ("Systems", 0.12, 0.0),
                ("Any", 0.55, 0.5),
            ],
            (0.3, 0.6),
        ),
    )
    yield "budget", budget_chart(
        "Price of each next application", "45 applications cost $780 in all.",
        [11.0] * 30 + [30.0] * 30, 45, (31, "no. 31: $11 to $30"),
    )  # fmt: skip


def sheet(drawings: list[str], width: int, paper: str) -> str:
    """Drawings below each other, in as many columns as make a sheet of fair shape."""
    columns = 4 if width < 500 else 2
    heights = [float(one.split('height="', 1)[1].split('"', 1)[0]) for one in drawings]
    tops = [0.0] * columns
    parts = []
    for drawing, height in zip(drawings, heights, strict=True):
        i = tops.index(min(tops))
        place = f'<svg x="{i * (width + 20)}" y="{tops[i]}" '
        parts.append(drawing.replace("<svg ", place, 1))
        tops[i] += height + 20
    wide, high = columns * (width + 20), max(tops)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
        f'<rect width="{wide}" height="{high}" fill="{paper}"/>{"".join(parts)}</svg>'
    )


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    charts = list(all_charts())
    for theme in (Theme.LIGHT, Theme.DARK, Theme.PRINT):
        for width in WIDTHS:
            drawings = []
            for name, chart in charts:
                drawing = render(chart, width=width, theme=theme)
                file = folder / f"{theme}-{width}-{name.replace(' ', '_')}.png"
                file.write_bytes(chart_image(drawing, "png"))
                drawings.append(drawing)
            whole = sheet(drawings, width, INKS[theme].paper)
            (folder / f"sheet-{theme}-{width}.svg").write_text(whole, encoding="utf-8")
            (folder / f"sheet-{theme}-{width}.png").write_bytes(chart_image(whole, "png"))
    print(f"{len(charts)} charts, {len(WIDTHS)} widths, 3 themes in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"))
