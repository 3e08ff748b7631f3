"""How well the audit reads tasks, and the recipe that trains its weights.

python benchmarks/audit.py compare    readers by cross-validation, an unseen job in each fold
python benchmarks/audit.py train      write src/preround/audit/data/weights.npz and together.csv
python benchmarks/audit.py held-out   the shipped weights on tasks never trained on
python benchmarks/audit.py readings   how far two readings of the same tasks agree
python benchmarks/audit.py speed      seconds for 10,000 tasks

The labelled tasks are read from ../shared/corpus (or $PREROUND_SHARED); the tasks labelled by
reading stand in benchmarks/data and in the phrase bank. O*NET 29.3 by USDOL/ETA, CC BY 4.0.
benchmarks/audit_embeddings.py adds the sentence embeddings to the comparison.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from audit_rows import (
    AUDIT_DATA,
    DATA,
    LABELS,
    agreed,
    every_job,
    further,
    job_folds,
    labelled,
    read,
    same_jobs,
    task_folds,
)

from preround.audit.audit import audit
from preround.audit.features import features
from preround.audit.model import (
    COMPETENCIES,
    CUBES,
    EVEN,
    FIRST_SCOPE,
    MEANINGS,
    N_MARKERS,
    OUTPUTS,
    SCALE,
    SCOPES,
    Together,
    known_features,
    probabilities,
    read_tasks,
)
from preround.audit.vectors import meaning, meanings

# how little the weights may bend to single tasks, and how freely all may shift
HOLD, BIAS_VALUE = 0.25, 0.06
PLAIN_HOLD, PLAIN_BIAS = 8.0, 4.0
DIRECTIONS = 128
PMI_SHARE, RAREST = 0.6, 1.4


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


def named_twice(found):
    count = Counter(k for f in found for k in f)
    return {k: i for i, k in enumerate(sorted(k for k, n in count.items() if n >= 2))}


def matrix(rows, make=named):
    found = [make(row) for row in rows]
    place = named_twice(found)
    x = np.zeros((len(rows), len(place)))
    for i, f in enumerate(found):
        for k, v in f.items():
            if k in place:
                x[i, place[k]] = v
    return x, list(place)


def evened(rows):
    """Features as the shipped reader has them, each kind of one length, and word vectors."""
    found = [features(row["task"], row["job"]) for row in rows]
    place = named_twice([f for f, _ in found])
    x = np.zeros((len(rows), len(place)), dtype=np.float32)
    for i, (f, _) in enumerate(found):
        known = known_features(f, place)
        x[i, known.rows] = known.values
    vectors = np.array([meaning(reading.words, meanings())[0] for _, reading in found])
    return x, list(place), vectors


def directions(x, kernel, n_directions=DIRECTIONS):
    """Where each feature points, in the few directions that tell tasks apart most; no labels."""
    values, vectors = np.linalg.eigh(kernel)
    return x.T @ (vectors[:, ::-1] / np.sqrt(np.abs(values[::-1])))[:, :n_directions]


def alike(x, near, vectors, cubes=CUBES, meant=MEANINGS):
    """How alike all tasks are to the shipped reader: features, and two cubes of likeness."""
    places = (x @ near).astype(float)
    straight = (x @ x.T).astype(float)
    return straight + cubes * (places @ places.T) ** 3 + meant * (vectors @ vectors.T) ** 3


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


def inverted(kernel, rows, hold, bias):
    weight = np.array([row["weight"] for row in rows])
    return np.linalg.inv(kernel + bias + hold * np.diag(1 / weight))


def left_out(kernel, rows, folds, hold=PLAIN_HOLD, bias=PLAIN_BIAS):
    """Scores of each fold by ridge weights that never saw it, from one inverse.

    The residual of a block left out is the inverse of its own block times its dual weights.
    """
    y = targets(rows)
    inverse = inverted(kernel, rows, hold, bias)
    dual, scores = inverse @ y, np.zeros_like(y)
    for test, unseen in folds:
        scores[test] = unseen_scores(inverse, dual, y, test, unseen)
    return scores


def unseen_scores(inverse, dual, y, test, unseen):
    place = {row: k for k, row in enumerate(unseen)}
    residual = np.linalg.solve(inverse[np.ix_(unseen, unseen)], dual[unseen])
    return y[test] - residual[[place[t] for t in test]]


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

    def line(name, kernel, among, folds, hold=PLAIN_HOLD, bias=PLAIN_BIAS, *, joint=False):
        scores = left_out(kernel, among, folds, hold, bias)[:n]
        chances = probabilities(scores, known) if joint else plain_chances(scores)
        print(f"{name:44}{told(judge(rows, chances))}  mean {interval(rows, chances)}", flush=True)

    x, _ = matrix(rows, ngrams)
    line("n-grams, labelled half alone", x @ x.T, rows, job_folds(rows, rows), 2.0)
    x, _ = matrix(everything, ngrams)
    by_job, by_task = job_folds(rows, everything), task_folds(rows)
    line("n-grams, with further labels", x @ x.T, everything, by_job, 2.0)
    x, names = matrix(everything)
    sign = np.array([k.startswith(("s:", "job:")) for k in names])
    word = np.array([k.startswith(("w:", "b:")) for k in names])
    line("the grammar's signs alone", x[:, sign] @ x[:, sign].T, everything, by_job)
    line("lexicon and grammar", x[:, ~word] @ x[:, ~word].T, everything, by_job)
    kernel = x @ x.T
    line("lexicon, grammar and words", kernel, everything, by_job)
    line("and what goes together", kernel, everything, by_job, joint=True)
    line("the same, the job known, the task not", kernel, everything, by_task, joint=True)
    line("with squares of the features", kernel + kernel**2 / 60, everything, by_job, joint=True)
    x, _, vectors = evened(everything)
    cubes = (vectors @ vectors.T) ** 3
    line("with cubes of word vectors", kernel + 10 * cubes, everything, by_job, joint=True)
    near = directions(x, x @ x.T)

    def even(name, folds, cubes, meant):
        kernel = alike(x, near, vectors, cubes, meant)
        line(name, kernel, everything, folds, HOLD, BIAS_VALUE, joint=True)

    even("kinds of features of one length", by_job, 0.0, 0.0)
    even("with cubes of likeness", by_job, CUBES, 0.0)
    even("and of word vectors (shipped)", by_job, CUBES, MEANINGS)
    even("shipped, the job known, the task not", by_task, CUBES, MEANINGS)
    nested(rows, everything, (x, near, vectors), by_job, known)
    by_any = every_job(everything)
    for name, likeness, hold, bias in (
        ("linear, every job of the further tasks unseen", kernel, PLAIN_HOLD, PLAIN_BIAS),
        ("shipped, the same", alike(x, near, vectors), HOLD, BIAS_VALUE),
    ):
        scores = left_out(likeness, everything, by_any, hold, bias)[n:]
        print(f"{name:50}{told(judge(extra, probabilities(scores, known)))}", flush=True)


def nested(rows, everything, parts, folds, known):
    """The strengths chosen anew for each job, by the other jobs' figures with it unseen too."""
    y = targets(everything)
    grid = [(1.0, 0.6), (2.0, 0.3), (2.0, 0.6), (2.0, 1.0), (4.0, 0.6)]
    inner = np.zeros((len(grid), len(folds), len(rows), len(OUTPUTS)))
    for g, (cubes, meant) in enumerate(grid):
        inverse = inverted(alike(*parts, cubes, meant), everything, HOLD, BIAS_VALUE)
        dual = inverse @ y
        for f, (test, unseen) in enumerate(folds):
            inner[g, f, test] = unseen_scores(inverse, dual, y, test, unseen)
            for other, hidden in folds:
                if other != test:
                    both = sorted({*unseen, *hidden})
                    inner[g, f, other] = unseen_scores(inverse, dual, y, other, both)
    chances = np.zeros((len(rows), len(OUTPUTS)))
    for f, (test, _) in enumerate(folds):
        others = [i for i in range(len(rows)) if i not in set(test)]
        rest = [rows[i] for i in others]

        def worth(g, f=f, others=others, rest=rest):
            figures = judge(rest, probabilities(inner[g, f, others], known))
            return figures["mean"] + figures["competency"] + figures["scope"]

        best = max(range(len(grid)), key=worth)
        chances[test] = probabilities(inner[best, f, test], known)
    print(f"{'shipped, strengths chosen within':44}{told(judge(rows, chances))}", flush=True)


def train():
    everything = labelled() + further()
    weight = np.array([row["weight"] for row in everything])
    x, names, vectors = evened(everything)
    near = small(directions(x, x @ x.T), np.int8, 0)
    kernel = alike(x, near.whole, vectors)
    dual = np.linalg.solve(kernel + BIAS_VALUE + HOLD * np.diag(1 / weight), targets(everything))
    kept = {
        "linear": small(x.T @ dual, np.int16, 0),
        "near": near,
        "places": small(x @ near.whole, np.int8, 0),
        "meanings": small(vectors, np.int8, 0),
        "says": small(dual, np.int16, 0),
    }
    flat = {name: one.numbers for name, one in kept.items()}
    flat |= {f"{name}_scale": one.scale for name, one in kept.items()}
    bias = (BIAS_VALUE * dual.sum(0)).astype(np.float32)
    np.savez_compressed(AUDIT_DATA / "weights.npz", names=joined(names), bias=bias, **flat)
    both, known = combinations(everything)
    with (AUDIT_DATA / "together.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([*LABELS, "extra"])
        for key, extra in sorted(zip(both, known.extra, strict=True)):
            out.writerow([*key, round(extra * SCALE)])
    print(f"weights of {len(names)} features and {len(both)} combinations written")


class Small(NamedTuple):
    """Numbers kept as whole ones, and what one of them stands for."""

    numbers: np.ndarray
    scale: np.ndarray

    @property
    def whole(self):
        return self.numbers * self.scale


def small(table, kind, axis):
    scale = (np.abs(table).max(axis, keepdims=True) / np.iinfo(kind).max).astype(np.float32)
    return Small(np.round(table / scale).astype(kind), scale)


def joined(names):
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def shipped(rows):
    return np.array([r.chances for r in read_tasks((row["job"], row["task"]) for row in rows)])


def show_held_out():
    for name, rows in (("own tasks set apart", read(DATA / "own_tasks.csv", 1.0, use="test")),):
        chances = shipped(rows)
        print(f"{name:30}{len(rows):4}  {told(judge(rows, chances))}  {interval(rows, chances)}")


def show_readings():
    for name, rows in (
        ("O*NET, two readers", read(DATA / "onet_tasks_read.csv", 1.0)),
        ("O*NET of the labelled jobs", same_jobs()),
        ("typed, one reader twice", read(DATA / "typed_tasks.csv", 1.0)),
        ("told by strangers, two readers", read(DATA / "told_tasks.csv", 1.0)),
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
        print(f"{name:31}{len(twice):5} tasks, kappa {', '.join(kappas)}; "
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
