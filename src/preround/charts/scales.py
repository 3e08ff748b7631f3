"""Places on paper: numbers, days and rows to pixels, with ticks a person would choose."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from preround.charts.grammar import X

#: Advance widths of Inter at weight 400, in parts of the size; figures as tables set them.
WIDTHS = {
    0.25: "ijl", 0.29: " !',.:I’", 0.33: ";`t|", 0.37: "()/[\\]fr", 0.45: "-_{}", 0.49: '"^–',
    0.52: "*?s", 0.56: "JLackvxyz", 0.60: "EFbdeghnopqu", 0.63: "0123456789#$&BPRSTZ",
    0.67: "+<=>AKVXY~−", 0.73: "CD", 0.76: "GHNOQU", 0.81: "w", 0.88: "m", 0.92: "M", 0.97: "@",
    1.0: "%W",
}  # fmt: skip
LETTERS = {letter: width for width, letters in WIDTHS.items() for letter in letters}
USUAL, WIDE_FROM = 0.63, "\u2e80"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def as_number(x: X) -> float:
    """A day as its ordinal; a number as itself."""
    return float(x.toordinal()) if isinstance(x, date) else float(x)


@dataclass(frozen=True, slots=True)
class Scale:
    """A map from [low, high] to [start, end] in pixels, straight or by the square root."""

    low: float
    high: float
    start: float
    end: float
    is_root: bool = False

    def __call__(self, x: X) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (as_number(x) - self.low) / (self.high - self.low)
        if self.is_root:
            share = math.sqrt(min(max(share, 0.0), 1.0))
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


def tick_text(value: float, step: float, kind: str) -> str:
    """A tick's words by the kind of its axis.

    Examples
    --------
    >>> tick_text(3, 1, "power"), tick_text(-2, 1, "power")
    ('1,000', '0.01')
    """
    if kind == "power":
        return number_text(10.0**value, 10.0 ** min(value, 0))
    if kind == "money":
        return f"${number_text(value, step)}"
    return number_text(value, step, share=kind == "share")


def number_text(value: float, step: float, *, share: bool = False) -> str:
    """A number's words, with as many decimals as the step needs."""
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
    return [(low, f"{_day_words(low)} {low.year}")]


def _every(low: date, high: date, days: int) -> list[tuple[date, str]]:
    found: list[tuple[date, str]] = []
    for i in range((high - low).days // days + 1):
        day = low + timedelta(i * days)
        new_year = not found or day.year != found[-1][0].year
        found.append((day, _day_words(day) + (f" {day.year}" if new_year else "")))
    return found


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
    """A text's width in pixels as Inter sets it, a little on the wide side."""
    units = sum(LETTERS.get(c, USUAL if c < WIDE_FROM else 1.0) for c in text)
    return size * units * (1.09 if bold else 1.04)


def wrap(text: str, width: float, size: float = 12.0, *, bold: bool = False) -> list[str]:
    """Lines no wider than `width`, broken between words; a no-break space holds."""
    lines: list[str] = []
    line = ""
    for word in re.split(r"[^\S\u00a0\u202f]+", text.strip()):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines
