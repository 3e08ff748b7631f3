"""Charts as PNG and PDF: of their own size, readable without eyes, the same every time."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from datetime import date

import pytest

from preround.charts.grammar import Axis, Chart, Dot, Line, Table
from preround.charts.svg import render
from preround.charts.themes import INKS, Theme
from preround.exporters.chart_image import PictureUnavailable, chart_image


def drawing(title: str = "Missed visits", theme: Theme = Theme.LIGHT) -> str:
    days = [date(2026, 1, 5), date(2026, 1, 12)]
    chart = Chart(
        title,
        "Two weeks & what they show.",
        Axis("", "day"),
        Axis("missed", "number"),
        (Line(tuple(zip(days, (3.0, 5.0), strict=True))), Dot(days[1], 5.0)),
        Table(("When", "Value"), ()),
    )
    return render(chart, width=400, theme=theme)


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the color of the first pixel, by the format's own chunks."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) in ((8, 6), (8, 2))
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    return width, height, zlib.decompress(data)[1:4]


@pytest.mark.parametrize("theme", INKS)
def test_png_is_twice_as_dense_and_stands_on_the_themes_paper(theme: Theme) -> None:
    svg = drawing(theme=theme)
    height = re.search(r'height="([\d.]+)"', svg)
    assert height is not None
    wide, high, first = pixels(chart_image(svg, "png"))
    assert (wide, high) == (800, round(2 * float(height[1])))
    assert "#" + first.hex() == INKS[theme].paper


def test_pdf_is_one_tagged_page_with_title_and_alternative() -> None:
    pdf = chart_image(drawing(), "pdf")
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/Alt" in pdf
    assert b"Missed visits" in pdf
    assert b"/Lang" in pdf
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 300 ", pdf)  # 400 pixels are 300 points


@pytest.mark.parametrize("fmt", ["png", "pdf"])
def test_the_same_chart_gives_the_same_bytes(fmt: str) -> None:
    assert chart_image(drawing(), fmt) == chart_image(drawing(), fmt)  # type: ignore[arg-type]


@pytest.mark.parametrize("title", ['A "#title" \\n $x$ @y', "Łódź & São <b>", "Ошибки", "\x07"])
def test_what_a_person_wrote_is_text_and_no_markup(title: str) -> None:
    assert chart_image(drawing(title.replace("\x07", "")), "pdf").startswith(b"%PDF")


def test_without_the_typesetter_one_is_told_what_else_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PictureUnavailable, match="as SVG"):
        chart_image(drawing(), "pdf")
