"""A working week logged, guarded against identifiers, brought in and taken out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from preround.audit.work_log import WorkLine
from preround.audit.work_table import (
    BULLET,
    MOST_TEXT,
    NotAWorkLog,
    lines_of_rows,
    read_lines,
    write_lines,
)
from preround.domain.finding import Finding
from preround.importers.table_bytes import Wanted, read_tables
from preround.jobs.guard_text import cleaned

WORKBOOK = b"PK"
SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z•*-])")
#: How lines of a job description begin, or what they hold, that say nothing of the work itself.
NOT_A_DUTY = re.compile(
    r"^(about (us|the|our|you)|we |our |you |your |must |ability |able |other duties|"
    r"performs? other|all other|why |"
    r"(bachelor|associate|master|high school|diploma|degree|ged)\b|salary|pay( range| rate|:)|"
    r"benefits( include|:|$| package)|schedule:|"
    r"location|job (type|title)|shift:|preferred|required (skills|qualif|experience)|"
    r"minimum (of|qualif|require|\d)|knowledge of|strong |excellent |"
    r"proficien|bilingual|valid (driver|license)|\d+\+? years?)"
    r"|equal opportunity|as assigned|\blift\b.*\b(lbs?|pounds)|\b(401|pto|paid time off)|\$\d"
    r"|years? of experience|experience (preferred|required)|"
    r"(?<!as )(?<!if )(?<!when )(preferred|required)$",
    re.IGNORECASE,
)
MOST_DUTIES = 40
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class BroughtWork:
    """Lines read from a table, already without identifiers, and what to look at."""

    lines: tuple[WorkLine, ...]
    findings: tuple[Finding, ...]
    n_reworded: int


def without_identifiers(line: WorkLine) -> WorkLine:
    """The line with every flagged stretch replaced."""
    text, seen_by = cleaned(line.text), cleaned(line.seen_by)
    if (text, seen_by) == (line.text, line.seen_by):
        return line
    return replace(line, text=text, seen_by=seen_by)


def export_work(lines: Iterable[WorkLine]) -> str:
    """The log as CSV; nothing the guard flags leaves."""
    return write_lines(without_identifiers(line) for line in lines)


def bring_work(data: bytes, name: str, job: str = "", week: dt.date | None = None) -> BroughtWork:
    """Read a log from CSV, XLSX or a plain list, replacing what the guard flags on the way in.

    Parameters
    ----------
    job, week
        Of lines that name none; without a week the table must have that column.

    Raises
    ------
    NotAWorkLog
        When the bytes are no table of lines, or what is to be brought in holds none.
    """
    if data.startswith(WORKBOOK):
        read = lines_of_rows(_first_sheet(data, name), name, job, week)
    elif b"\0" in data:
        raise NotAWorkLog(name, "it is not text")
    else:
        read = read_lines(data.decode("utf-8-sig", errors="replace"), name, job, week)
    if week is not None and not read.lines and not read.findings:
        raise NotAWorkLog(name, "no line under the heading" if data.strip() else "it is empty")
    clean = tuple(without_identifiers(line) for line in read.lines)
    n_reworded = sum(a is not b for a, b in zip(clean, read.lines, strict=True))
    return BroughtWork(clean, read.findings, n_reworded)


def _first_sheet(data: bytes, name: str) -> list[list[str]]:
    table = read_tables(data, name, Wanted("a work log (CSV or XLSX) with the column text"))[0]
    return [[_cell(cell) for cell in row] for row in table.rows]


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def duties_of(description: str) -> tuple[str, ...]:
    """A pasted job description, cut into duties one can tick.

    Headings are left out, and what is asked of the person, offered to them or said of the firm.
    """
    found: list[str] = []
    for raw in description.splitlines():
        line = BULLET.sub("", raw).strip()
        for part in SENTENCE.split(line):
            duty = part.strip().rstrip(".;")
            heading = len(duty.split()) < FEWEST_WORDS or duty.endswith(":")
            if not heading and not NOT_A_DUTY.search(duty):
                found.append(duty[:MOST_TEXT])
    return tuple(dict.fromkeys(found))[:MOST_DUTIES]


def fresh(lines: Iterable[WorkLine], known: Sequence[WorkLine]) -> list[WorkLine]:
    """Lines that are not there yet, each once."""
    seen = {line.key for line in known}
    return list({line.key: line for line in lines if line.key not in seen}.values())
