"""Measures the rules on entries: the labelled lines, our own pairs and clean lines, time an entry.

python -m benchmarks.lint [ENTRY_LINES.csv]     print every figure
python -m benchmarks.lint unseen PAIRS.csv      a batch of pairs nobody tuned to, each way of asking
python -m benchmarks.lint train                 write src/preround/writing/data/added_weights.csv
python -m benchmarks.lint folds                 the weights on pairs left out, a fifth at a time

Trained on our own pairs and clean lines, and on duties that O*NET lists for desk, aide, pharmacy,
laboratory and teaching jobs, which are honest where they are logged (O*NET 29.3 by USDOL/ETA,
CC BY 4.0, read from ../shared/corpus or $PREROUND_SHARED). The labelled lines are never trained on.
"""

from __future__ import annotations

import csv
import math
import os
import random
import re
import statistics
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np

from preround.domain.finding import Severity
from preround.jobs.check_entry import EntryText, check_entry
from preround.jobs.turn_tasks_into_entries import read_work_file, turn_tasks_into_entries
from preround.writing.linter import lint
from preround.writing.recorded import RecordedFact
from preround.writing.rules.kit.weighing import BIAS, MIX, SCALE, SHORTEST, features

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PREROUND_SHARED", ROOT.parent / "shared"))
LABELLED = SHARED / "corpus/entry_lines_labelled.csv"
ONET = SHARED / "corpus/onet_tasks_healthcare.csv"
WEIGHTS = ROOT / "src/preround/writing/data/added_weights.csv"
DATA = ROOT / "tests/data/writing"
KINDS = ("overclaim", "vague", "no_number", "weak_opening")
RUNS = 40
TODAY = date(2026, 11, 22)
SIDES = ("honest", "inflated")
HOLD, N_ONET, N_EMPTY, LEAST, SMALLEST = 0.6, 700, 100, 2, 15
N_FOLDS, N_STEPS, RIDGE = 5, 30, 1e-3
DESKS = re.compile(r"^(?:31-|43-|29-2052|29-2012|29-2011|29-2072|29-9|15-|21-1094|21-1091)")
IN_ROLE = {
    "31": "medical assistant",
    "43": "front desk clerk",
    "29": "pharmacy technician",
    "15": "quality analyst",
    "21": "health educator",
}
GOES_ON = re.compile(r", | by | to | for | using | such as | or ")


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


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Pairs: role, duty logged, the honest line, the inflated one."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


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


def examples(*, logged: bool) -> tuple[list[dict], np.ndarray, np.ndarray]:
    """Features, labels and the group of each line the weights are found from."""
    found = []
    for n, row in enumerate(read_pairs(DATA / "pairs.csv")):
        log = row["duty_logged"] if logged else ""
        if log or not logged:
            found += [
                (features(row[side], row["role"], log), side == "inflated", n) for side in SIDES
            ]
    for n, (role, text) in enumerate(clean_lines() if not logged else ()):
        found.append((features(text, role, ""), False, n))
    for n, row in enumerate(read_pairs(DATA / "plain.csv")):
        log = row["duty_logged"] if logged else ""
        if log or not logged:
            found.append((features(row["text"], row["role"], log), False, n))
    with ONET.open(encoding="utf-8", newline="") as file:
        duties = [row for row in csv.DictReader(file) if DESKS.match(row["onet_soc_code"])]
    random.Random(0).shuffle(duties)
    for n, row in enumerate(duties[:N_ONET]):
        task = row["task"].rstrip(".")
        further = GOES_ON.search(task, 12)
        log = task[: further.start() if further else None] if logged else ""
        role = IN_ROLE[row["onet_soc_code"][:2]]
        found.append((features(task, role, log), False, n))
    found += [({}, False, n) for n in range(N_EMPTY if logged else 0)]
    made, labels, groups = zip(*found, strict=True)
    return list(made), np.array(labels, dtype=float), np.array(groups)


def table_of(made: list[dict], place: dict[str, int]) -> np.ndarray:
    """One row a line; the last column is the bias."""
    table = np.zeros((len(made), len(place) + 1), dtype=np.float32)
    table[:, -1] = 1
    for n, names in enumerate(made):
        known = [place[name] for name in names if name in place]
        table[n, known] = 1 / math.sqrt(len(names) + SHORTEST)
    return table


def ridge(made: list[dict], labels: np.ndarray) -> dict[str, float]:
    """Weights by feature, from the lines that have them at least twice."""
    counts = Counter(name for names in made for name in names)
    place = {name: n for n, name in enumerate(sorted(k for k, n in counts.items() if n >= LEAST))}
    table = table_of(made, place)
    kernel = (table @ table.T).astype(float) + HOLD * np.eye(len(made))
    weights = table.T @ np.linalg.solve(kernel, 2 * labels - 1)
    return dict(zip((*place, BIAS), weights.tolist(), strict=True))


def score(weights: dict[str, float], names: dict) -> float:
    """The sum the product takes."""
    said = sum(weights.get(name, 0.0) for name in names)
    return weights[BIAS] + said / math.sqrt(len(names) + SHORTEST)


def left_out() -> tuple[np.ndarray, np.ndarray]:
    """Three scores a line of pairs never seen: added to the log, the line, the log; and labels."""
    rows = read_pairs(DATA / "pairs.csv")
    fold = np.random.default_rng(0).integers(0, N_FOLDS, max(len(rows), N_ONET))
    known = [examples(logged=logged) for logged in (True, False)]
    scores, labels = [], []
    for n in range(N_FOLDS):
        with_log, alone = (
            ridge([one for one, at in zip(made, groups, strict=True) if fold[at] != n],
                  marks[fold[groups] != n])
            for made, marks, groups in known
        )  # fmt: skip
        for at, row in enumerate(rows):
            if fold[at] != n or not row["duty_logged"]:
                continue
            role, log = row["role"], row["duty_logged"]
            before = score(alone, features(log, role, ""))
            for side in SIDES:
                line = score(alone, features(row[side], role, ""))
                scores.append((score(with_log, features(row[side], role, log)), line, before))
                labels.append(side == "inflated")
    return np.array(scores), np.array(labels, dtype=float)


def mixed(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Logistic weights of the three scores, by Newton's steps."""
    table = np.c_[scores, np.ones(len(scores))]
    weights = np.zeros(table.shape[1])
    for _ in range(N_STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        bend = (table.T * (chance * (1 - chance))) @ table + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(bend, table.T @ (chance - labels) + RIDGE * weights)
    return weights


def train() -> None:
    """Write the weights."""
    found = [ridge(*examples(logged=logged)[:2]) for logged in (True, False)]
    mix = dict(zip(MIX, mixed(*left_out()), strict=True))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "logged", "by_role"))
        for name, weight in mix.items():
            writer.writerow((name, round(SCALE * weight), 0))
        for name in sorted({*found[0], *found[1]}):
            row = [round(SCALE * one.get(name, 0.0)) for one in found]
            if any(abs(cell) >= SMALLEST for cell in row):
                writer.writerow((name, *row))
    print("weights written")


def folds() -> None:
    """Print how the weights alone do on pairs they never saw."""
    scores, labels = left_out()
    odds = np.c_[scores, np.ones(len(scores))] @ mixed(scores, labels)
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0):
        over = odds > least
        apart = (over[1::2] & ~over[::2]).mean()
        print(
            f"log odds above {least}: {apart:.3f} apart, of honest {over[labels == 0].mean():.3f}"
        )
    for least in (0.0, 0.1, 0.2):
        over = scores[:, 1] > least
        apart = (over[1::2] & ~over[::2]).mean()
        print(f"role, above {least}: {apart:.3f} apart, of honest {over[labels == 0].mean():.3f}")


def clean_lines() -> list[tuple[str, str]]:
    """Role and text of our own clean lines."""
    lines = (DATA / "clean.txt").read_text("utf-8").splitlines()
    return [(line.split("|", 1)[0], line.split("|", 1)[1]) for line in lines]


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
