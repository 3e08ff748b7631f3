"""A chart's SVG as PNG or PDF, drawn on this machine with the fonts that come along."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import unescape

from preround.domain.errors import InternalError, UserError

Format = Literal["png", "pdf"]
FONTS = Path(__file__).parent / "fonts"
#: A CSS pixel is three quarters of a point; twice as many dots as pixels is sharp on every screen.
POINTS = 0.75
DOTS_PER_INCH = 2 * 96
#: Letters that the fonts beside this module do not hold; the machine's own are asked then.
BEYOND = re.compile("[\u0370-\u1dff\u2c00-\uffff\U00010000-\U0010ffff]")
SIDES = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


class PictureUnavailable(UserError):
    """The typesetter cannot be used on this machine."""

    def __init__(self, fmt: str) -> None:
        super().__init__(
            f"{fmt.upper()}: the package typst, which draws it, cannot be loaded here. Take the "
            "picture as SVG, or print the page to a PDF from the browser."
        )


def chart_image(svg: str, fmt: Format) -> bytes:
    """Draw a chart.

    Parameters
    ----------
    svg
        A whole document with title and description, in pixels.
    fmt
        png is twice as dense as its pixels; pdf is one page of the chart's own size, tagged
        (PDF/UA-1), with real text and the description as its alternative.

    Returns
    -------
    bytes
        The file; the same every time for the same chart.

    Raises
    ------
    PictureUnavailable
        When the typesetter is not there.
    """
    try:
        import typst
    except ImportError:
        raise PictureUnavailable(fmt) from None
    title, description = (_said(svg, tag) for tag in ("title", "desc"))
    sides = SIDES.search(svg)
    if sides is None:
        raise InternalError("a chart without its width and height")
    width, height = (float(side) * POINTS for side in sides.groups())
    page = (
        f"#set document(title: {_quoted(title)}, date: none)\n"
        '#set text(lang: "en")\n'
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: '
        f"{_quoted(description)})\n"
    )
    fonts = typst.Fonts(font_paths=[str(FONTS)], include_system_fonts=bool(BEYOND.search(svg)))
    drawn: bytes = typst.compile(
        page.encode(),
        format=fmt,
        ppi=DOTS_PER_INCH,
        sys_inputs={"svg": svg},
        font_paths=fonts,
        pdf_standards=["ua-1"] if fmt == "pdf" else [],
    )
    return drawn


def _said(svg: str, tag: str) -> str:
    found = re.search(rf"<{tag} [^>]*>(.*?)</{tag}>", svg, re.DOTALL)
    return unescape(found[1]) if found and found[1].strip() else "Chart"


def _quoted(text: str) -> str:
    """A typst string; its escapes are those of JSON but for control characters."""
    return json.dumps(re.sub(r"[\x00-\x1f]", " ", text), ensure_ascii=False)
