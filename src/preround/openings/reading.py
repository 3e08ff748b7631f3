"""Cells of somebody's sheet -> values of an opening; what cannot be read is said, never dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from preround.openings.opening import FeePer

NOTHING = frozenset({"", "-", "–", "—", "na", "n/a", "nan", "null", "?", "unknown"})
#: Said instead of a figure: kept as a note, and nothing to complain of.
VAGUE = re.compile(
    r"^(?:tb[ad]|var(?:y|ies|iable)|not (?:stated|listed|specified|given)|contact\b.*|ask\b.*|"
    r"inquire\b.*|rolling\b.*|(?:all )?year[- ]?round\b.*|any ?time\b.*|flexible\b.*|on request|"
    r"ongoing|open|depends\b.*)\.?$",
    re.IGNORECASE,
)
FREE = re.compile(
    r"\b(?:free|no (?:fee|cost|charge)|without (?:fee|charge)|none|waived)\b", re.IGNORECASE
)
AMOUNT = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?")
THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)\s?k\b", re.IGNORECASE)
PER_WEEK = re.compile(
    r"(?:/|per|a|each|every|p)\s*\.?(?:1\s*)?(?:week|wk)\b|\bweekly\b", re.IGNORECASE
)
PER_MONTH = re.compile(
    r"(?:/|per|a|each|every|for|p)\s*\.?(?:(?:1|one)\s*)?(?:month|mo)\b|\bmonthly\b"
    r"|(?:/|per|a|each|every|for)?\s*(?:4|four)[\s-]*(?:weeks?|wks?)(?:\s+block)?\b",
    re.IGNORECASE,
)
OTHER_MONEY = re.compile(
    r"€|£|₹|\b(?:eur|gbp|inr|cad|aud|pkr|euros?|pounds?|rupees?)\b", re.IGNORECASE
)
YES = re.compile(
    r"^(?:y|yes|true|1|✓|✔|x|ja|allowed|permitted|hands[\s-]?on|full|partial)\b|^[✓✔]",
    re.IGNORECASE,
)
NO = re.compile(
    r"^(?:n|no|none|false|0|not?|never)\b|^✗|^(?:observ|shadow|watch)\w*|\bonly\b", re.IGNORECASE
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
DAYS = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h)?\s*(?:/|per|a|x|×)\s*(?:day|d\b)", re.IGNORECASE
)
CLOCK = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b|\d:\d\d|\b(?:mon|m|monday)\s*(?:-|–|to)\s*(?:fri|f)",
    re.IGNORECASE,
)
MONTHS = re.compile(
    r"(\d+(?:\.\d+)?|one|two|three|six)\s*[-\s]?\s*(?:months?|mos?)\b", re.IGNORECASE
)
WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "six": 6.0}
URL = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
SETTINGS = (
    ("telehealth", re.compile(r"tele|virtual|remote|online|video", re.IGNORECASE)),
    ("inpatient", re.compile(r"inpatient|ward|hospital", re.IGNORECASE)),
    ("outpatient", re.compile(r"outpatient|clinic|office|ambulatory|practice", re.IGNORECASE)),
)


class Unclear(ValueError):
    """A cell that says something, but not what its column is for."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says, and what one should know of how it was read."""

    value: object
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount and what it is for."""

    usd: float
    per: str
    remark: str = ""


def is_nothing(cell: object) -> bool:
    """An empty cell, or a word for one."""
    return cell is None or str(cell).strip().rstrip(".").casefold() in NOTHING


def is_vague(cell: object) -> bool:
    """Words in the place of a figure, such as varies or rolling."""
    return bool(VAGUE.match(str(cell).strip()))


def read_fee(cell: object) -> Fee:
    """Read a fee: 1,200; $500/week; 2k; free; 1500-2000 (the higher end, with a remark).

    Raises
    ------
    Unclear
        When there is no amount in it, or it is in another money.

    Examples
    --------
    >>> read_fee("$1,950 / 4 weeks"), read_fee("Free of charge").usd, read_fee("500 per week").per
    (Fee(usd=1950.0, per='month', remark=''), 0.0, 'week')
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Fee(_sane(float(cell)), FeePer.STAY.value)
    text = str(cell).strip()
    if OTHER_MONEY.search(text):
        raise Unclear("an amount that is not in dollars")
    per = FeePer.STAY.value
    if PER_MONTH.search(text):
        per = FeePer.MONTH.value
    elif PER_WEEK.search(text):
        per = FeePer.WEEK.value
    bare = PER_WEEK.sub(" ", PER_MONTH.sub(" ", text))
    amounts = [float(one) * 1000 for one in THOUSANDS.findall(bare)]
    amounts = amounts or [_amount(one) for one in AMOUNT.findall(bare)]
    if not amounts:
        if FREE.search(text):
            return Fee(0.0, FeePer.STAY.value)
        raise Unclear("no amount")
    remark = f"of {text!r} the higher amount is taken" if len(set(amounts)) > 1 else ""
    return Fee(_sane(max(amounts)), per, remark)


def _amount(text: str) -> float:
    """Digits with either sign for thousands; two digits at the end are cents."""
    plain = re.sub(r"\s", "", text)
    cents = re.search(r"[.,](\d{1,2})$", plain)
    whole = plain[: cents.start()] if cents else plain
    digits = re.sub(r"[.,]", "", whole)
    return float(f"{digits}.{cents[1]}" if cents else digits)


def _sane(usd: float) -> float:
    if not 0 <= usd <= 1_000_000:
        raise Unclear("an amount outside 0 to 1,000,000")
    return usd


def read_hours(cell: object) -> Read:
    """Read hours a week: 40; 30-40 (the lower, with a remark); 8 h/day (five days).

    Raises
    ------
    Unclear
        When there is no number in it, or more than a week holds.
    """
    text = str(cell).strip()
    if CLOCK.search(text):
        raise Unclear("hours of the day, not hours a week")
    daily = DAYS.search(text)
    if daily:
        return Read(_hours(float(daily[1]) * 5), f"{text!r} counted as five days a week")
    numbers = [float(one.replace(",", ".")) for one in NUMBER.findall(text)]
    if not numbers:
        raise Unclear("no number of hours")
    remark = f"of {text!r} the lower number is taken" if len(set(numbers)) > 1 else ""
    return Read(_hours(min(numbers)), remark)


def _hours(hours: float) -> float:
    if not 0 < hours <= 120:
        raise Unclear("hours outside 0 to 120 a week")
    return hours


def read_weeks(cell: object) -> Read:
    """Read a length in weeks: 4; 4 weeks; 1 month; 4-12 weeks (the lower, with a remark).

    Raises
    ------
    Unclear
        When there is no number in it, or more than two years of weeks.
    """
    text = str(cell).strip()
    months = MONTHS.search(text)
    if months:
        said = months[1].lower()
        weeks, remark = 4 * (WORDS.get(said) or float(said)), f"{text!r} counted as four weeks each"
    else:
        numbers = [float(one.replace(",", ".")) for one in NUMBER.findall(text)]
        if not numbers:
            raise Unclear("no number of weeks")
        weeks = min(numbers) / (7 if re.search(r"\bdays?\b", text, re.IGNORECASE) else 1)
        remark = f"of {text!r} the lower number is taken" if len(set(numbers)) > 1 else ""
    if not 0 < weeks <= 104:
        raise Unclear("a length outside 0 to 104 weeks")
    return Read(weeks, remark)


def read_hands_on(cell: object) -> bool:
    """Read whether one may lay hands on.

    Raises
    ------
    Unclear
        When it is neither a yes nor a no.

    Examples
    --------
    >>> read_hands_on("Yes"), read_hands_on("Observation only"), read_hands_on("hands-on")
    (True, False, True)
    """
    if isinstance(cell, bool):
        return cell
    text = str(cell).strip()
    if NO.search(text) and not text.lower().startswith("hands"):
        return False
    if YES.search(text):
        return True
    raise Unclear("neither yes nor no")


def read_setting(cell: object) -> str:
    """Read a setting by the words for it.

    Raises
    ------
    Unclear
        When it names none, or two.
    """
    found = [name for name, pattern in SETTINGS if pattern.search(str(cell))]
    if "outpatient" in found and "inpatient" in found and "inpatient" not in str(cell).lower():
        found.remove("inpatient")
    if len(found) != 1:
        raise Unclear("not one of inpatient, outpatient, telehealth")
    return found[0]


def read_per(cell: object) -> str:
    """Read what a fee is for.

    Raises
    ------
    Unclear
        When it is none of stay, week and month.
    """
    text = str(cell).strip().lower()
    for word in FeePer:
        if word.value in text:
            return word.value
    raise Unclear("not one of stay, week, month")


def is_address(text: str) -> bool:
    """Whether a text is the address of a page."""
    return bool(URL.match(text.strip()))
