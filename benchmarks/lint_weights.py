"""Finds the weights of what a line adds to its log, from pairs and plain lines.

`python -m benchmarks.lint train` writes them, `folds` says how they do on batches left out.

An inflated line says too much in one clause at least, and which one nobody has marked: training
goes in turns, weights from the clauses taken to be inflated, then from each inflated line the
clauses that weigh most. The duties of O*NET (O*NET 29.3 by USDOL/ETA, CC BY 4.0, read from
../shared/corpus or $PREROUND_SHARED) are honest where they are logged.
"""

from __future__ import annotations

import csv
import math
import os
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numba import njit

from preround.writing.rules.kit.claims import SUPERVISED
from preround.writing.rules.kit.clauses import clauses
from preround.writing.rules.kit.features import clause_features, features
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.weighing import (
    BIAS,
    MIX_BIAS,
    MIX_LOG,
    MIXES,
    SCALE,
    SHORTEST,
    VIEWS,
    sentences,
    view_scores,
)

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PREROUND_SHARED", ROOT.parent / "shared"))
ONET = SHARED / "corpus/onet_tasks_healthcare.csv"
WEIGHTS = ROOT / "src/preround/writing/data/added_weights.csv"
DATA = ROOT / "tests/data/writing"
SIDES = ("honest", "inflated")
COSTS = dict(zip(VIEWS, (3.0, 2.0, 1.0, 1.0), strict=True))
HONEST_COST, SURE, N_TURNS, N_EPOCHS, LEAST, SMALLEST = 0.6, 0.5, 4, 12, 2, 30
N_ONET, N_FOLDS, BATCH, N_STEPS, RIDGE = 400, 5, 70, 30, 1e-2
NO_PAIR = -1
#: Support, office, technician, teaching and coordinating jobs, whose duties are theirs to tell.
THEIRS = re.compile(r"^(?:31-|43-|29-20|29-9|15-|21-1093|21-1094|21-1091|11-9121|25-)")
GOES_ON = re.compile(r", | by | to | for | using | such as | or ")


class Told(NamedTuple):
    """A line told: its words, the role, the log, whether it is inflated, and its pair."""

    text: str
    role: str
    duty: str
    inflated: bool
    pair: int


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Pairs: role, duty logged, the honest line, the inflated one."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


def clean_lines() -> list[tuple[str, str]]:
    """Role and text of our own clean lines."""
    lines = (DATA / "clean.txt").read_text("utf-8").splitlines()
    return [(line.split("|", 1)[0], line.split("|", 1)[1]) for line in lines]


def told(*, logged: bool) -> list[Told]:
    """Every line the weights are found from; with `logged`, those that stand beside a log."""
    found = [
        Told(row[side], row["role"], row["duty_logged"].strip() if logged else "",
             side == "inflated", n)
        for n, row in enumerate(read_pairs(DATA / "pairs.csv"))
        for side in SIDES
    ]  # fmt: skip
    if not logged:
        found += [Told(text, role, "", False, NO_PAIR) for role, text in clean_lines()]
    for row in read_pairs(DATA / "plain.csv"):
        duty = row["duty_logged"].strip() if logged else ""
        found.append(Told(row["text"], row["role"], duty, False, NO_PAIR))
    found += _duties(logged=logged)
    return [one for one in found if one.duty or not logged]


def _duties(*, logged: bool) -> list[Told]:
    with ONET.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if THEIRS.match(row["onet_soc_code"])]
    random.Random(0).shuffle(rows)
    found = []
    for row in rows[: N_ONET if logged else None]:
        task = row["task"].rstrip(".")
        further = GOES_ON.search(task, 12)
        log = task[: further.start() if further else None] if logged else ""
        found.append(Told(task, row["title"], log, False, NO_PAIR))
    return found


def bag(view: str, one: Told) -> list[frozenset[str]]:
    """The features of each clause of a line, or of each whole sentence."""
    found = []
    for part in sentences(Line(one.text)):
        if view.startswith("whole"):
            found.append(features(part.text, one.role, one.duty))
            continue
        watched = bool(SUPERVISED.search(part.text))
        cut = clauses(part.text) or [(part.text, 0)]
        found += [clause_features(text, one.role, one.duty, watched=watched) for text, _ in cut]
    return found


class Rows:
    """Bags of features as one sparse table, with the line each row belongs to."""

    def __init__(self, view: str, lines: Sequence[Told]) -> None:
        bags = [bag(view, one) for one in lines]
        made = [names for one in bags for names in one]
        self.line = np.array([n for n, one in enumerate(bags) for _ in one])
        counts = Counter(name for names in made for name in names)
        self.names = sorted(name for name, n in counts.items() if n >= LEAST)
        place = {name: n for n, name in enumerate(self.names)}
        ends, places, cells = [0], [], []
        for names in made:
            known = sorted(place[name] for name in names if name in place)
            places += [*known, len(place)]
            cells += [1 / math.sqrt(len(names) + SHORTEST)] * len(known) + [1.0]
            ends.append(len(places))
        self.ends, self.places, self.cells = map(np.array, (ends, places, cells))
        self.inflated = np.array([one.inflated for one in lines])[self.line]
        self.pair = np.array([one.pair for one in lines])[self.line]
        honest = {(one.pair, names) for one, has in zip(lines, bags, strict=True)
                  if not one.inflated for names in has}  # fmt: skip
        self.shared = np.array(
            [(pair, names) in honest for pair, names in zip(self.pair, made, strict=True)]
        )

    def weights(self, used: np.ndarray, cost: float) -> np.ndarray:
        """Weights of every feature, found in turns from the rows in use."""
        positive = self.inflated & ~self.shared
        for turn in range(N_TURNS):
            taken = np.flatnonzero(used & (positive | ~self.inflated))
            signs = np.where(positive[taken], 1.0, -1.0)
            costs = cost * np.where(positive[taken], 1.0, HONEST_COST)
            table = self.ends, self.places, self.cells
            draw = np.random.default_rng(turn)
            orders = np.array([draw.permutation(len(taken)) for _ in range(N_EPOCHS)])
            found = ascend(*table, taken, signs, costs, len(self.names) + 1, orders)
            if turn == N_TURNS - 1:
                return found
            scores = self.scores(found)
            most = self.most(scores)
            top = scores == most[self.line]
            positive = self.inflated & (top | ((scores > SURE) & ~self.shared))
        raise AssertionError

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """The weighted sum of each row."""
        return np.add.reduceat(self.cells * weights[self.places], self.ends[:-1])

    def most(self, scores: np.ndarray) -> np.ndarray:
        """The highest score of each line."""
        found = np.full(self.line.max() + 1, -np.inf)
        np.maximum.at(found, self.line, scores)
        return found


@njit(cache=True)
def ascend(ends, places, cells, rows, signs, costs, n_features, orders):
    """A linear classifier of squared hinge loss, by ascent of the dual, one row at a time.

    Source: Hsieh et al., A dual coordinate descent method for large-scale linear SVM, ICML 2008,
    algorithm 1 with the L2 loss.
    """
    weights = np.zeros(n_features)
    pulls = np.zeros(len(rows))
    for order in orders:
        for n in order:
            low, high = ends[rows[n]], ends[rows[n] + 1]
            total, size = 0.0, 0.5 / costs[n]
            for k in range(low, high):
                total += weights[places[k]] * cells[k]
                size += cells[k] * cells[k]
            slope = signs[n] * total - 1 + pulls[n] * 0.5 / costs[n]
            pull = max(pulls[n] - slope / size, 0.0)
            for k in range(low, high):
                weights[places[k]] += (pull - pulls[n]) * signs[n] * cells[k]
            pulls[n] = pull
    return weights


class Seen(NamedTuple):
    """A line of a pair as views that never saw its batch score it; `beside` the log or alone."""

    pair: int
    inflated: bool
    beside: bool
    scores: tuple[float, ...]


def left_out(rows: dict[str, Rows]) -> list[Seen]:
    """Every line of a pair, beside its log and alone; and beside a log that says just so."""
    pairs = read_pairs(DATA / "pairs.csv")
    fold_of = [n // BATCH % N_FOLDS for n in range(len(pairs))]
    found = []
    for out in range(N_FOLDS):
        views = tuple(
            named(rows[view], COSTS[view], np.isin(rows[view].pair, np.flatnonzero(
                np.array(fold_of) == out), invert=True))
            for view in VIEWS
        )  # fmt: skip
        for n, row in enumerate(pairs):
            if fold_of[n] != out:
                continue
            role, duty = row["role"], row["duty_logged"].strip()
            for side in SIDES:
                text, inflated = row[side], side == "inflated"
                found.append(Seen(n, inflated, False, scored(views, text, role, "")))
                if duty:
                    found.append(Seen(n, inflated, True, scored(views, text, role, duty)))
            found.append(Seen(NO_PAIR, False, True, scored(views, text, role, text)))
    return found


def named(rows: Rows, cost: float, used: np.ndarray) -> dict[str, float]:
    """Weights by name, found from the rows in use."""
    return dict(zip((*rows.names, BIAS), rows.weights(used, cost).tolist(), strict=True))


def scored(
    views: tuple[dict[str, float], ...], text: str, role: str, duty: str
) -> tuple[float, ...]:
    """The highest score of each view over the sentences of a line."""
    each = [view_scores(views, part.text, role, duty)[0] for part in sentences(Line(text))]
    return tuple(np.max(each, axis=0).tolist())


def logistic(table: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Logistic weights of the columns and a bias, by Newton's steps."""
    full = np.c_[table, np.ones(len(table))]
    weights = np.zeros(full.shape[1])
    for _ in range(N_STEPS):
        chance = 1 / (1 + np.exp(-full @ weights))
        bend = (full.T * (chance * (1 - chance))) @ full + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(bend, full.T @ (chance - labels) + RIDGE * weights)
    return weights


def mixes(seen: list[Seen]) -> list[np.ndarray]:
    """How the views are joined: beside a log, and by the role alone."""
    alone = [place for place, view in enumerate(VIEWS) if "role" in view]
    found = []
    for beside, columns in ((True, [*range(len(VIEWS) + 1)]), (False, alone)):
        used = [one for one in seen if one.beside == beside]
        weights = logistic(np.array([one.scores for one in used])[:, columns],
                           np.array([one.inflated for one in used], dtype=float))  # fmt: skip
        mix = np.zeros(len(VIEWS) + 2)
        mix[[*columns, -1]] = weights
        found.append(mix)
    return found


def prepared() -> dict[str, Rows]:
    """Every table of rows, by view."""
    lines = {logged: told(logged=logged) for logged in (True, False)}
    return {view: Rows(view, lines["role" not in view]) for view in VIEWS}


def train() -> None:
    """Write the weights."""
    rows = prepared()
    both = mixes(left_out(rows))
    found = [named(rows[view], COSTS[view], np.ones(len(rows[view].line), bool)) for view in VIEWS]
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", *VIEWS))
        thousandths = [[round(SCALE * one) for one in mix] for mix in both]
        for name, mix in zip(MIXES, thousandths, strict=True):
            writer.writerow((name, *mix[: len(VIEWS)]))
        for name, at in ((MIX_LOG, -2), (MIX_BIAS, -1)):
            writer.writerow((name, *(mix[at] for mix in thousandths), 0, 0))
        for name in sorted(set().union(*found)):
            row = [round(SCALE * one.get(name, 0.0)) for one in found]
            if any(abs(cell) >= SMALLEST for cell in row):
                writer.writerow((name, *row))
    print("weights written")


def folds() -> None:
    """Print how the weights alone do on batches they never saw."""
    seen = left_out(prepared())
    for beside, mix in zip((True, False), mixes(seen), strict=True):
        over = {(one.pair, one.inflated): float(mix[:-1] @ np.array(one.scores) + mix[-1])
                for one in seen if one.beside == beside and one.pair >= 0}  # fmt: skip
        same = [float(mix[:-1] @ np.array(one.scores) + mix[-1])
                for one in seen if one.beside and one.pair < 0]  # fmt: skip
        pairs = sorted({pair for pair, _ in over})
        honest, inflated = (np.array([over[n, side] for n in pairs]) for side in (False, True))
        batch = np.array(pairs) // BATCH
        print(f"{'beside a log' if beside else 'by role'}: mix {np.round(mix, 2)}")
        for least in (-0.5, 0.0, 0.5, 1.0, 2.0, 3.0):
            apart = (inflated > least) & (honest <= least)
            by_batch = " ".join(f"{apart[batch == n].mean():.2f}" for n in sorted(set(batch)))
            print(
                f"  above {least}: {apart.mean():.3f}, honest {(honest > least).mean():.3f},"
                f" said so in the log {np.mean(np.array(same) > least):.3f} | {by_batch}"
            )
