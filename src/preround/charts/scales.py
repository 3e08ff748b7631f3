"""Places on paper: numbers, days and rows to pixels, with ticks a person would choose."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from preround.charts.grammar import X

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def as_number(x: X) -> float:
    """A day as its ordinal; a number as itself."""
    return float(x.toordinal()) if isinstance(x, date) else float(x)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from [low, high] to [start, end] in pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, x: X) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (as_number(x) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def number_ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers within [low, high], at most so many.

    Examples
    --------
    >>> number_ticks(0, 0.37, 5)
    [0.0, 0.1, 0.2, 0.3]
    """
    if high <= low:
        return [low]
    rough = (high - low) / max(1, most)
    power = 10 ** math.floor(math.log10(rough))
    step = next((m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough), 10 * power)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]


def power_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Whole powers of ten within [low, high], written out.

    Examples
    --------
    >>> power_ticks(-1.2, 3.5)
    [(-1, '0.1'), (0, '1'), (1, '10'), (2, '100'), (3, '1,000')]
    """
    whole = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
    return [(n, f"{10**n:,}" if n >= 0 else f"{10.0**n:.{-n}f}") for n in whole]


def number_text(value: float, step: float, *, share: bool = False) -> str:
    """A tick's words, with as many decimals as its step needs."""
    if share:
        value, step = value * 100, step * 100
    decimals = 0 if step <= 0 else max(0, -math.floor(math.log10(step) + 1e-9))
    if step > 0 and abs(step * 10**decimals - round(step * 10**decimals)) > 1e-6:
        decimals += 1
    text = f"{value:,.{min(decimals, 6)}f}"
    text = "0" if text.strip("-0.,") == "" else text.replace("-", "−")
    return f"{text}%" if share else text


def day_ticks(low: date, high: date, most: int) -> list[tuple[date, str]]:
    """Days, weeks, months, quarters or years, whichever is the finest that fits."""
    makers: Sequence[Callable[[], list[tuple[date, str]]]] = (
        lambda: _every(low, high, 1),
        lambda: _every(low, high, 7),
        lambda: _every(low, high, 14),
        lambda: _months(low, high, 1),
        lambda: _months(low, high, 2),
        lambda: _months(low, high, 3),
        lambda: _months(low, high, 6),
        lambda: _months(low, high, 12),
        lambda: _months(low, high, 60),
    )
    for days, make in zip((1, 7, 14, 30, 61, 91, 182, 365, 1826), makers, strict=True):
        if (high - low).days / days <= max(1, most):
            found = make()
            if found:
                return found
    return [(low, _day_words(low))]


def _every(low: date, high: date, days: int) -> list[tuple[date, str]]:
    n = (high - low).days // days
    return [
        (low + timedelta(i * days), _day_words(low + timedelta(i * days))) for i in range(n + 1)
    ]


def _day_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _months(low: date, high: date, step: int) -> list[tuple[date, str]]:
    found: list[tuple[date, str]] = []
    for i in range(low.year * 12, high.year * 12 + 12):
        first = date(i // 12, i % 12 + 1, 1)
        if i % step == 0 and low <= first <= high:
            year = first.month == 1 or not found
            words = MONTHS[first.month - 1] + (f" {first.year}" if year else "")
            found.append((first, str(first.year) if step >= 12 else words))
    return found


def text_width(text: str, size: float = 12.0, *, bold: bool = False) -> float:
    """A fair guess of a text's width in pixels, on the wide side."""
    narrow = sum(c in "iljtfr.,:;'|!()[] I1" for c in text)
    wide = sum(c in "mwMWQOGD%@—" for c in text)
    units = 0.63 * len(text) - 0.24 * narrow + 0.28 * wide
    return size * units * (1.08 if bold else 1.0)


def wrap(text: str, width: float, size: float = 12.0, *, bold: bool = False) -> list[str]:
    """Lines no wider than `width`, broken between words."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines
