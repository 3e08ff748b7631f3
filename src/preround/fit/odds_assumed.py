"""The odds under other assumptions, to see which choices hang on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from preround.fit.odds import InterviewOdds, odds_of_rows

HALF = -math.log(2.0)


@dataclass(frozen=True, slots=True)
class Assumption:
    """One way the model may be wrong.

    `shift` is added to the log odds of every program, or of one `specialty` alone;
    without `signals` no signal moves anything.
    """

    name: str
    words: str
    shift: float = 0.0
    specialty: str = ""
    signals: bool = True

    def apply(self, odds: InterviewOdds) -> InterviewOdds:
        """The same programs and person, odds as this has it."""
        rows = odds.rows
        concerned = np.array(
            [self.specialty in {"", view.specialty} for view in odds.programs], dtype=np.bool_
        )
        effects = rows.effects if self.signals else np.zeros_like(rows.effects)
        changed = replace(rows, shift=rows.shift + self.shift * concerned, effects=effects)
        return odds_of_rows(odds.applicant, odds.programs, changed)


def usual_assumptions(specialties: tuple[str, ...]) -> tuple[Assumption, ...]:
    """Odds halved everywhere, signals worthless, and each of several specialties halved."""
    found = [
        Assumption("halved", "all odds were half of what they are", HALF),
        Assumption("no_signals", "signals moved nothing", signals=False),
    ]
    if len(specialties) > 1:
        found += [
            Assumption(f"low:{name}", f"{name} were half as open as published", HALF, name)
            for name in specialties
        ]
    return tuple(found)
