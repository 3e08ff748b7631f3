"""How a task is read: by its features, by its likeness to examples, and why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.audit.features import features
from preround.audit.model import (
    AT_ONCE,
    N_MARKERS,
    NOTHING,
    PARTS,
    deciding_words,
    known_features,
    probabilities,
    read_task,
    read_tasks,
    together,
    weights,
)
from preround.audit.vectors import meaning, meanings

TASKS = [
    ("medical assistant", "Roomed patients and took their vitals before the visit"),
    ("unit clerk", "Told the charge nurse which beds were ready"),
    ("quality analyst", "Audited charts for missing allergy fields"),
    ("barista", "Made drinks and counted cash"),
    ("", "zzq"),
    ("nurse", "!!"),
]


def plain_scores(task: str, job: str) -> np.ndarray:
    """Every score, example by example, as the decision tells it."""
    shipped = weights()
    found, reading = features(task, job)
    known = known_features(found, shipped.row)
    place = sum(
        (v * shipped.near[row] for v, row in zip(known.values, known.rows, strict=True)),
        np.zeros(shipped.near.shape[1]),
    )
    vector = meaning(reading.words, meanings())[0]
    scores = shipped.bias.astype(float)
    for value, row in zip(known.values, known.rows, strict=True):
        scores = scores + value * shipped.linear[row]
    for at, means, says in zip(shipped.places, shipped.meanings, shipped.says, strict=True):
        # places and meanings are kept with the root of what their cubes count
        scores = scores + (float(at @ place) ** 3 + float(means @ vector) ** 3) * says
    return np.asarray(scores)


@pytest.mark.parametrize(("job", "task"), TASKS)
def test_a_task_is_read_as_example_by_example(job: str, task: str) -> None:
    expected = probabilities(plain_scores(task, job), together())
    assert np.allclose(read_task(task, job).chances, expected, atol=1e-4)


def test_many_tasks_at_once_are_read_as_one_by_one() -> None:
    pairs = [TASKS[n % len(TASKS)] for n in range(AT_ONCE + 3)]
    many = read_tasks(pairs)
    assert len(many) == len(pairs)
    for (job, task), reader in zip(pairs[-len(TASKS) :], many[-len(TASKS) :], strict=True):
        alone = read_task(task, job)
        assert np.allclose(reader.chances, alone.chances, atol=1e-5)
        assert reader.added.keys() == alone.added.keys()


def test_no_tasks_are_read_as_none() -> None:
    assert read_tasks([]) == []


@pytest.mark.parametrize(("job", "task"), TASKS)
def test_the_gains_sum_to_the_score_less_what_all_tasks_have(job: str, task: str) -> None:
    shipped, reader = weights(), read_task(task, job)
    vector, parts, _ = meaning(reader.reading.words, meanings())
    scores = plain_scores(task, job)
    for output, gains in reader.added.items():
        toward = ((shipped.meanings @ vector) ** 2 * shipped.says[:, output]) @ shipped.meanings
        common = (vector - parts.sum(axis=0)) @ toward
        assert gains.sum() + common + shipped.bias[output] == pytest.approx(
            scores[output], abs=1e-4
        )


@given(st.floats(0.1, 10.0), st.sampled_from(TASKS))
def test_each_kind_of_features_has_its_length_however_strong(
    factor: float, pair: tuple[str, str]
) -> None:
    job, task = pair
    found, _ = features(task, job)
    row = weights().row
    stronger = {name: (one[0] * factor, *one[1:]) for name, one in found.items()}
    known, again = known_features(found, row), known_features(stronger, row)
    assert np.allclose(known.values, again.values, atol=1e-5)
    assert float(known.values @ known.values) <= sum(PARTS) + 1e-5


def test_what_holds_is_told_why_and_nothing_where_nothing_holds() -> None:
    pairs = TASKS[:4]
    for (_, task), reader in zip(pairs, read_tasks(pairs), strict=True):
        held = [n for n in range(N_MARKERS) if reader.chances[n] > 0.5]
        assert list(reader.added) == (held or [NOTHING])
        for output in reader.added:
            assert all(one in task for one in deciding_words(reader, output, task))
    assert deciding_words(reader, 0, TASKS[3][1]) == []


@pytest.mark.parametrize(
    ("job", "task", "output", "words"),
    [
        ("medical assistant", "Took vitals", 0, "vitals"),
        ("unit clerk", "Told the charge nurse that a bed was ready", 1, "charge nurse"),
        ("quality analyst", "Audited charts for missing allergy fields", 2, "Audited"),
    ],
)
def test_the_words_that_decided_are_told(job: str, task: str, output: int, words: str) -> None:
    told = deciding_words(read_task(task, job), output, task)
    assert any(words in one or one in words for one in told), told
