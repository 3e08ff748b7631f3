"""Ways a browser or an office keeps a page: one MHTML file, a Word document, or no page at all."""

from __future__ import annotations

import html
import io
import re
import zipfile
from email import message_from_bytes, policy

#: How files begin that people pick by mistake, and what to call them.
NOT_PAGES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture; its text cannot be read"),
    (b"\xff\xd8\xff", "a picture; its text cannot be read"),
    (b"GIF8", "a picture; its text cannot be read"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PK\x03\x04", "an archive or Office document that is no Word document"),
    (b"bplist", "a web archive of Safari"),
)
#: A document of more than this, unpacked, is no program's page.
MOST_UNPACKED = 20_000_000
_DOCUMENT = "word/document.xml"
_MHTML = re.compile(
    rb"\A(?:From:|MIME-Version:|Snapshot-Content-Location:|Content-Type:)", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_PIECE = re.compile(r"<w:t(?: [^>]*)?>(?P<text>[^<]*)</w:t>|<w:tab ?/>|(?P<br><w:br ?/>)|<w:numPr>")


def mhtml_page(data: bytes) -> bytes | None:
    """Give the HTML inside a page saved as a single file; None when it is none."""
    if not _MHTML.match(data) or b"multipart/" not in data[:4000]:
        return None
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "text/plain"}:
            content = part.get_payload(decode=True)
            charset = part.get_content_charset() or ""
            if isinstance(content, bytes) and content.strip():
                return content if charset in {"", "utf-8"} else _as_utf8(content, charset)
    return None


def _as_utf8(content: bytes, charset: str) -> bytes:
    try:
        return content.decode(charset, "replace").encode()
    except LookupError:
        return content


def word_text(data: bytes) -> str | None:
    """Give a Word document's text, a line for each paragraph; None when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(_DOCUMENT).file_size > MOST_UNPACKED:
                return None
            source = archive.read(_DOCUMENT).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError):
        return None
    return "\n".join(_paragraph(found[0]) for found in _PARAGRAPH.finditer(source))


def _paragraph(source: str) -> str:
    said = []
    for found in _PIECE.finditer(source):
        if found["text"] is not None:
            said.append(html.unescape(found["text"]))
        elif found[0].startswith("<w:numPr"):
            said.append("- ")
        else:
            said.append("\n" if found["br"] else " ")
    return "".join(said).strip()
