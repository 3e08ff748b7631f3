"""How well the audit reads tasks, and the recipe that trains its weights.

python benchmarks/audit.py compare    readers by cross-validation, an unseen job in each fold
python benchmarks/audit.py train      write src/preround/audit/data/weights.csv and together.csv
python benchmarks/audit.py held-out   the shipped weights on tasks never trained on
python benchmarks/audit.py readings   how far two readings of the same tasks agree
python benchmarks/audit.py speed      seconds for 10,000 tasks

The labelled tasks are read from ../shared/corpus (or $PREROUND_SHARED); the tasks labelled by
reading stand in benchmarks/data and in the phrase bank. O*NET 29.3 by USDOL/ETA, CC BY 4.0.
benchmarks/audit_embeddings.py adds the sentence embeddings to the comparison.
"""

from __future__ import annotations

import csv
import os
import re
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np

from preround.audit.audit import audit
from preround.audit.features import features
from preround.audit.model import (
    BIAS,
    COMPETENCIES,
    FIRST_SCOPE,
    N_MARKERS,
    OUTPUTS,
    SCALE,
    SCOPES,
    Together,
    probabilities,
    read_task,
)

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PREROUND_SHARED", ROOT.parent / "shared"))
DATA = ROOT / "benchmarks" / "data"
AUDIT_DATA = ROOT / "src/preround/audit/data"
LABELS = ("P", "T", "S", "competency", "scope")
ONET_WEIGHT, OWN_WEIGHT, SAME_WEIGHT, TOLD_WEIGHT = 0.7, 0.8, 0.9, 0.3
BIAS_VALUE, HOLD = 4.0, 8.0
PMI_SHARE, RAREST = 0.6, 1.4
EVEN = 0.5
# labelled jobs -> the same job under the names it has in the other sets
SAME_JOB = {
    "medical assistant": ("Medical Assistants", "clinic medical assistant, resume"),
    "CNA": (
        "Nursing Assistants",
        "nursing assistant",
        "certified nursing assistant",
        "nurse aide trainee",
        "skilled nursing facility aide, resume",
    ),
    "medical scribe": (
        "Medical Transcriptionists",
        "clinic scribe, resume",
        "medical transcription, remote",
    ),
    "clinical research coordinator": ("Clinical Research Coordinators", "trial site assistant"),
    "clinical research assistant": ("research assistant", "research volunteer"),
    "registration clerk": (
        "Interviewers, Except Eligibility and Loan",
        "patient access specialist",
    ),
    "unit clerk": (
        "Medical Secretaries and Administrative Assistants",
        "rehab hospital unit secretary",
        "medical secretary",
    ),
    "pharmacy technician": (
        "Pharmacy Technicians",
        "ambulatory pharmacy resume line",
        "hospital pharmacy technician",
    ),
    "EHR trainer": ("Health Informatics Specialists",),
    "quality analyst": (
        "Health Information Technologists and Medical Registrars",
        "hospital quality intern",
    ),
    "telehealth coordinator": ("Health Informatics Specialists",),
    "phlebotomist": ("Phlebotomists",),
    "patient care technician": ("Orderlies",),
    "patient services representative": ("Patient Representatives", "patient advocate"),
    "health educator": ("Health Education Specialists",),
    "care coordinator / patient navigator": (
        "Community Health Workers",
        "care coordinator",
        "patient navigator",
        "community health worker",
    ),
    "medical biller/coder": ("Medical Records Specialists", "medical biller", "medical coder"),
    "lab technician": (
        "Medical and Clinical Laboratory Technicians",
        "laboratory technician",
        "lab assistant",
    ),
    "EMT": ("Paramedics", "Emergency Medical Technicians"),
    "hospice volunteer": ("Personal Care Aides",),
    "front desk clerk": ("Receptionists and Information Clerks",),
    "call center representative": ("Customer Service Representatives", "nurse line call agent"),
    "medical interpreter": ("telephone interpreter", "medical translator"),
    "prior-authorisation specialist": ("prior authorization specialist",),
}


def read(path, weight, use=None):
    """Rows with one or two readings each; `use` picks the rows set apart for it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if use is None or row["use"] == use]
    out = []
    for row in rows:
        readings = [tuple(row[name] for name in LABELS)]
        if row.get("P2"):
            readings.append(tuple(row[f"{name}2"] for name in LABELS))
        task = row.get("task") or row.get("phrase")
        out.append(
            {"job": row.get("job"), "task": task, "readings": readings, "weight": weight, **row}
            | {"task": task}
        )
    return out


def labelled():
    return read(SHARED / "corpus" / "tasks_labelled.csv", 1.0)


def further():
    return [
        *read(DATA / "onet_tasks_read.csv", ONET_WEIGHT),
        *read(DATA / "plain_tasks.csv", OWN_WEIGHT),
        *read(DATA / "typed_tasks.csv", OWN_WEIGHT),
        *read(DATA / "blind_one.csv", OWN_WEIGHT),
        *read(DATA / "blind_two.csv", OWN_WEIGHT),
        *read(DATA / "blind_three.csv", OWN_WEIGHT),
        *read(DATA / "told_tasks.csv", TOLD_WEIGHT),
        *read(AUDIT_DATA / "phrases.csv", OWN_WEIGHT),
        *read(DATA / "own_tasks.csv", OWN_WEIGHT, use="train"),
        *same_jobs(),
    ]


def agreed(row):
    """What both readings say; empty where they differ, and then not judged."""
    first, second = row["readings"][0], row["readings"][-1]
    return tuple(a if a == b else "" for a, b in zip(first, second, strict=True))


def same_jobs():
    """O*NET tasks of the labelled jobs, read twice before there was a model."""
    with (SHARED / "corpus/tasks_onet_unlabelled.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["id"]: row for row in csv.DictReader(file)}
    rows = read(DATA / "same_job_tasks.csv", SAME_WEIGHT)
    return [
        {**row, "job": texts[row["id"]]["job"], "task": texts[row["id"]]["task"]} for row in rows
    ]


def ngrams(row):
    """Words, pairs and character n-grams alone: the plain peer."""
    text = re.sub(r"[^a-z ]", " ", row["task"].lower())
    words = text.split()
    found = Counter(f"w:{w}" for w in words)
    found.update(f"b:{a} {b}" for a, b in pairwise(words))
    padded = f" {' '.join(words)} "
    found.update(f"c:{padded[i : i + n]}" for n in (3, 4, 5) for i in range(len(padded) - n))
    norm = np.sqrt(sum((1 + np.log(v)) ** 2 for v in found.values()))
    return {k: 6 * (1 + np.log(v)) / norm for k, v in found.items()}


def named(row):
    return {k: v[0] for k, v in features(row["task"], row["job"])[0].items()}


def matrix(rows, make=named):
    found = [make(row) for row in rows]
    count = Counter(k for f in found for k in f)
    names = sorted(k for k, n in count.items() if n >= 2)
    place = {k: i for i, k in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, f in enumerate(found):
        for k, v in f.items():
            if k in place:
                x[i, place[k]] = v
    return x, names


def targets(rows):
    """-1 to 1 for each output, the mean of the readings; 0 where nobody says."""
    y = np.zeros((len(rows), len(OUTPUTS)))
    for i, row in enumerate(rows):
        for n, output in enumerate(OUTPUTS):
            name, _, value = output.partition(":")
            said = [r[LABELS.index(name)] for r in row["readings"] if r[LABELS.index(name)]]
            yes = [s == value if value else s == "1" for s in said]
            y[i, n] = 2.0 * np.mean(yes) - 1.0 if yes else 0.0
    return y


def combinations(rows):
    """What occurs together, and how much oftener than by chance."""
    count = Counter()
    for row in rows:
        for reading in row["readings"]:
            if all(reading):
                count[reading] += row["weight"] / len(row["readings"])
    kept = {key: n for key, n in count.items() if n >= RAREST}
    holds = np.zeros((len(kept), len(OUTPUTS)))
    for n, key in enumerate(kept):
        holds[n, :N_MARKERS] = [int(mark) for mark in key[:N_MARKERS]]
        holds[n, N_MARKERS + COMPETENCIES.index(key[3])] = 1
        holds[n, FIRST_SCOPE + SCOPES.index(key[4])] = 1
    share = np.array(list(kept.values())) / sum(kept.values())
    mean = share @ holds
    marks = np.where(holds[:, :N_MARKERS] > 0, mean[:N_MARKERS], 1 - mean[:N_MARKERS])
    alone = np.log(marks).sum(1) + holds[:, N_MARKERS:] @ np.log(mean[N_MARKERS:])
    return list(kept), Together(holds, PMI_SHARE * (np.log(share) - alone))


def judge(rows, chances, wanted=None):
    """F1 of the markers, accuracy of competency and scope, on what all readings agree about."""
    truth = wanted or [agreed(row) for row in rows]
    out = {}
    for n, k in enumerate("PTS"):
        pairs = [(t[n] == "1", p > EVEN) for t, p in zip(truth, chances[:, n], strict=True) if t[n]]
        both = sum(a and b for a, b in pairs)
        said = sum(a for a, _ in pairs) + sum(bool(b) for _, b in pairs)
        out[k] = 2 * both / max(1, said)
    out["mean"] = sum(out.values()) / 3
    any_mark = (chances[:, :N_MARKERS] > EVEN).any(1)
    best = chances[:, N_MARKERS : FIRST_SCOPE - 1].argmax(1)
    said = [COMPETENCIES[b] if a else "none" for a, b in zip(any_mark, best, strict=True)]
    reach = [SCOPES[b] for b in chances[:, FIRST_SCOPE:].argmax(1)]
    for at, got in ((3, said), (4, reach)):
        right = [t[at] == g for t, g in zip(truth, got, strict=True) if t[at]]
        out[LABELS[at]] = float(np.mean(right))
    return out


def told(figures):
    return "  ".join(f"{k} {v:.3f}" for k, v in figures.items())


def job_folds(rows, everything):
    """For each labelled job: its tasks, and every row of the same job under any name."""
    out = []
    for job in sorted({row["job"] for row in rows}):
        same = {job, *SAME_JOB.get(job, ())}
        test = [i for i, row in enumerate(rows) if row["job"] == job]
        out.append((test, [i for i, row in enumerate(everything) if row["job"] in same]))
    return out


def task_folds(rows, n_folds=12, seed=20261122):
    """Single tasks left out, their jobs known: what the shipped weights meet in known jobs."""
    order = np.random.default_rng(seed).permutation(len(rows))
    return [(list(order[k::n_folds]), list(order[k::n_folds])) for k in range(n_folds)]


def left_out(kernel, rows, folds, hold=HOLD):
    """Scores of each fold by ridge weights that never saw it, from one inverse.

    The residual of a block left out is the inverse of its own block times its dual weights.
    """
    y = targets(rows)
    weight = np.array([row["weight"] for row in rows])
    inverse = np.linalg.inv(kernel + BIAS_VALUE + hold * np.diag(1 / weight))
    dual = inverse @ y
    scores = np.zeros_like(y)
    for test, unseen in folds:
        place = {row: k for k, row in enumerate(unseen)}
        residual = np.linalg.solve(inverse[np.ix_(unseen, unseen)], dual[unseen])
        scores[test] = y[test] - residual[[place[t] for t in test]]
    return scores


def plain_chances(scores):
    """Each output for itself, without what goes together."""
    return 1 / (1 + np.exp(-scores))


def interval(rows, chances, n_draws=400):
    """90 % interval of the mean F1, by drawing whole jobs again."""
    generator = np.random.default_rng(7)
    jobs = sorted({row["job"] for row in rows})
    by_job = {job: [i for i, row in enumerate(rows) if row["job"] == job] for job in jobs}
    means = []
    for _ in range(n_draws):
        drawn = [i for j in generator.choice(len(jobs), len(jobs)) for i in by_job[jobs[j]]]
        means.append(judge([rows[i] for i in drawn], chances[drawn])["mean"])
    low, high = np.quantile(means, [0.05, 0.95])
    return f"{low:.2f} to {high:.2f}"


def compare():
    rows, extra = labelled(), further()
    everything = rows + extra
    _, known = combinations(everything)
    print(f"{len(rows)} labelled tasks, {len(extra)} further tasks labelled by reading")
    n = len(rows)

    def line(name, kernel, among, folds, hold=HOLD, *, joint=False):
        scores = left_out(kernel, among, folds, hold)[:n]
        chances = probabilities(scores, known) if joint else plain_chances(scores)
        print(f"{name:44}{told(judge(rows, chances))}  mean {interval(rows, chances)}", flush=True)

    x, _ = matrix(rows, ngrams)
    line("n-grams, labelled half alone", x @ x.T, rows, job_folds(rows, rows), 2.0)
    x, _ = matrix(everything, ngrams)
    by_job = job_folds(rows, everything)
    line("n-grams, with further labels", x @ x.T, everything, by_job, 2.0)
    x, names = matrix(everything)
    sign = np.array([k.startswith(("s:", "job:")) for k in names])
    word = np.array([k.startswith(("w:", "b:")) for k in names])
    line("the grammar's signs alone", x[:, sign] @ x[:, sign].T, everything, by_job)
    line("lexicon and grammar", x[:, ~word] @ x[:, ~word].T, everything, by_job)
    kernel = x @ x.T
    line("lexicon, grammar and words", kernel, everything, by_job)
    line("and what goes together (shipped)", kernel, everything, by_job, joint=True)
    few = kernel[:n, :n]
    line("the same, labelled half alone", few, rows, job_folds(rows, rows), joint=True)
    line("the same with squares of the features", kernel + kernel**2 / 60, everything, by_job,
         joint=True)  # fmt: skip
    line("shipped, the job known, the task not", kernel, everything, task_folds(rows), joint=True)
    nested(rows, everything, kernel, by_job, known)


def nested(rows, everything, kernel, folds, known):
    """The strength chosen anew for each job, from the figures of the other jobs."""
    grid = [
        probabilities(left_out(kernel, everything, folds, hold)[: len(rows)], known)
        for hold in (4.0, 8.0, 16.0)
    ]
    chances = np.zeros_like(grid[0])
    for test, _ in folds:
        others = [i for i in range(len(rows)) if i not in set(test)]
        rest = [rows[i] for i in others]
        best = max(grid, key=lambda one: judge(rest, one[others])["mean"])
        chances[test] = best[test]
    print(f"{'shipped, strength chosen within':44}{told(judge(rows, chances))}")


def train():
    everything = labelled() + further()
    x, names = matrix(everything)
    weight = np.array([row["weight"] for row in everything])
    dual = np.linalg.solve(x @ x.T + BIAS_VALUE + HOLD * np.diag(1 / weight), targets(everything))
    table, bias = x.T @ dual, BIAS_VALUE * dual.sum(0)
    with (AUDIT_DATA / "weights.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", *OUTPUTS])
        out.writerow([BIAS, *np.round(bias * SCALE).astype(int)])
        for name, row in zip(names, table, strict=True):
            if np.abs(row).max() * SCALE >= 5:
                out.writerow([name, *np.round(row * SCALE).astype(int)])
    kept, known = combinations(everything)
    with (AUDIT_DATA / "together.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([*LABELS, "extra"])
        for key, extra in sorted(zip(kept, known.extra, strict=True)):
            out.writerow([*key, round(extra * SCALE)])
    print(f"weights and {len(kept)} combinations written")


def shipped(rows):
    return np.array([read_task(row["task"], row["job"]).chances for row in rows])


def show_held_out():
    for name, rows in (("own tasks set apart", read(DATA / "own_tasks.csv", 1.0, use="test")),):
        chances = shipped(rows)
        print(f"{name:30}{len(rows):4}  {told(judge(rows, chances))}  {interval(rows, chances)}")


def show_readings():
    for name, rows in (
        ("O*NET, two readers", read(DATA / "onet_tasks_read.csv", 1.0)),
        ("O*NET of the labelled jobs", same_jobs()),
        ("typed, one reader twice", read(DATA / "typed_tasks.csv", 1.0)),
        ("two writers, other readers", read(DATA / "told_tasks.csv", 1.0)),
        ("own, one reader twice", read(DATA / "own_tasks.csv", 1.0)),
    ):
        twice = [row for row in rows if len(row["readings"]) == 2]
        kappas = []
        for at in range(N_MARKERS):
            pairs = [(r["readings"][0][at] == "1", r["readings"][1][at] == "1") for r in twice]
            same = np.mean([a == b for a, b in pairs])
            one, two = np.mean([a for a, _ in pairs]), np.mean([b for _, b in pairs])
            chance = one * two + (1 - one) * (1 - two)
            kappas.append(f"{'PTS'[at]} {(same - chance) / (1 - chance):.2f}")
        same = [
            np.mean([r["readings"][0][at] == r["readings"][1][at] for r in twice]) for at in (3, 4)
        ]
        print(f"{name:27}{len(twice):5} tasks, kappa {', '.join(kappas)}; "
              f"competency {same[0]:.2f}, scope {same[1]:.2f}")  # fmt: skip


def speed():
    rows = further()
    pairs = [
        (rows[i % len(rows)]["job"], f"{rows[i % len(rows)]['task']} {i}") for i in range(10_000)
    ]
    audit(pairs[:10])
    start = time.perf_counter()
    audit(pairs)
    print(f"10,000 tasks in {time.perf_counter() - start:.2f} s")


ASKED = {
    "compare": compare,
    "train": train,
    "held-out": show_held_out,
    "readings": show_readings,
    "speed": speed,
}

if __name__ == "__main__":
    ASKED[sys.argv[1] if len(sys.argv) > 1 else "compare"]()
