"""Figures and dates in the words and shapes the screen uses."""

from __future__ import annotations

import datetime as dt
import math

from preround.domain.citation import Citation
from preround.domain.ranges import Interval

#: Below this a share is written with a decimal.
WHOLE_PERCENT_FROM = 0.0095
#: Below this a term's effect shows only in a tenth of a percent.
FINE_BELOW = 0.2
#: What a sum of fractions may fall short of a tenth it should reach.
HAIR = 1e-9


def usd(amount: float | None) -> str:
    """Dollars with thousands separated; cents only where there are any."""
    if amount is None:
        return ""
    return f"${amount:,.0f}" if abs(amount - round(amount)) < 0.005 else f"${amount:,.2f}"


def whole_usd(amount: float | None) -> str:
    """Dollars without cents, for sums that are estimates anyway."""
    return "" if amount is None else f"${amount:,.0f}"


def thousands(number: int) -> str:
    """A count with its thousands separated."""
    return f"{number:,}"


def months(number: float) -> str:
    """Write a number of months to a tenth, rounded down, so that a miss never reads as a hit.

    Examples
    --------
    >>> months(14.06), months(2.96), months(3.0)
    ('14', '2.9', '3')
    """
    return f"{math.floor(number * 10 + HAIR) / 10:g}"


def share(value: float) -> str:
    """A probability as a percentage without its sign: 4, 0.6, or 0."""
    if value < 0.0005:
        return "0"
    return f"{value * 100:.0f}" if value >= WHOLE_PERCENT_FROM else f"{value * 100:.1f}"


def fine_share(value: float) -> str:
    """A probability as a percentage without its sign, to a tenth where it is small."""
    return f"{value * 100:.1f}" if value < FINE_BELOW else f"{value * 100:.0f}"


def share_range(interval: Interval) -> str:
    """The 10th to 90th percentile of a probability as one range, in percent."""
    low, high = share(interval.low), share(interval.high)
    return f"{low}%" if low == high else f"{low}\N{EN DASH}{high}%"


def in_hundred(interval: Interval) -> str:
    """A probability's range in words: 2 to 9 in 100."""
    low, high = share(interval.low), share(interval.high)
    return f"{low} in 100" if low == high else f"{low} to {high} in 100"


def count_range(interval: Interval) -> str:
    """A count's range in whole numbers: 3–8."""
    low, high = round(interval.low), round(interval.high)
    return f"{low}" if low == high else f"{low}\N{EN DASH}{high}"


def count_words(interval: Interval) -> str:
    """A count's range in words: 3 to 8."""
    low, high = round(interval.low), round(interval.high)
    return f"{low}" if low == high else f"{low} to {high}"


def day(date: dt.date | None) -> str:
    """A date as people of many countries read it without doubt: 12 Oct 2026."""
    return f"{date.day} {date:%b %Y}" if date else ""


def spoken(word: object) -> str:
    """A machine word as people say it: look_up becomes look up."""
    return str(word).replace("_", " ")


def signal_words(tier: str) -> str:
    """Name a signal by its tier: a gold signal is one, a plain signal is not a signal signal.

    Examples
    --------
    >>> signal_words("gold"), signal_words("signal")
    ('gold signal', 'signal')
    """
    return tier if tier == "signal" else f"{tier} signal"


def titled(word: object) -> str:
    """A machine word as a label: look_up becomes Look up."""
    text = spoken(word)
    return text[:1].upper() + text[1:]


def cited(citation: Citation | None) -> str:
    """A citation as source, place in it and date read."""
    if citation is None:
        return ""
    where = f"{citation.source}, {citation.locator}" if citation.locator else citation.source
    return f"{where}, read {day(citation.read)}" if citation.read else where
