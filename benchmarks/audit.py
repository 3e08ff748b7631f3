"""How well the audit reads tasks, and the recipe that trains its weights.

python benchmarks/audit.py compare   views by cross-validation, an unseen job in each fold
python benchmarks/audit.py train     write src/preround/audit/data/weights.csv
python benchmarks/audit.py held-out  the shipped weights on tasks labelled blind, never trained on
python benchmarks/audit.py speed     seconds for 10,000 tasks

The labelled tasks are read from ../shared/corpus (or $PREROUND_SHARED); the tasks labelled by
reading stand in benchmarks/data and in the phrase bank. O*NET 29.3 by USDOL/ETA, CC BY 4.0.
"""

from __future__ import annotations

import csv
import json
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
from preround.audit.model import BIAS, COMPETENCIES, OUTPUTS, SCALE, SCOPES, SLOPE

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PREROUND_SHARED", ROOT.parent / "shared"))
OWN_WEIGHT, PHRASE_WEIGHT, BIAS_VALUE = 0.7, 0.8, 4.0
# labelled jobs -> O*NET occupations and phrase-bank jobs that are the same job
SAME_JOB = {
    "medical assistant": ("Medical Assistants",),
    "CNA": ("Nursing Assistants", "nursing assistant"),
    "medical scribe": ("Medical Transcriptionists",),
    "clinical research coordinator": ("Clinical Research Coordinators",),
    "registration clerk": ("Interviewers, Except Eligibility and Loan",),
    "unit clerk": ("Medical Secretaries and Administrative Assistants",),
    "pharmacy technician": ("Pharmacy Technicians",),
    "EHR trainer": ("Health Informatics Specialists",),
    "quality analyst": ("Health Information Technologists and Medical Registrars",),
    "telehealth coordinator": ("Health Informatics Specialists",),
    "phlebotomist": ("Phlebotomists",),
    "patient care technician": ("Orderlies",),
    "health educator": ("Health Education Specialists",),
    "care coordinator / patient navigator": ("Community Health Workers", "care coordinator"),
    "medical biller/coder": ("Medical Records Specialists", "medical biller"),
    "lab technician": ("Medical and Clinical Laboratory Technicians",),
    "EMT": ("Paramedics",),
    "hospice volunteer": ("Personal Care Aides",),
    "front desk clerk": ("Receptionists and Information Clerks",),
    "call center representative": ("Customer Service Representatives",),
    "prior-authorisation specialist": ("prior authorization specialist",),
}


def read(path, weight, job=None):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    out = []
    for row in rows:
        marks = [None if row[k] == "" else int(row[k]) for k in "PTS"]
        out.append(
            {
                "job": row.get("job") or job,
                "task": row.get("task") or row.get("phrase"),
                "P": marks[0],
                "T": marks[1],
                "S": marks[2],
                "competency": row["competency"] or None,
                "scope": row["scope"] or None,
                "weight": weight,
            }
        )
    return out


def labelled():
    return read(SHARED / "corpus" / "tasks_labelled.csv", 1.0)


def further():
    here = ROOT / "benchmarks" / "data"
    return [
        *read(here / "onet_tasks_read.csv", OWN_WEIGHT),
        *read(here / "plain_tasks.csv", PHRASE_WEIGHT),
        *read(ROOT / "src/preround/audit/data/phrases.csv", PHRASE_WEIGHT),
    ]


def held_out():
    with (ROOT / "benchmarks/data/held_out_tasks.csv").open(encoding="utf-8", newline="") as file:
        marks = {row["id"]: row for row in csv.DictReader(file)}
    with (SHARED / "corpus/tasks_onet_unlabelled.csv").open(encoding="utf-8", newline="") as file:
        texts = list(csv.DictReader(file))
    return [
        {
            "job": t["job"],
            "task": t["task"],
            **{k: int(marks[t["id"]][k]) for k in "PTS"},
            "competency": marks[t["id"]]["competency"],
            "scope": marks[t["id"]]["scope"],
        }
        for t in texts
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


def views(names):
    """Three scalings of the same features, and how strongly each is held back."""
    plain = np.array([k.startswith(("w:", "b:")) for k in names])
    sign = np.array([k.startswith("s:") for k in names])
    ones = np.ones(len(names))
    return (
        (ones, 5.0),
        (np.where(plain, 0.0, 1.0), 5.0),
        (np.where(plain, 1.5, np.where(sign, 1.6, 1.0)), 8.0),
    )


def targets(rows, output):
    name, _, value = output.partition(":")
    kept = [i for i, row in enumerate(rows) if row[name] is not None]
    if value:
        return kept, [1.0 if rows[i][name] == value else -1.0 for i in kept]
    return kept, [2.0 * rows[i][name] - 1.0 for i in kept]


def fit(x, rows, scalings):
    """Ridge weights of every output, the mean over the scalings."""
    W = np.zeros((x.shape[1], len(OUTPUTS)))
    bias = np.zeros(len(OUTPUTS))
    weight = np.array([row["weight"] for row in rows])
    for scale, hold in scalings:
        scaled = x * scale
        K = scaled @ scaled.T + BIAS_VALUE
        done = {}
        for n, output in enumerate(OUTPUTS):
            kept, y = targets(rows, output)
            key = tuple(kept)
            done.setdefault(key, []).append((n, y))
        for kept, wanted in done.items():
            at = list(kept)
            Y = np.array([y for _, y in wanted]).T
            alpha = np.linalg.solve(K[np.ix_(at, at)] + hold * np.diag(1 / weight[at]), Y)
            cols = [n for n, _ in wanted]
            W[:, cols] += (scale[:, None] * (scaled[at].T @ alpha)) / len(scalings)
            bias[cols] += BIAS_VALUE * alpha.sum(0) / len(scalings)
    return W, bias


def judge(rows, scores):
    """F1 of the markers, accuracy of competency and scope."""
    out = {}
    for n, k in enumerate("PTS"):
        pairs = [(row[k], s > 0) for row, s in zip(rows, scores[:, n], strict=True)]
        pairs = [(y, p) for y, p in pairs if y is not None]
        tp = sum(bool(y) and p for y, p in pairs)
        out[k] = 2 * tp / (sum(y for y, _ in pairs) + sum(bool(p) for _, p in pairs))
    out["mean"] = sum(out[k] for k in "PTS") / 3
    any_mark = (scores[:, :3] > 0).any(1)
    fits = scores[:, 3:9]
    said = [
        COMPETENCIES[int(f.argmax())] if a else "none" for f, a in zip(fits, any_mark, strict=True)
    ]
    scope = [SCOPES[int(s.argmax())] for s in scores[:, 10:]]
    for name, got in (("competency", said), ("scope", scope)):
        right = [row[name] == g for row, g in zip(rows, got, strict=True) if row[name]]
        out[name] = sum(right) / len(right)
    return {k: round(float(v), 3) for k, v in out.items()}


def cross_validate(rows, extra, x, scalings):
    """Scores of each labelled task by weights that never saw its job."""
    everything = rows + extra
    scores = np.zeros((len(rows), len(OUTPUTS)))
    for job in sorted({row["job"] for row in rows}):
        same = {job, *SAME_JOB.get(job, ())}
        test = [i for i, row in enumerate(rows) if row["job"] == job]
        train = [i for i, row in enumerate(everything) if row["job"] not in same]
        W, bias = fit(x[train], [everything[i] for i in train], scalings)
        scores[test] = x[test] @ W + bias
    return scores


def compare():
    rows, extra = labelled(), further()
    print(f"{len(rows)} labelled tasks, {len(extra)} further tasks labelled by reading")
    for name, make, more in (
        ("n-grams, labelled half alone", ngrams, []),
        ("n-grams, with further labels", ngrams, extra),
    ):
        x, names = matrix(rows + more, make)
        print(
            f"{name:42}", judge(rows, cross_validate(rows, more, x, [(np.ones(len(names)), 2.0)]))
        )
    x, names = matrix(rows + extra)
    three = views(names)
    signs = np.array([1.0 if k.startswith(("s:", "job:")) else 0.0 for k in names])
    for name, scalings in (
        ("grammar's signs alone", [(signs, 1.0)]),
        ("lexicon and grammar", [three[1]]),
        ("lexicon, grammar and words", [three[0]]),
        ("the mean of three scalings (shipped)", three),
    ):
        print(f"{name:42}", judge(rows, cross_validate(rows, extra, x, scalings)), flush=True)
    few = x[: len(rows)]
    print(
        f"{'the same, labelled half alone':42}", judge(rows, cross_validate(rows, [], few, three))
    )


def train():
    rows, extra = labelled(), further()
    everything = rows + extra
    x, names = matrix(everything)
    three = views(names)
    W, bias = fit(x, everything, three)
    slope = calibrate(rows, cross_validate(rows, extra, x, three))
    strength = np.abs(W).max(1)
    with (ROOT / "src/preround/audit/data/weights.csv").open(
        "w", encoding="utf-8", newline=""
    ) as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["feature", *OUTPUTS])
        out.writerow([BIAS, *np.round(bias * SCALE).astype(int)])
        out.writerow([SLOPE, round(slope * SCALE), *[0] * (len(OUTPUTS) - 1)])
        for i, name in enumerate(names):
            if strength[i] * SCALE >= 5:
                out.writerow([name, *np.round(W[i] * SCALE).astype(int)])
    print("weights written; slope", round(slope, 3))


def calibrate(rows, scores):
    """The slope that makes the least sure marker's confidence the share that is right."""
    least, right = [], []
    for row, s in zip(rows, scores, strict=True):
        if None in (row["P"], row["T"], row["S"]):
            continue
        n = int(np.abs(s[:3]).argmin())
        least.append(abs(s[n]))
        right.append((s[n] > 0) == bool(row["PTS"[n]]))
    at, ok = np.array(least), np.array(right, float)
    slopes = np.linspace(0.1, 12, 240)
    loss = [
        -np.mean(ok * np.log(p) + (1 - ok) * np.log(1 - p))
        for p in (1 / (1 + np.exp(-k * at)) for k in slopes)
    ]
    return float(slopes[int(np.argmin(loss))])


def shipped(rows):
    from preround.audit.model import score

    return np.array([score(row["task"], row["job"]).scores for row in rows])


def main():
    what = sys.argv[1] if len(sys.argv) > 1 else "compare"
    if what == "train":
        train()
    elif what == "held-out":
        rows = held_out()
        print(json.dumps(judge(rows, shipped(rows))))
        clinical = [r for r in rows if r["P"] or r["T"] or r["S"]]
        print("tasks with a marker:", json.dumps(judge(clinical, shipped(clinical))))
    elif what == "speed":
        rows = labelled() + further()
        pairs = [
            (rows[i % len(rows)]["job"], f"{rows[i % len(rows)]['task']} {i}")
            for i in range(10_000)
        ]
        audit(pairs[:10])
        start = time.perf_counter()
        audit(pairs)
        print(f"10,000 tasks in {time.perf_counter() - start:.2f} s")
    else:
        compare()


if __name__ == "__main__":
    main()
