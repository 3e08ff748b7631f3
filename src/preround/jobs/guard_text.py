"""Notes in, what could identify a patient out, with wording that does not.

Any page or job that takes free text needs one line:

- while saving, `caught = guard_fields({"field": text})`: what to show, empty where nothing was
  found; the web's forms do it by `web.guarding`;
- on import and export, `text = cleaned(text)`: nothing the guard flags comes in or leaves;
- in a list of problems, `findings += findings_for({"field": text})`.

Each takes whom the text is about: a note for an interview may name the interviewer.

Examples
--------
>>> cleaned("Wife Maria called on 3/14.")
'Wife called on [date].'
>>> [finding.message for finding in findings_for({"learned": "Saw Mr. Okafor."})]
['“Okafor” could identify a patient: a title before it.']
>>> guard_fields({"saw": "Murphy's sign positive.", "learned": ""})
()
>>> guard_fields({"note": "Asked Dr. Maria Lopez on 3/14."}, About.PEOPLE)
()
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from preround.domain.errors import EmptyFile, UserError
from preround.domain.finding import Finding, Severity
from preround.jobs.guard_about import About, deidentify_about
from preround.logbook.guard import deidentify
from preround.logbook.guard_span import Identifier, Span

MOST_BYTES = 20_000_000
MOST_NOTE = 400_000
#: Texts whose wording is remembered while the process runs, and the longest of them.
MOST_REMEMBERED, LONGEST_REMEMBERED = 30_000, 2_000
TOO_LONG = f"one note of more than {MOST_NOTE:,} characters"
#: What a kind is called on screen where its label says it badly.
KINDS = {one: one.value.lower().replace("_", " ") for one in Identifier} | {
    Identifier.GEO: "place",
    Identifier.SSN: "social security number",
    Identifier.MRN: "record number",
    Identifier.PLAN_ID: "insurance number",
    Identifier.ACCOUNT: "account number",
    Identifier.LICENSE: "license number",
    Identifier.PHONE: "phone number",
    Identifier.FAX: "fax number",
    Identifier.URL: "web address",
    Identifier.IP: "network address",
    Identifier.OTHER_ID: "other number or code",
}


class NotNotes(UserError):
    """A file is neither text nor JSON lines of notes."""

    def __init__(self, name: str, line: int, got: str) -> None:
        super().__init__(
            f"{name}, line {line}: {got}; expected plain text, or JSON lines each with `id` and "
            "`text`. Mend the line, or give the notes as text."
        )


@dataclass(frozen=True, slots=True)
class GuardedNote:
    """One note: what was found in it, and the wording offered instead."""

    id: str | int
    text: str
    spans: tuple[Span, ...]
    offered: str

    @property
    def words(self) -> tuple[tuple[str, str, str], ...]:
        """Each finding as text, kind and reason."""
        return tuple((self.text[s.start : s.end], KINDS[s.label], s.why) for s in self.spans)


def guard_note(text: str, note_id: str | int = 1, about: About = About.PATIENTS) -> GuardedNote:
    """Look through one note."""
    clean = deidentify_about(text, about)
    return GuardedNote(note_id, text, clean.spans, clean.text)


def guard_fields(
    texts: Mapping[str, str], about: About = About.PATIENTS
) -> tuple[GuardedNote, ...]:
    """The fields in which something was found, by name; clean ones give nothing."""
    found = (guard_note(text, name, about) for name, text in texts.items() if text)
    return tuple(one for one in found if one.spans)


def guard_texts(texts: Iterable[str]) -> tuple[GuardedNote, ...]:
    """The texts in which something was found, by place; clean ones give nothing."""
    return guard_fields({str(number): text for number, text in enumerate(texts)})


def cleaned(text: str, about: About = About.PATIENTS) -> str:
    """The text with every flagged stretch reworded, for what is brought in or leaves."""
    if not text or text.isspace():
        return text
    return _cleaned(text, about) if len(text) <= LONGEST_REMEMBERED else _look(text, about)


def _look(text: str, about: About) -> str:
    return deidentify_about(text, about).text


#: A log taken out again and again says the same things; looking takes a millisecond each.
_cleaned = lru_cache(maxsize=MOST_REMEMBERED)(_look)


def findings_for(texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """One finding for each identifier in the texts, by the name of the field it stands in."""
    return tuple(
        _finding(field, text, span, clean.text)
        for field, text in texts.items()
        for clean in [deidentify(text)]
        for span in clean.spans
    )


def _finding(field: str, text: str, span: Span, offered: str) -> Finding:
    what = text[span.start : span.end]
    return Finding(
        code=f"identifier.{span.label.value.lower()}",
        severity=Severity.WARNING,
        place=field,
        message=f"“{what}” could identify a patient: {span.why}.",
        fix=f"Write: {offered}",
    )


def guard_notes(data: bytes, name: str) -> tuple[GuardedNote, ...]:
    """Look through a text, or through JSON lines with `id` and `text`.

    Parameters
    ----------
    data
        The file's bytes, UTF-8.
    name
        What to call the file in a refusal.

    Raises
    ------
    EmptyFile, NotNotes
        When there is nothing to read, or a line does not fit.
    """
    if len(data) > MOST_BYTES:
        raise NotNotes(name, 1, f"more than {MOST_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotNotes(name, line, "bytes that are not UTF-8") from None
    if not text.strip():
        raise EmptyFile(name, "a note, or JSON lines with id and text")
    if _is_json_lines(text):
        return tuple(guard_note(words, note_id) for note_id, words in _rows(text, name))
    if len(text) > MOST_NOTE:
        raise NotNotes(name, 1, TOO_LONG)
    return (guard_note(text),)


def _is_json_lines(text: str) -> bool:
    """Whether the first line is a JSON object; a note may begin with a brace too."""
    first = text.lstrip().split("\n", 1)[0]
    if not first.startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return '"text"' in first


def _rows(text: str, name: str) -> Iterator[tuple[str | int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise NotNotes(name, number, "not one JSON object") from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise NotNotes(name, number, "an object without a `text` of words")
        if len(row["text"]) > MOST_NOTE:
            raise NotNotes(name, number, TOO_LONG)
        note_id = row.get("id", number)
        if isinstance(note_id, bool) or not isinstance(note_id, str | int):
            raise NotNotes(name, number, f"an `id` that is {json.dumps(note_id)}")
        yield note_id, row["text"]
