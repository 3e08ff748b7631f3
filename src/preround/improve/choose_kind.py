"""Which chart a series asks for, with the reason read from the data, and what only people know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preround.improve.columns import BETWEEN
from preround.improve.control_chart import D2, LEAST_POINTS, ChartKind
from preround.improve.measurements import (
    NOT_WHOLE,
    BadMeasurement,
    Measurement,
    SeriesWords,
    check,
)
from preround.improve.periods import is_rare

#: Spread of neighboring standardized points above which plain limits may be too narrow.
#: A chart of pure chance stays below it in about 98 of 100 series of 20 points.
OVERDISPERSED = 1.5
#: Mean denominator from which a wider spread speaks of a mixed process rather than of a few
#: special causes, which is what the adjustment was made for; our choice (see the decision).
LARGE_SUBGROUP = 300
#: Few events over so large a denominator are taken for events per days, visits or doses, where
#: one item may count twice; both charts give nearly the same limits there.
LARGE_EXPOSURE = 1000
FEW_EVENTS = 0.05
#: A rate this many standard errors above its center, and above 1, is taken for a slip.
SLIP_SIGMAS = 5.0
NO_WORDS = SeriesWords()
TIME = re.compile(
    r"\b(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|time)\b", re.IGNORECASE
)
EXPOSURE = re.compile(
    r"\b(?:days|hours|weeks|months|nights|doses|miles|area|exposure|meters)\b", re.IGNORECASE
)
EITHER_OR = re.compile(
    r"\b(?:missed|late|on time|no[- ]shows?|attended|completed?|incomplete|yes|answered|abandoned"
    r"|returned|reached|cases in the)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KindQuestion:
    """What the numbers leave open and a person can answer: each answer with the chart it means."""

    text: str
    answers: tuple[tuple[ChartKind, str], ...]


@dataclass(frozen=True, slots=True)
class KindChoice:
    """The chart, why, and the question that would settle it where it is not settled."""

    kind: ChartKind
    why: str
    question: KindQuestion | None = None


def choose_kind(
    measurements: Sequence[Measurement],
    words: SeriesWords = NO_WORDS,
    *,
    each_once: bool | None = None,
) -> KindChoice:
    """The chart that fits, and why in one sentence.

    Parameters
    ----------
    measurements
        In any order.
    words
        What the sheet calls its columns.
    each_once
        Whether each item is counted at most once, where the person has said so.

    Raises
    ------
    BadMeasurement
        When a point cannot be, or when counts stand beside single values.

    Source
    ------
    Provost and Murray 2011, selection by type of data; Laney 2002 for over-dispersion; Benneyan
    2001 and Nelson 1994 for what lies between rare events.
    """
    check(measurements)
    plotted = [m for m in measurements if not m.is_missing]
    _refuse_mixture(plotted)
    if len(plotted) < LEAST_POINTS:
        return KindChoice(ChartKind.RUN, few_points(len(plotted)))
    if any(m.count is None for m in plotted):
        return _value_kind(plotted, words)
    if any(m.denominator is None for m in plotted):
        if any(_is_broken(m.count) for m in plotted):
            return KindChoice(ChartKind.XMR, NEIGHBORS)
        why = "Counts of events with the same chance each time and no denominator: c."
        return KindChoice(ChartKind.C, why + _rare(plotted))
    return _rate_kind(plotted, words, each_once)


NEIGHBORS = "One measured value a time: each is judged by its neighbors (XmR)."


def few_points(n: int) -> str:
    """Why a run chart: how many points there are and how many limits still need."""
    noun = "point" if n == 1 else "points"
    return (
        f"{n} {noun}: a run chart with its median. Limits need {LEAST_POINTS} points, "
        f"{LEAST_POINTS - n} more."
    )


def _is_broken(value: float | None) -> bool:
    return value is not None and abs(value - round(value)) > NOT_WHOLE


def _value_kind(plotted: Sequence[Measurement], words: SeriesWords) -> KindChoice:
    said = f"{words.value} {words.measure}"
    if not BETWEEN.search(said):
        return KindChoice(ChartKind.XMR, NEIGHBORS)
    values = [m.value for m in plotted]
    if TIME.search(said) or any(_is_broken(value) for value in values):
        return KindChoice(
            ChartKind.T, "Time from one rare event to the next: t, judged after the power 1/3.6."
        )
    return KindChoice(
        ChartKind.G, "A number of cases from one rare event to the next: g, about its median."
    )


def _rare(plotted: Sequence[Measurement]) -> str:
    """What to write down instead where events are too rare for counting by period."""
    if not is_rare(plotted):
        return ""
    empty = sum(m.count == 0 for m in plotted)
    return (
        f" {empty} of {len(plotted)} points are zero, so this chart can hardly show a fall: note "
        "the day of each event and chart the days between (t), or the cases between (g)."
    )


def _refuse_mixture(plotted: Sequence[Measurement]) -> None:
    values = [m.place for m in plotted if m.count is None]
    bare = [m.place for m in plotted if m.count is not None and m.denominator is None]
    for odd in (values, bare):
        if odd and len(odd) < len(plotted):
            raise BadMeasurement(
                "measured in another way than the rest",
                odd if len(odd) * 2 <= len(plotted) else _others(plotted, odd),
                "Give every point a value, or every point a count and its denominator.",
            )


def _others(plotted: Sequence[Measurement], places: Sequence[int]) -> list[int]:
    return [m.place for m in plotted if m.place not in set(places)]


def _rate_kind(
    plotted: Sequence[Measurement], words: SeriesWords, each_once: bool | None
) -> KindChoice:
    count = np.array([m.count for m in plotted], dtype=float)
    size = np.array([m.denominator for m in plotted], dtype=float)
    if any(_is_broken(value) for value in count):
        return KindChoice(
            ChartKind.XMR, "A ratio of measured amounts: each is judged by its neighbors (XmR)."
        )
    _refuse_slips(plotted, count, size)
    proportion, why, question = _proportion(count, size, words, each_once)
    spread = spread_of_neighbors(count, size, proportion=proportion)
    if spread > OVERDISPERSED and size.mean() >= LARGE_SUBGROUP:
        kind = ChartKind.LANEY_P if proportion else ChartKind.LANEY_U
        letter = "p" if proportion else "u"
        return KindChoice(
            kind,
            f"Neighboring points differ {spread:.1f} times as much as counting alone explains, "
            f"so limits follow their own spread (Laney {letter}').",
        )
    kind = ChartKind.P if proportion else ChartKind.U
    return KindChoice(kind, why + _rare(plotted), question)


def _proportion(
    count: NDArray[np.float64],
    size: NDArray[np.float64],
    words: SeriesWords,
    each_once: bool | None,
) -> tuple[bool, str, KindQuestion | None]:
    """Whether it is so many out of so many, why, and the question where nothing tells."""
    if (count > size).any() or (size != np.round(size)).any():
        return False, "Events per unit, more than one possible in each: a rate (u).", None
    if each_once is not None:
        said = "is counted once at most: a proportion (p)"
        if not each_once:
            said = "can be counted more than once: a rate (u)"
        return each_once, f"Each {said}.", None
    if EXPOSURE.search(words.denominator):
        return False, f"Events per {words.denominator}: a rate (u).", None
    if EITHER_OR.search(f"{words.count} {words.denominator}"):
        return True, "So many out of so many: a proportion (p).", None
    if size.mean() >= LARGE_EXPOSURE and count.sum() / size.sum() < FEW_EVENTS:
        return False, "Few events over much exposure: a rate (u).", _question(ChartKind.U)
    return (
        True,
        "Taken as so many out of so many: a proportion (p). The numbers alone do not tell.",
        _question(ChartKind.P),
    )


def _question(first: ChartKind) -> KindQuestion:
    answers = (
        (ChartKind.P, "No: so many out of so many (p)."),
        (ChartKind.U, "Yes: events per unit (u)."),
    )
    return KindQuestion(
        "Can one of those counted out of, such as one visit or one form, count more than once?",
        answers if first is ChartKind.P else answers[::-1],
    )


def _refuse_slips(
    plotted: Sequence[Measurement], count: NDArray[np.float64], size: NDArray[np.float64]
) -> None:
    center = count.sum() / size.sum()
    slip = (count > size) & (count / size > center + SLIP_SIGMAS * np.sqrt(center / size))
    if slip.any() and not slip.all() and center < 1:
        raise BadMeasurement(
            "the count is above its denominator, far from the other points",
            [m.place for m, is_slip in zip(plotted, slip, strict=True) if is_slip],
            "Correct it; if one item can count more than once, choose a u chart.",
        )


def spread_of_neighbors(
    count: NDArray[np.float64], size: NDArray[np.float64], *, proportion: bool
) -> float:
    """Spread of neighboring standardized points; 1 where counting alone explains it.

    Source
    ------
    Laney 2002, sigma z: mean moving range of the z scores over 1.128.
    """
    center = count.sum() / size.sum()
    variance = center * (1 - center) if proportion else center
    if variance <= 0 or len(count) < 2:
        return 0.0
    z = (count / size - center) / np.sqrt(variance / size)
    return float(np.abs(np.diff(z)).mean() / D2)
