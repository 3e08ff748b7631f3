"""The audit's model: weights kept as data, what goes together, and the words that decided.

Two steps. Scores for each marker, competency and scope: what the task's features weigh by
themselves, and what the labelled examples say, each by the cube of its likeness to the task, in
features and in the meaning of words. Then the combinations of them that occur at all, weighed
together ("hands on the patient" without a patient does not occur), give the probability of each.

Source: `docs/decisions/0051-reading-tasks.md` (how it was chosen, how well it does);
`benchmarks/audit.py train` writes the weights again from the labels.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from preround.audit.features import Feature, Features, features
from preround.audit.grammar import Reading
from preround.audit.vectors import meaning, meanings

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
NOTHING = FIRST_SCOPE - 1
EVEN = 0.5
#: Squared length of a task's signs, lists and words; together one.
PARTS = (0.13, 0.54, 0.33)
SIGNS, LISTS, WORDS = range(3)
KINDS = {"s:": SIGNS, "w:": WORDS, "b:": WORDS}
#: What the cube of likeness counts beside the features themselves: of features, of word vectors.
CUBES, MEANINGS = 2.0, 0.6
#: How much a score of one output counts when they are weighed together.
SHARPNESS = np.array([4.0] * N_MARKERS + [3.0] * (len(COMPETENCIES) + len(SCOPES)))
#: The power that makes a probability as sure as it is right, fitted by cross-validation.
SOFTENED = 0.75
#: Tasks read at once; more would take more memory and no less time.
AT_ONCE = 128

Array = NDArray[np.floating]


class Weights(NamedTuple):
    """What the model learned: by feature, and by example.

    `linear` is what each feature weighs and `near` where it points; `places` are where the examples
    stand, `meanings` their word vectors, and `says` what each of them says of every output.
    """

    row: dict[str, int]
    linear: Array
    near: Array
    bias: Array
    places: Array
    meanings: Array
    says: Array


class Together(NamedTuple):
    """Combinations of outputs that occur, one a row of zeros and ones, and how often they do.

    `extra` is the logarithm of how much oftener than if the outputs knew nothing of each other.
    """

    holds: Array
    extra: Array


@cache
def weights() -> Weights:
    """The shipped weights; likeness is scaled so that its plain cubes count what they should."""
    path = resources.files("preround.audit").joinpath("data/weights.npz")
    with path.open("rb") as file, np.load(file) as arrays:
        kept: dict[str, NDArray[Any]] = dict(arrays)
    names = kept["names"].tobytes().decode().split("\n")

    def whole(name: str) -> Array:
        return np.asarray(kept[name] * kept[f"{name}_scale"], dtype=np.float32)

    return Weights(
        {name: n for n, name in enumerate(names)},
        whole("linear"),
        whole("near") * CUBES ** (1 / 6),
        kept["bias"],
        whole("places") * CUBES ** (1 / 6),
        whole("meanings") * MEANINGS ** (1 / 3),
        whole("says"),
    )


@cache
def together() -> Together:
    """The shipped combinations: markers, competency, scope, and thousandths of `extra`."""
    path = resources.files("preround.audit").joinpath("data/together.csv")
    with path.open("r", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
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
    of markers given 0.7 to 0.8, 0.77 are right, of 0.8 to 0.9, 0.86, of 0.9 to 0.97, 0.97.
    """
    least = min(max(float(p), 1.0 - float(p)) for p in chances[:N_MARKERS])
    yes, no = math.pow(least, SOFTENED), math.pow(1.0 - least, SOFTENED)
    return yes / (yes + no)


class Known(NamedTuple):
    """Features of one task that are among those named: their rows, values and spans."""

    rows: list[int]
    values: Array
    found: list[Feature]


def known_features(found: Features, row: dict[str, int]) -> Known:
    """Features in `row`; signs, lists and words each of one length, however many there are."""
    rows, kinds, ours = [], [], []
    lengths = [1e-9, 1e-9, 1e-9]
    for name, one in found.items():
        place = row.get(name)
        if place is not None:
            kind = KINDS.get(name[:2], LISTS) if name[:4] != "job:" else SIGNS
            lengths[kind] += one[0] * one[0]
            rows.append(place)
            kinds.append(kind)
            ours.append(one)
    share = [math.sqrt(part / length) for part, length in zip(PARTS, lengths, strict=True)]
    values = [one[0] * share[kind] for one, kind in zip(ours, kinds, strict=True)]
    return Known(rows, np.array(values, dtype=np.float32), ours)


class Reader(NamedTuple):
    """What the model says of one task, and what each span of words added to what it holds.

    `added` has the outputs that are told why: each marker that holds, or that none does; a gain for
    each of `found`. They sum to the score, less the bias and what all tasks' words have in common.
    """

    chances: Array
    found: list[Feature]
    added: dict[int, Array]
    reading: Reading


def read_task(task: str, job: str) -> Reader:
    """The probability of every output for one task."""
    return read_tasks([(job, task)])[0]


def read_tasks(pairs: Iterable[tuple[str, str]]) -> list[Reader]:
    """The same for (job, task) pairs, many at once."""
    asked = list(pairs)
    return [
        reader
        for first in range(0, len(asked), AT_ONCE)
        for reader in _read_some(asked[first : first + AT_ONCE])
    ]


def _read_some(pairs: list[tuple[str, str]]) -> list[Reader]:
    shipped = weights()
    found = [features(task, job) for job, task in pairs]
    known = [known_features(one, shipped.row) for one, _ in found]
    meant = [meaning(reading.words, meanings()) for _, reading in found]
    near = [shipped.near[one.rows] for one in known]
    places = np.stack([one.values @ place for one, place in zip(known, near, strict=True)])
    like = places @ shipped.places.T
    alike = np.stack([vector for vector, _, _ in meant]) @ shipped.meanings.T
    squares, same = like * like, alike * alike
    scores = np.stack([one.values @ shipped.linear[one.rows] for one in known])
    scores += shipped.bias + (squares * like + same * alike) @ shipped.says
    chances = probabilities(scores, together())
    added: list[dict[int, Array]] = [{} for _ in pairs]
    for output, holds in _told_why(chances):
        told = np.flatnonzero(holds).tolist()
        says = shipped.says[:, output]
        weighed = np.ascontiguousarray(shipped.linear[:, output])
        towards = (squares[told] * says) @ shipped.places
        meaning_of = (same[told] * says) @ shipped.meanings
        for n, toward, means in zip(told, towards, meaning_of, strict=True):
            by_feature = weighed[known[n].rows] + near[n] @ toward
            added[n][output] = np.concatenate([known[n].values * by_feature, meant[n][1] @ means])
    return [
        Reader(
            chances[n],
            [*known[n].found, *((1.0, *span) for span in meant[n][2])],
            added[n],
            found[n][1],
        )
        for n in range(len(pairs))
    ]


def _told_why(chances: Array) -> list[tuple[int, NDArray[np.bool_]]]:
    """Outputs that may be told why, and of which tasks: markers that hold, or that none does."""
    held = chances[:, :N_MARKERS] > EVEN
    return [*enumerate(held.T), (NOTHING, ~held.any(axis=1))]


def deciding_words(reader: Reader, output: int, task: str, *, wanted: int = 2) -> list[str]:
    """The words of the task that spoke most for an output, strongest first."""
    spans: dict[tuple[int, int], float] = {}
    gains = reader.added.get(output, np.zeros(0))
    for place in np.flatnonzero(gains > 0).tolist():
        _, first, after = reader.found[place]
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
