"""What a line says beyond its log, or beyond what its role does, weighed word by word.

Lists of verbs and things decide what is plainly a claim; much inflation is said in words that no
list holds ("guided the cardiologist on next steps"), or in one clause of a long honest sentence.
Here every word, and every kind of deed on a kind of thing, that the log does not hold has a weight,
learned from pairs of one duty told honestly and inflated. A sentence is weighed whole, and by its
weightiest clause.

Source: `docs/decisions/0053-claims-as-acts.md` (how the weights were found, how well
they do); `python -m benchmarks.lint train` writes them again.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from preround.writing.rules.kit.acts import tokens_of
from preround.writing.rules.kit.claims import SUPERVISED, acts_of
from preround.writing.rules.kit.clauses import clauses
from preround.writing.rules.kit.features import clause_features, features
from preround.writing.rules.kit.line import Line, Part

#: A bag of fewer features than this is not weighed as if each said all.
SHORTEST = 8
FEWEST_WORDS = 4
#: Log odds of what the log says in the same words.
NOTHING_ADDED = -9.0
SCALE = 1000.0
BIAS = "(bias)"
#: The columns of the file of weights: what is weighed, beside a log or by the role alone.
VIEWS = ("clause", "clause_by_role", "whole", "whole_by_role")
MIXES = ("(mix beside a log)", "(mix by role)")
MIX_LOG, MIX_BIAS = "(mix of the log itself)", "(mix bias)"


class Weights(NamedTuple):
    """Weights of features by view, and how the views are joined into log odds.

    A mix has one weight a view, one for how the log itself sounds for the role, and a bias; the
    mix by role leaves all that is beside a log at zero.
    """

    views: tuple[Mapping[str, float], ...]
    beside_log: tuple[float, ...]
    by_role: tuple[float, ...]


class Weighed(NamedTuple):
    """Log odds that a sentence says more than was done, and the clause that says so most."""

    score: float
    start: int
    end: int


@cache
def weights() -> Weights:
    """The shipped weights; thousandths, one row a feature."""
    path = resources.files("preround.writing").joinpath("data/added_weights.csv")
    views: tuple[dict[str, float], ...] = tuple({} for _ in VIEWS)
    mixes: dict[str, list[float]] = {}
    with path.open("r", encoding="utf-8") as file:
        for name, *cells in list(csv.reader(file))[1:]:
            if name.startswith("(mix"):
                mixes[name] = [int(cell) / SCALE for cell in cells]
                continue
            for table, cell in zip(views, cells, strict=True):
                if cell != "0":
                    table[name] = int(cell) / SCALE
    beside, alone = (
        (*mixes[name], mixes[MIX_LOG][n], mixes[MIX_BIAS][n]) for n, name in enumerate(MIXES)
    )
    return Weights(views, beside, alone)


def sentences(line: Line) -> list[Part]:
    """The parts of a line; what tells of no act ("; fourth author") stays with what it tells of."""
    found: list[Part] = []
    for part in line.parts:
        before = found[-1] if found else None
        between = line.text[before.start + len(before.text) : part.start] if before else "\n"
        if before and "\n" not in between and ";" in between and not acts_of(part.text):
            found[-1] = Part(line.text[before.start : part.start + len(part.text)], before.start)
        else:
            found.append(part)
    return found


def weigh(part: Part, role: str, duty: str) -> Weighed:
    """Log odds that a sentence says more than its log; than its role does, where none is logged."""
    one = _weigh(part.text, role, duty.strip())
    return one._replace(start=part.start + one.start, end=part.start + one.end)


@lru_cache(maxsize=1024)
def _weigh(text: str, role: str, duty: str) -> Weighed:
    known = weights()
    if duty and _as_written(text) in _as_written(duty):
        return Weighed(NOTHING_ADDED, 0, len(text))
    seen, start, end = view_scores(known.views, text, role, duty)
    mix = known.beside_log if duty else known.by_role
    score = mix[-1] + sum(a * b for a, b in zip(mix, seen, strict=False))
    return Weighed(score, start, end)


def _as_written(text: str) -> str:
    return f" {' '.join(token.word for token in tokens_of(text))} "


def view_scores(
    views: tuple[Mapping[str, float], ...], text: str, role: str, duty: str
) -> tuple[tuple[float, ...], int, int]:
    """The score of each view and of the log itself, and where the weightiest clause stands."""
    by_clause, by_clause_alone, whole, whole_alone = views
    watched = bool(SUPERVISED.search(text))
    cut = clauses(text) or [(text, 0)]
    alone = [_score(by_clause_alone, clause_features(one, role, "", watched=watched))
             for one, _ in cut]  # fmt: skip
    beside = [_score(by_clause, clause_features(one, role, duty, watched=watched))
              for one, _ in cut] if duty else [0.0] * len(cut)  # fmt: skip
    most = max(range(len(cut)), key=lambda n: alone[n] + beside[n])
    said, start = cut[most]
    seen = (
        max(beside),
        max(alone),
        _score(whole, features(text, role, duty)) if duty else 0.0,
        _score(whole_alone, features(text, role, "")),
        _score(whole_alone, features(duty, role, "")) if duty else 0.0,
    )
    return seen, start, start + len(said)


def _score(known: Mapping[str, float], found: Collection[str]) -> float:
    """A bias and a weighted sum, evened out for how much is said."""
    said = math.fsum(known.get(name, 0.0) for name in found)
    return known[BIAS] + said / math.sqrt(len(found) + SHORTEST)
