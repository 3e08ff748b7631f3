"""Measures the rules on entries: the labelled lines, our own pairs and clean lines, time an entry.

python -m benchmarks.lint [ENTRY_LINES.csv]     print every figure
python -m benchmarks.lint unseen PAIRS.csv      a batch of pairs nobody tuned to, each way of asking
python -m benchmarks.lint train                 write src/preround/writing/data/added_weights.csv
python -m benchmarks.lint folds                 the weights on batches left out

How the weights are found stands in `benchmarks/lint_weights.py`. The labelled lines are never
trained on.
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.lint_weights import DATA, ROOT, SHARED, SIDES, clean_lines, folds, read_pairs, train
from preround.domain.finding import Severity
from preround.jobs.check_entry import EntryText, check_entry
from preround.jobs.turn_tasks_into_entries import read_work_file, turn_tasks_into_entries
from preround.writing.linter import lint
from preround.writing.recorded import RecordedFact

LABELLED = SHARED / "corpus/entry_lines_labelled.csv"
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


def told_apart(rows: list[dict[str, str]], *, with_role: bool, with_log: bool, show: bool) -> None:
    """Print how many pairs are told apart, and precision and recall over their lines."""
    apart = hits = wrong = 0
    for row in rows:
        role, log = row["role"] * with_role, row["duty_logged"] * with_log
        honest, inflated = (
            any(f.kind == "overclaim" for f in lint(row[side], role, log)) for side in SIDES
        )
        apart += inflated and not honest
        hits += inflated
        wrong += honest
        if show and not inflated:
            print(f"  missed: {row['role']} | {row['duty_logged']} | {row['inflated']}")
        if show and honest:
            print(f"  wrong:  {row['role']} | {row['duty_logged']} | {row['honest']}")
    by = " and ".join(["role"] * with_role + ["log"] * with_log) or "the text alone"
    print(
        f"{len(rows)} pairs by {by}: {apart / len(rows):.3f} apart,"
        f" precision {hits / max(hits + wrong, 1):.2f}, recall {hits / len(rows):.2f},"
        f" {wrong} honest flagged"
    )


def pairs() -> None:
    """Print how many of our own pairs are told apart, with the log and by the role alone."""
    rows = read_pairs(DATA / "pairs.csv")
    for with_log in (True, False):
        told_apart(rows, with_role=True, with_log=with_log, show=False)


def unseen(path: Path) -> None:
    """Print a batch with role and log, with either, and with neither."""
    rows = read_pairs(path)
    for with_role, with_log in ((True, True), (False, True), (True, False), (False, False)):
        told_apart(rows, with_role=with_role, with_log=with_log, show=with_role and with_log)


def clean() -> None:
    """Print how many clean lines have a finding of severity error."""
    lines = clean_lines()
    wrong = sum(any(f.severity is Severity.ERROR for f in lint(text, role)) for role, text in lines)
    print(f"{len(lines)} clean lines, {wrong} with an error")


def speed() -> None:
    """Print the median time of one entry, warm, with its log and its ledger."""
    work = read_work_file(ROOT / "examples/jobs/medical_assistant.toml")
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
    """Do what the first word asks."""
    what, *rest = sys.argv[1:] or [str(LABELLED)]
    if what == "train":
        train()
    elif what == "folds":
        folds()
    elif what == "unseen":
        unseen(Path(rest[0]))
    else:
        if Path(what).exists():
            labelled(Path(what))
        pairs()
        clean()
        speed()


if __name__ == "__main__":
    main()
