"""What a number of applications in one specialty can be expected to bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from preround.domain.applicant import Applicant
from preround.domain.errors import UserError
from preround.domain.ranges import Interval, Support
from preround.facts import specialties
from preround.facts.reader import SeasonFacts
from preround.fit.odds import TooManySignals
from preround.fit.odds import forecast as forecast_odds

#: More than any specialty has programs; each application is drawn in each season.
MOST_APPLICATIONS = 5000


class TooManyApplications(UserError):
    """More applications than there are programs to send them to."""

    def __init__(self, got: int) -> None:
        super().__init__(
            f"{got} applications; expected a number from 1 to {MOST_APPLICATIONS}. Give how many "
            "programs of the specialty you apply to."
        )


@dataclass(frozen=True, slots=True)
class Forecast:
    """Interviews and chance to match from applications spread blindly in a specialty.

    `interviews` counts interviews attended, with 10th, 50th and 90th percentile over
    drawn seasons; `p_match` is a probability.
    """

    specialty: str
    n_applications: int
    n_signals: int
    interviews: Interval
    p_match: Interval
    support: Support
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The document of `preround forecast --json`."""
        interviews, p_match = self.interviews, self.p_match
        return {
            "specialty": self.specialty,
            "n_applications": self.n_applications,
            "n_signals": self.n_signals,
            "interviews": {
                "mean": round(interviews.mean, 3),
                "p10": interviews.low,
                "p50": interviews.mid,
                "p90": interviews.high,
            },
            "p_match": {
                "low": round(p_match.low, 4),
                "mid": round(p_match.mid, 4),
                "high": round(p_match.high, 4),
                "mean": round(p_match.mean, 4),
            },
            "support": self.support.value,
            "notes": list(self.notes),
        }


def forecast_season(
    applicant: Applicant,
    season_facts: SeasonFacts,
    *,
    specialty: str,
    n_applications: int,
    n_signals: int | None = None,
    today: date,
    seed: int,
) -> Forecast:
    """Forecast one specialty.

    Parameters
    ----------
    n_signals
        How many of the applications carry a signal, strongest tier first; None for what
        the average applicant sends.

    Raises
    ------
    TooManyApplications, TooManySignals
        When there cannot be so many.
    """
    if n_applications > MOST_APPLICATIONS:
        raise TooManyApplications(n_applications)
    name = specialties.canonical(specialty)
    rule = season_facts.signals(name, last_known=True)
    sent = None if n_signals is None else _by_tier(rule.tiers, n_signals, n_applications)
    answer = forecast_odds(
        applicant,
        name,
        season_facts.season,
        today,
        n_applications=n_applications,
        signals=sent,
        max_interviews=applicant.wishes.max_interviews,
        seed=seed,
    )
    used = sum(sent.values()) if sent is not None else 0
    return Forecast(
        specialty=name,
        n_applications=n_applications,
        n_signals=used,
        interviews=answer.interviews,
        p_match=answer.p_match,
        support=answer.p_match.support,
        notes=_notes(name, rule.tiers, n_signals, used),
    )


def _by_tier(
    tiers: tuple[tuple[str, int], ...], n_signals: int, n_applications: int
) -> dict[str, int]:
    if n_signals > n_applications:
        raise TooManySignals(n_signals, n_applications)
    limits = [count for _, count in tiers]
    before = np.cumsum([0, *limits])[:-1]
    sent = np.clip(n_signals - before, 0, limits) if limits else []
    return {name: int(count) for (name, _), count in zip(tiers, sent, strict=True)}


def _notes(
    name: str, tiers: tuple[tuple[str, int], ...], asked: int | None, used: int
) -> tuple[str, ...]:
    if asked is None:
        return ("Signals as the average applicant of this type sends them.",)
    if used < asked:
        return (f"{name} gives {sum(count for _, count in tiers)} signals; {used} are counted.",)
    return ()
