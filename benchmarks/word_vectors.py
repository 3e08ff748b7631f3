"""Word vectors learnt from sentence vectors: what the audit knows a task's words by.

python benchmarks/word_vectors.py DIRECTORY    write src/preround/audit/data/vectors.npz

DIRECTORY holds the sentence model, as in benchmarks/audit_embeddings.py. Each word gets the vector
with which the sum over a task's words comes nearest to the model's vector of that task (ridge,
drawn towards the model's vector of the word alone). Only texts are used, no labels, and neither the
labelled tasks nor the own tasks set apart. O*NET 29.3 by USDOL/ETA, CC BY 4.0.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import audit_embeddings as sentence
import audit_rows as bench
import numpy as np

from preround.audit.features import MARKS
from preround.audit.words import cut, stem

WIDTH, COMMON, RIDGE, RARE, SEEN, TOP = 64, 0.01, 1.0, 1000, 2, 9000


def stems(text):
    return [stem(word.plain) for word in cut(text) if word.plain not in MARKS]


def plain_texts():
    """Tasks to learn from: all but the labelled half and the own tasks set apart."""
    apart = bench.labelled() + bench.read(bench.DATA / "own_tasks.csv", 1.0, use="test")
    texts = {row["task"] for row in bench.further()}
    for name in ("onet_tasks_healthcare", "tasks_onet_unlabelled"):
        with (bench.SHARED / f"corpus/{name}.csv").open(encoding="utf-8", newline="") as file:
            texts |= {row["task"] for row in csv.DictReader(file)}
    return sorted(texts - {row["task"] for row in apart})


def words_alone(texts, vocabulary, embed):
    """The sentence model's vectors of single words, one a stem: the mean of its forms."""
    common = [word for word, n in vocabulary.items() if n < TOP and re.fullmatch("[a-z]{2,}", word)]
    used = {word.plain for text in texts for word in cut(text) if word.plain not in MARKS}
    words = sorted({*common, *(word for word in used if re.fullmatch("[a-z][a-z-]+", word))})
    sums = {}
    for word, vector in zip(words, embed(words), strict=True):
        share = 1 / (vocabulary.get(word, len(vocabulary)) + RARE)
        before = sums.get(stem(word), (0.0, 0.0))
        sums[stem(word)] = (before[0] + share, before[1] + share * vector)
    return {one: total / share for one, (share, total) in sums.items()}, {stem(w) for w in common}


def learnt(texts, alone, counts, wanted):
    """Word vectors whose sums, divided by the root of their number, come nearest to `wanted`."""
    names = sorted(alone)
    place = {one: n for n, one in enumerate(names)}
    x = np.zeros((len(texts), len(names)))
    for n, text in enumerate(texts):
        for one in stems(text):
            if one in place:
                x[n, place[one]] += 1
    x /= np.sqrt(np.maximum(1.0, x.sum(1, keepdims=True)))
    start = np.array([alone[one] for one in names])
    frequency = np.array([counts[one] + 0.5 for one in names]) / sum(counts.values())
    start = (start - start.mean(0)) * (COMMON / (COMMON + frequency))[:, None]
    wanted = wanted - wanted.mean(0)
    sums = x @ start
    start *= (sums * wanted).sum() / (sums * sums).sum()
    dual = np.linalg.solve(x @ x.T + RIDGE * np.eye(len(texts)), wanted - x @ start)
    return names, x, start + x.T @ dual


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)


def make(texts, vocabulary, embed):
    """The arrays of the shipped table; common words, and those seen more than once."""
    counts = Counter(one for text in texts for one in stems(text))
    alone, common = words_alone(texts, vocabulary, embed)
    names, x, vectors = learnt(texts, alone, counts, embed(texts))
    tasks = unit(x @ vectors)
    vectors = vectors @ np.linalg.svd(tasks - tasks.mean(0), full_matrices=False)[2][:WIDTH].T
    keep = [n for n, one in enumerate(names) if counts[one] >= SEEN or one in common]
    scale = np.maximum(np.abs(vectors).max(1, keepdims=True) / 127, 1e-9).astype(np.float32)
    numbers = np.round(vectors / scale).astype(np.int8)
    return {
        "words": np.frombuffer("\n".join(names[n] for n in keep).encode(), dtype=np.uint8),
        "vectors": numbers[keep],
        "scale": scale[keep].ravel(),
        "mean": unit(x @ (numbers * scale)).mean(0).astype(np.float32),
    }


def write(folder):
    lines = (Path(folder) / "vocab.txt").read_text("utf-8").split("\n")
    vocabulary = {line: n for n, line in enumerate(lines)}
    w = sentence.weights_of(Path(folder) / "model.safetensors")
    made = make(plain_texts(), vocabulary, lambda some: sentence.embed_all(some, vocabulary, w))
    np.savez_compressed(bench.AUDIT_DATA / "vectors.npz", **made)
    print(f"{len(made['vectors'])} words written")


if __name__ == "__main__":
    write(sys.argv[1])
