"""Down a rank list by throwing dice: one strength, one error, one coin a program.

Shares the published coefficients with the package, but none of its arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def thrown(
    terms: Sequence[tuple[float, float, float]],
    strengths: Sequence[tuple[float, float]],
    evidence: tuple[int, float, float, float] | None,
    rng: np.random.Generator,
    n: int,
) -> list[float]:
    """Share of seasons matched at each rank.

    `terms` holds alpha, beta and spread of each rank, `strengths` shift and tau; `evidence`
    the number of interviews with rate, shift and tau of their specialty.
    """
    ended = [0.0] * len(terms)
    weight = 0.0
    for _ in range(n):
        z, e = rng.standard_normal(2)
        likely = 1.0
        if evidence is not None:
            k, rate, shift, tau = evidence
            mean = rate * math.exp(shift + tau * z)
            likely = math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
        weight += likely
        for rank, ((alpha, beta, spread), (shift, tau)) in enumerate(
            zip(terms, strengths, strict=True)
        ):
            logit = alpha + beta * (shift + tau * z) + spread * e
            if rng.random() < 1 / (1 + math.exp(-logit)):
                ended[rank] += likely
                break
    return [found / weight for found in ended]
