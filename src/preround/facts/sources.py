"""The list of everything that was read: one entry per source, cited by its id."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preround.domain.citation import Citation, Confidence
from preround.facts.errors import BadFact

DATA = Path(__file__).parent / "data"
KINDS = ("official", "law", "study", "dataset", "secondary", "derived", "recalled")
FIELDS = {"title", "url", "kind", "read"}


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that was read: what it is, where it stands, when it was read.

    `kind` says how near it is to the origin: *official* and *law* come from the body
    that decides, *study* was peer reviewed or presented, *dataset* is a table of others'
    figures, *secondary* reports on an original, *derived* was computed here from cited
    figures, *recalled* was not seen in any text and carries low confidence.
    """

    id: str
    title: str
    kind: str
    read: dt.date
    url: str = ""

    def cite(
        self, locator: str = "", read: dt.date | None = None, confidence: Confidence | None = None
    ) -> Citation:
        """Cite one place in this source; the entry's own reading date is the default."""
        return Citation(
            source=self.title,
            locator=locator,
            read=read or self.read,
            confidence=confidence or Confidence.MEDIUM,
            url=self.url,
        )


def parse_source(name: str, entry: object, place: str) -> Source:
    """Check one entry of the sources file and give it back typed.

    Raises
    ------
    BadFact
        When a field is missing, unknown, or of the wrong kind.
    """
    if not isinstance(entry, dict) or not FIELDS >= set(entry) >= {"title", "kind", "read"}:
        raise BadFact(
            f"{place} [{name}]",
            "fields that do not fit",
            "title, kind, read and at most url",
            "Complete the entry.",
        )
    if entry["kind"] not in KINDS:
        raise BadFact(
            f"{place} [{name}]", f"kind {entry['kind']!r}", " or ".join(KINDS), "Choose one."
        )
    if type(entry["read"]) is not dt.date:
        raise BadFact(
            f"{place} [{name}]", f"read = {entry['read']!r}", "a date", "Write YYYY-MM-DD."
        )
    return Source(
        name, str(entry["title"]), str(entry["kind"]), entry["read"], str(entry.get("url", ""))
    )


@cache
def load_sources(folder: Path = DATA) -> Mapping[str, Source]:
    """Every source by its id.

    Raises
    ------
    BadFact
        When the file is not TOML, names a source twice, or an entry is incomplete.
    """
    path = folder / "sources.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadFact(path.name, str(error), "valid TOML, each key once", "Mend it.") from error
    return {name: parse_source(name, entry, path.name) for name, entry in raw.items()}
