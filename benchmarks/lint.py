"""Measures the rules on entries: the labelled lines, our own pairs and clean lines, time an entry.

Run: python -m benchmarks.lint [ENTRY_LINES.csv]
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from preround.domain.finding import Severity
from preround.jobs.check_entry import EntryText, check_entry
from preround.jobs.turn_tasks_into_entries import read_work_file, turn_tasks_into_entries
from preround.writing.linter import lint
from preround.writing.recorded import RecordedFact

ROOT = Path(__file__).parents[1]
LABELLED = ROOT.parent / "shared/corpus/entry_lines_labelled.csv"
DATA = ROOT / "tests/data/writing"
KINDS = ("overclaim", "vague", "no_number", "weak_opening")
RUNS = 40
TODAY = date(2026, 11, 22)


def labelled(path: Path) -> None:
    """Print precision and recall of each scored kind; blank labels are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for kind in KINDS:
        told = [row for row in rows if row[kind]]
        got = [any(f.kind == kind for f in lint(row["text"], row["role"])) for row in told]
        true = [row[kind] == "1" for row in told]
        hits = sum(g and t for g, t in zip(got, true, strict=True))
        print(f"{kind:14} precision {hits / sum(got):.2f}  recall {hits / sum(true):.2f}")


def pairs() -> None:
    """Print how many pairs are told apart, with the log and by the role alone."""
    with (DATA / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="|"))
    for with_log in (True, False):
        apart = wrong = 0
        for row in rows:
            log = row["duty_logged"] if with_log else ""
            honest, inflated = (
                any(f.kind == "overclaim" for f in lint(row[side], row["role"], log))
                for side in ("honest", "inflated")
            )
            apart += inflated and not honest
            wrong += honest
        by = "role and log" if with_log else "role alone"
        print(f"{len(rows)} pairs by {by}: {apart / len(rows):.3f} apart, {wrong} honest flagged")


def clean() -> None:
    """Print how many clean lines have a finding of severity error."""
    lines = [line.split("|", 1) for line in (DATA / "clean.txt").read_text("utf-8").splitlines()]
    wrong = sum(any(f.severity is Severity.ERROR for f in lint(text, role)) for role, text in lines)
    print(f"{len(lines)} clean lines, {wrong} with an error")


def speed() -> None:
    """Print the median time of one entry, warm, with its log and its ledger."""
    work = read_work_file(ROOT / "examples/work/medical_assistant.toml")
    text = turn_tasks_into_entries(work, season=2027, today=TODAY).entry.text
    seconds = []
    for n in range(RUNS):
        log = (*work.log, RecordedFact("n", f"answered {n} calls a day"))  # never the same twice
        entry = EntryText(f"{text} Answered {n} calls.", work.job, log)
        start = time.perf_counter()
        check_entry(entry, season=2027)
        seconds.append(time.perf_counter() - start)
    print(f"an entry of {len(text)} characters, warm: {statistics.median(seconds) * 1000:.1f} ms")


def main() -> None:
    """Print every figure."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LABELLED
    if path.exists():
        labelled(path)
    pairs()
    clean()
    speed()


if __name__ == "__main__":
    main()
