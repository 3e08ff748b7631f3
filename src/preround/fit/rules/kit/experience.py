"""What a program asks of U.S. experience, read from its four facts."""

from __future__ import annotations

from dataclasses import dataclass

from preround.domain.program import Program
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import agreed, says_yes
from preround.fit.rules.kit.standing import Standing
from preround.fit.usce import Months

FACTS = ("usce_required", "usce_hands_on_required", "usce_excludes_observership", "usce_months")
REQUIRED, HANDS_ON, NO_OBSERVERSHIP, MONTHS = FACTS


@dataclass(frozen=True, slots=True)
class Asked:
    """Which U.S. experience counts for one program; None where nobody said."""

    hands_on: bool | None
    no_observership: bool | None

    @property
    def words(self) -> str:
        """What is asked, as a person says it."""
        if self.hands_on:
            return "hands-on U.S. experience"
        if self.no_observership:
            return "U.S. experience beyond observership"
        return "U.S. clinical experience"

    def counted(self, standing: Standing) -> Months:
        """What counts by what was stated; what nobody excluded counts."""
        return standing.us_months(
            hands_on=self.hands_on is True, no_observership=self.no_observership is True
        )

    def strictest(self, standing: Standing) -> Months:
        """What would count if every open question were answered against the applicant."""
        return standing.us_months(
            hands_on=self.hands_on is not False, no_observership=self.no_observership is not False
        )

    def perhaps(self, standing: Standing) -> Months:
        """What would count if jobs and volunteering did, as they seldom do."""
        beyond = self.hands_on is True or self.no_observership is True
        return standing.us_months(
            hands_on=beyond, no_observership=self.no_observership is True, seldom=True
        )

    @property
    def open_fact(self) -> str:
        """The fact that would say more about what counts."""
        return NO_OBSERVERSHIP if self.hands_on is False else HANDS_ON


def read(program: Program, context: RuleContext) -> Asked:
    """What the program says counts; sources that disagree or are stale count as silence.

    A program that counts observerships does not ask for hands-on work, unless it says so.
    """
    hands_on = _flag(program, HANDS_ON, context)
    no_observership = _flag(program, NO_OBSERVERSHIP, context)
    if hands_on is None and no_observership is False:
        hands_on = False
    return Asked(hands_on, no_observership)


def has_some(months: Months) -> bool:
    """Whether any of it lies behind, be its length known or not."""
    return months.months > 0 or months.n_undated > 0


def _flag(program: Program, name: str, context: RuleContext) -> bool | None:
    value = agreed(program, name, context)
    return None if value is None else says_yes(value)
