"""A figure with its interval and the support behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Support(StrEnum):
    """Where the deciding coefficients of a figure come from, best first."""

    PUBLISHED = "published"
    ESTIMATED = "estimated"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Interval:
    """10th, 50th and 90th percentile of a figure, its mean, and its support.

    Probabilities are in [0, 1]; counts are in their own unit.
    """

    low: float
    mid: float
    high: float
    mean: float
    support: Support
