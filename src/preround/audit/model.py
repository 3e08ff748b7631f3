"""The audit's linear model: weights kept as data, scores, confidence, and the words that decided.

Source: `docs/decisions/0051-reading-tasks.md` (how it was chosen and how well it does);
`benchmarks/audit.py train` writes the weights again from the labels.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from preround.audit.features import Features, features
from preround.audit.grammar import Reading

MARKERS = ("P", "T", "S")
COMPETENCIES = ("PC", "MK", "PBLI", "ICS", "PROF", "SBP", "none")
SCOPES = ("hands_on", "patient_contact", "indirect", "none")
OUTPUTS = (
    *MARKERS,
    *(f"competency:{name}" for name in COMPETENCIES),
    *(f"scope:{name}" for name in SCOPES),
)
SCALE = 1000.0
N_MARKERS = len(MARKERS)
FIRST_SCOPE = N_MARKERS + len(COMPETENCIES)
BIAS, SLOPE = "(bias)", "(slope)"


class Weights(NamedTuple):
    """Rows of weights by feature, the bias, and how sure a score makes one."""

    row: dict[str, int]
    table: NDArray[np.float64]
    bias: NDArray[np.float64]
    slope: float
    by_output: list[dict[str, float]]


@cache
def weights() -> Weights:
    """The shipped weights; `SCALE` thousandths, one row a feature."""
    path = resources.files("preround.audit").joinpath("data/weights.csv")
    with path.open("r", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    names = [row[0] for row in rows]
    table = np.array([row[1:] for row in rows], dtype=float) / SCALE
    place = {name: n for n, name in enumerate(names)}
    by_output = [
        {name: value for name, value in zip(names, column, strict=True) if value > 0}
        for column in table.T.tolist()
    ]
    return Weights(place, table, table[place[BIAS]], float(table[place[SLOPE], 0]), by_output)


class Reader(NamedTuple):
    """What the model says of one task, before the rules of consistency."""

    scores: NDArray[np.float64]
    features: Features
    reading: Reading


def score(task: str, job: str) -> Reader:
    """Scores of every output for one task; above zero means yes for a marker."""
    known = weights()
    found, reading = features(task, job)
    rows, values = [], []
    for name, feature in found.items():
        row = known.row.get(name)
        if row is not None:
            rows.append(row)
            values.append(feature[0])
    scores = known.bias + (np.array(values) @ known.table[rows] if rows else 0.0)
    return Reader(scores, found, reading)


def confidence(scores: NDArray[np.float64]) -> float:
    """How sure the least sure of the three markers is, 0.5 to 1.

    Source: the slope is fitted on the cross-validated scores of the labelled tasks.
    """
    slope = weights().slope
    return min(1.0 / (1.0 + math.exp(-slope * abs(float(s)))) for s in scores[:N_MARKERS])


def deciding_words(reader: Reader, output: int, task: str, *, wanted: int = 2) -> list[str]:
    """The words of the task that spoke most for an output, strongest first."""
    speaks_for = weights().by_output[output]
    spans: dict[tuple[int, int], float] = {}
    for name, (value, first, after) in reader.features.items():
        gain = speaks_for.get(name)
        if gain is not None and first >= 0:
            spans[first, after] = spans.get((first, after), 0.0) + value * gain
    best = sorted((gain, span) for span, gain in spans.items())
    words = reader.reading.words
    told: list[str] = []
    taken: set[int] = set()
    for _gain, (first, after) in reversed(best):
        if taken & set(range(first, after)):
            continue
        taken |= set(range(first, after))
        told.append(task[words[first].start : words[after - 1].end])
        if len(told) == wanted:
            break
    return told
