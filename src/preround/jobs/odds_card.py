"""Every number of the odds with its source, how the odds were checked, where they fail."""

from __future__ import annotations

import math
from dataclasses import dataclass

from preround.domain.ranges import Support
from preround.fit.odds_checks import Checks, load_checks
from preround.fit.odds_coefficients import Coefficient, load_coefficients

#: Prefix of the keys, and what those numbers are about, in the order of the sum.
GROUPS = (
    ("applicant", "What you answered"),
    ("step2", "Step 2 CK"),
    ("strength", "Your strength beyond the answers"),
    ("pair", "You and the program"),
    ("program", "What is known of the program"),
    ("place", "Its place"),
    ("evidence", "Rates it reported"),
    ("applications", "What others send"),
    ("signal", "Signals"),
    ("prior", "Programs of which nothing is known"),
    ("nearest", "Specialties without a published rate"),
    ("track", "Tracks"),
    ("match", "From interview to match"),
    ("season", "As the season runs"),
    ("look_up", "What a look-up may find"),
)
#: Parts whose values are log odds of the term as it stands.
FACTORS = {"applicant", "pair", "program"}
FIELD_WORDS = {
    "usce": "U.S. experience,",
    "us": "U.S.",
    "img": "IMG",
    "imgs": "IMGs",
    "h1b": "H-1B",
    "step3": "Step 3",
    "do": "DO",
    "md": "MD",
}


@dataclass(frozen=True, slots=True)
class CardLine:
    """One coefficient as a reader meets it.

    `times` is its factor on the odds, "" where it is none; `parts` the values of those that
    need their own.
    """

    name: str
    coefficient: Coefficient
    times: str
    parts: tuple[tuple[str, str], ...]

    @property
    def value(self) -> str:
        """The value as it is written."""
        return f"{self.coefficient.value:g}"

    @property
    def spread(self) -> str:
        """One standard deviation, "" where there is none."""
        return f"{self.coefficient.spread:g}" if self.coefficient.spread else ""


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The coefficients of one part of the sum."""

    key: str
    title: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True)
class OddsCard:
    """All numbers by part, how many rest on what, the checks and the failures."""

    groups: tuple[CardGroup, ...]
    n_by_support: dict[Support, int]
    checks: Checks


def odds_card() -> OddsCard:
    """Everything the odds are made of, from the files they are made of."""
    entries = load_coefficients().entries.values()
    groups = tuple(
        CardGroup(key, title, tuple(_line(x) for x in entries if x.key.split(".")[0] == key))
        for key, title in GROUPS
    )
    counts = {one: sum(entry.support is one for entry in entries) for one in Support}
    return OddsCard(groups, counts, load_checks())


def _line(coefficient: Coefficient) -> CardLine:
    part, _, rest = coefficient.key.partition(".")
    words = [FIELD_WORDS.get(word, word) for word in (rest or part).replace(".", ", ").split("_")]
    name = " ".join(words)
    is_factor = part in FACTORS and coefficient.value != 0.0
    times = f"{math.exp(coefficient.value):.2f}" if is_factor else ""
    parts = tuple(
        (" ".join(FIELD_WORDS.get(x, x) for x in of.split("_")), f"{value:g}")
        for of, value in coefficient.by.items()
    )
    return CardLine(name[:1].upper() + name[1:], coefficient, times, parts)
