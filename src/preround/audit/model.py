"""The audit's model: weights kept as data, what goes together, and the words that decided.

Two steps. Linear scores for each marker, competency and scope; then the combinations of them that
occur at all, weighed together ("hands on the patient" without a patient does not occur), give the
probability of each.

Source: `docs/decisions/0051-reading-tasks.md` (how it was chosen, how well it does);
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

from preround.audit.features import Feature, features
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
BIAS = "(bias)"
#: How much a score of one output counts when they are weighed together.
SHARPNESS = np.array([4.0] * N_MARKERS + [3.0] * (len(COMPETENCIES) + len(SCOPES)))
#: The power that makes a probability as sure as it is right, fitted by cross-validation.
SOFTENED = 0.7

Array = NDArray[np.float64]


class Weights(NamedTuple):
    """Rows of weights by feature, and the bias."""

    row: dict[str, int]
    table: Array
    bias: Array


class Together(NamedTuple):
    """Combinations of outputs that occur, one a row of zeros and ones, and how often they do.

    `extra` is the logarithm of how much oftener than if the outputs knew nothing of each other.
    """

    holds: Array
    extra: Array


def _rows(name: str) -> list[list[str]]:
    path = resources.files("preround.audit").joinpath(f"data/{name}.csv")
    with path.open("r", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


@cache
def weights() -> Weights:
    """The shipped weights; `SCALE` thousandths, one row a feature."""
    rows = _rows("weights")
    names = [row[0] for row in rows]
    table = np.array([row[1:] for row in rows], dtype=float) / SCALE
    place = {name: n for n, name in enumerate(names)}
    return Weights(place, table, table[place[BIAS]])


@cache
def together() -> Together:
    """The shipped combinations: markers, competency, scope, and thousandths of `extra`."""
    rows = _rows("together")
    holds = np.zeros((len(rows), len(OUTPUTS)))
    for n, row in enumerate(rows):
        holds[n, :N_MARKERS] = [float(cell) for cell in row[:N_MARKERS]]
        holds[n, N_MARKERS + COMPETENCIES.index(row[3])] = 1.0
        holds[n, FIRST_SCOPE + SCOPES.index(row[4])] = 1.0
    return Together(holds, np.array([float(row[5]) for row in rows]) / SCALE)


def probabilities(scores: Array, known: Together) -> Array:
    """The probability of each output, from the combinations that occur; rows of scores at once."""
    joint = (scores * SHARPNESS) @ known.holds.T + known.extra
    shares = np.exp(joint - joint.max(axis=-1, keepdims=True))
    return np.asarray(shares @ known.holds / shares.sum(axis=-1, keepdims=True))


def sureness(chances: Array) -> float:
    """How often a reading as sure as this one's least sure marker is right, 0.5 to 1.

    Notes
    -----
    The probabilities are too sure of themselves on jobs never seen; at this power they are not:
    of markers given 0.7 to 0.8, 0.71 are right, of 0.8 to 0.9, 0.87, of 0.9 to 0.97, 0.95.
    """
    least = min(max(float(p), 1.0 - float(p)) for p in chances[:N_MARKERS])
    yes, no = math.pow(least, SOFTENED), math.pow(1.0 - least, SOFTENED)
    return yes / (yes + no)


class Reader(NamedTuple):
    """What the model says of one task, the features it knew, and what each added to each output."""

    chances: Array
    known: list[Feature]
    added: Array
    reading: Reading


def read_task(task: str, job: str) -> Reader:
    """The probability of every output for one task."""
    shipped = weights()
    place = shipped.row
    found, reading = features(task, job)
    names = [name for name in found if name in place]
    known = [found[name] for name in names]
    values = np.array([weight for weight, _, _ in known]).reshape(-1, 1)
    added = values * shipped.table[[place[name] for name in names]]
    chances = probabilities(shipped.bias + added.sum(axis=0), together())
    return Reader(chances, known, added, reading)


def deciding_words(reader: Reader, output: int, task: str, *, wanted: int = 2) -> list[str]:
    """The words of the task that spoke most for an output, strongest first."""
    spans: dict[tuple[int, int], float] = {}
    gains = reader.added[:, output]
    for place in np.flatnonzero(gains > 0).tolist():
        _, first, after = reader.known[place]
        if first >= 0:
            spans[first, after] = spans.get((first, after), 0.0) + float(gains[place])
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
