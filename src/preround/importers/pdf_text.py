"""A PDF's text, read in a process of its own that a broken or hostile file can only end itself.

`python -m preround.importers.pdf_text` reads a PDF from standard input and writes its text.
"""

from __future__ import annotations

import re
import subprocess
import sys

from preround.domain.errors import UserError

SECONDS = 20
MOST_PAGES = 60
PAGE_BREAK = "\n\f\n"
#: A line shorter than this that ends no sentence is a heading or an item, not half a sentence.
SHORT = 55
_SOFT_HYPHENS = re.compile("[\x02\ufffe\u00ad]\\s*")
_ITEM = re.compile(r"\s*(?:[-•●▪◦–*]|\(?[0-9a-z]{1,2}[.)])\s", re.IGNORECASE)


class UnreadablePdf(UserError):
    """A PDF without text, or one that cannot be opened."""

    http_status = 422

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected a PDF with text in it. Open it, copy the part on eligibility "
            "and how to apply, and paste that."
        )


def pdf_text(data: bytes, name: str) -> str:
    """Give the text of a PDF's pages, sentences put together again.

    Parameters
    ----------
    data, name
        The file, and what to call it. The first 60 pages are read.

    Raises
    ------
    UnreadablePdf
        When it is damaged, locked, takes over 20 seconds, or holds only pictures.
    """
    try:
        done = subprocess.run(  # noqa: S603 - this very module, by the Python that runs
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadablePdf(name, f"reading it took over {SECONDS} seconds") from None
    if done.returncode:
        raise UnreadablePdf(name, done.stderr.decode("utf-8", "replace").strip() or "damaged")
    text = done.stdout.decode("utf-8")
    if not text.strip():
        raise UnreadablePdf(name, "it holds pictures of text and no text, as a scan does")
    return "\n\n".join(join_lines(page) for page in text.split(PAGE_BREAK))


def join_lines(page: str) -> str:
    """Put sentences together that a page's width cut into lines."""
    out: list[str] = []
    for line in _SOFT_HYPHENS.sub("", page).splitlines():
        text = " ".join(line.split())
        if out and text and _goes_on(out[-1], text):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    return "\n".join(out)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of the sentence before it."""
    if not before or before.endswith((".", "!", "?", ":", ";")) or _ITEM.match(line):
        return False
    return line[0].islower() or len(before) >= SHORT


def _read(data: bytes) -> str:
    """Read the pages with PDFium; in the child process alone."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    pages = [document[i] for i in range(min(len(document), MOST_PAGES))]
    return PAGE_BREAK.join(page.get_textpage().get_text_bounded() for page in pages)


def _main() -> None:
    try:
        text = _read(sys.stdin.buffer.read())
    except Exception as error:  # noqa: BLE001 - whatever PDFium says of a stranger's file
        locked = "password" in str(error).lower()
        sys.exit("it is locked with a password" if locked else "it cannot be opened as a PDF")
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    _main()
