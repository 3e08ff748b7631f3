"""How to bring tables of program facts, and the journal they are kept in."""

from __future__ import annotations

from pathlib import Path

from preround.catalogue.fact_kinds import FACT_KINDS, FactKind
from preround.catalogue.words import rows

PATH = "docs/program-facts.md"
SHOWN_HEADERS = 5
FIELDS = {
    "program": "the program's name, as it spells itself",
    "institution": "its institution; put before the program's name",
    "nrmp_code": "the NRMP code of a track; decides alone",
    "city": "city",
    "state": "state, as code or name",
    "place": "city and state in one cell",
    "specialty": "specialty, where rows differ",
    "track": "which tracks the row is of; all, when empty",
    "year": "year of counts; of several years of a rate the latest counts",
    "source": "where the row's values were read",
    "read": "when they were read",
    "url": "address",
    "note": "your own note",
}

PAGE = """\
# Program facts: bring them, correct them, take them back

The shipped listing says which programs there are. It does not say which visas they sponsor,
whom they interview, or what they ask for: no free source does. Those facts decide a list, so
they are yours to look up, to bring as tables, and to correct. Each keeps its source and the
date it was read, lies in one file on your disk, and can be taken back.

## Bring a table

    preround catalogue add "Internal Medicine.csv"
    preround catalogue add rates.xlsx --specialty "General Surgery"
    preround catalogue undo batch-3

or *Bring a table* in the app. CSV with any usual delimiter and encoding, or XLSX (each sheet
is a table; formulas count as their stored values). At most {most_rows} rows, {most_columns}
columns and {most_bytes} MB are read at once; a workbook with a password is refused.

The header line may stand below a title. Its columns are matched by name, small slips included,
and only when their values fit; what is not understood is named in the report, never guessed.
A table without a column that names programs, or without one that states facts, is refused in
one sentence. The specialty is what `--specialty` says, else the row's own, else the name of
the sheet, else the name of the file.

| column | holds |
|---|---|
{fields}

| column | fact | values |
|---|---|---|
{facts}

`-`, an empty cell, `N/A` and *not reported* mean just that: nothing is stated; so do *none* and
*no minimum* of a limit, since a limit nobody states blocks nobody either. A share may be a
fraction (0.12) or a percentage (12%, or 12 in a column of percentages); which of the two is
settled column by column. A cell that is neither becomes a finding with its row, its column,
what stood there and what was expected; the rest of the table goes on.

One layout is widely used by research repositories: a file per specialty with the columns
`Program`, `City`, `State`, `Region`, `MD`, `DO`, `US IMG`, `Non US IMG`, `Gold Signal` (or
`Signal`), `Silver Signal`, `No Signal`, `In-State School`, `Out-Of-State School`, shares as
fractions, `-` for not reported. It needs no preparation. We ship no such table.

## Which program a row means

An NRMP code decides, unless the row's state or specialty contradicts it. A name is compared
with every name an institution goes by: the listing's, written out; newer and older ones; its
sites'. Words weigh by their rarity, so *Elmhurst* says much and *Medical Center* little; city
and state count for and against; spelling slips are allowed. "Not in the listing" is always one
of the answers. Within one table no two names share a program. Each row ends as

- **linked**, at a confidence of {link:.0%} or more;
- **asked**, with up to {candidates} candidates: choose one, or leave the row out;
- **unmatched**, when nothing of the specialty fits.

Bring the same table again with your choices: values that stand already are not written twice.

**Tracks.** An application goes to a program, and a program reports one interview rate for all
who applied to it, whatever the track. So a row that names a program is about all of its
tracks at that site; the tracks beside the main one say so in a note. What is counted track by
track (positions offered and filled) goes to the main track alone. A row with an NRMP code, with
a track in a *Track* column, or named *(Primary Care)*, *(Preliminary)* or *(Rural)* is about
those tracks only, and stands over the program's own row. Sites the listing tells apart
("Internal Medicine/Kendall") are programs of their own; pathways ("Internal Medicine/Research")
are not.

**Measured** on generated tables of 600 rows, spelled as programs spell themselves, 7 % of the
rows being programs the listing lacks ({command}, 22 November 2026):

| table | linked right, of those listed | linked wrong, of all rows | listed, not found |
|---|---|---|---|
| Internal Medicine | 98.2 % | 0.00 % | 0.3 % |
| Family Medicine | 98.5 % | 0.07 % | 0.4 % |
| Psychiatry | 98.6 % | 0.07 % | 0.5 % |
| General Surgery | 98.4 % | 0.03 % | 0.8 % |
| several specialties | 98.3 % | 0.03 % | 0.4 % |

The rest are asked. The generator shares no table with the linkage but does use names in public
use; with the table of other names and places emptied, 92 to 96 % are linked right and at most
0.3 % wrong. Without any city and state in the table it is 96 % and 0.3 %.

## When facts disagree, age, or change

- A fact is *stated*, *not stated*, or *sources disagree*. Missing facts never drop a program.
- A source read again replaces what it said. Different sources of one season stay side by side.
- Policies and requirements belong to the season they were read in (a season begins on
  {opens}): next season they are shown as stale and come up for another look, and a newer
  reading is no disagreement.
- A correction by hand stands over everything read before it; an empty one takes the fact back.
- Undo takes back one batch, as if it had never been; undoing the undo brings it back.
- When a newer listing no longer has a code, its facts are kept, reported, and count again when
  the code is back.

## What to look up next

The queue names, for each program, the facts its verdicts miss or hold only of an earlier season,
where they are found, and the minutes it takes, most useful first: a stated rule you may well not
meet at a program you mean to apply to comes before a wide range, and that before programs that
would enter the list only if all went well.

## The journal

`program-facts.jsonl` in your data folder (`--home`, else `PREROUND_HOME`, else the system's
place for program data). One JSON object a line, only ever added to:

| key | holds |
|---|---|
| `format` | 1 |
| `id` | `batch-7`; unique in the file |
| `at` | day or moment |
| `kind` | `import`, `correction`, `program` or `undo` |
| `title` | what the batch is, for people |
| `shared` | `source`, `read`, `url`, `note` that all its entries have in common |
| `entries` | `nrmp_code`, `fact`, `value` (null takes the fact back), and what is not shared |
| `programs` | programs of your own, each with code, name, specialty, track and place |
| `undoes` | id of the batch an undo takes back |

A record is written whole, under a lock, and flushed to disk before anybody is told. A line that
a killed process left unfinished does not count; the next write sets it aside in
`program-facts.jsonl.unfinished`. A damaged line in the middle is reported and passed over. A
write that expected another version of the file is refused. The file is yours to copy, to keep
under version control, or to edit: an added line at the end is as good as a batch.
"""


def render(root: Path) -> str:
    """Fill the tables from the data the importer reads."""
    import tomllib

    from preround.importers import table_bytes

    data = root / "src" / "preround" / "catalogue" / "data"
    linkage = tomllib.loads((data / "linkage.toml").read_text("utf-8"))["decide"]
    season = tomllib.loads((data / "fact_kinds.toml").read_text("utf-8"))["season"]
    headers: dict[str, list[str]] = {}
    for row in rows("table_headers.csv"):
        headers.setdefault(row["field"], []).append(row["header"])
    return PAGE.format(
        fields="\n".join(_field(name, text, headers) for name, text in FIELDS.items()),
        facts="\n".join(_fact(kind, headers) for kind in FACT_KINDS.values()),
        most_rows=f"{table_bytes.MOST_ROWS:,}",
        most_columns=table_bytes.MOST_COLUMNS,
        most_bytes=table_bytes.MOST_BYTES // 1_000_000,
        link=linkage["link"],
        candidates=linkage["candidates"],
        opens={"06-01": "1 June"}.get(season["opens"], season["opens"]),
        command="`python -m benchmarks.linkage --tables 5`",
    )


def _field(name: str, text: str, headers: dict[str, list[str]]) -> str:
    return f"| {_names(headers.get(name, [name]))} | {text} |"


def _fact(kind: FactKind, headers: dict[str, list[str]]) -> str:
    shown = headers.get(kind.name, [kind.name])
    if kind.by_year:
        shown = [f"{header} 2025" for header in shown]
    return f"| {_names(shown)} | {kind.label} (`{_key(kind)}`) | {kind.expected} |"


def _key(kind: FactKind) -> str:
    return f"{kind.name}_<year>" if kind.by_year else kind.name


def _names(headers: list[str]) -> str:
    return ", ".join(headers[:SHOWN_HEADERS])
