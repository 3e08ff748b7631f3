"""Published figures the odds were not fitted to, beside what the model says of them.

Run `python -m benchmarks.held_out`. Each figure is in the package's studies and is named by
no coefficient (the list below was fixed before the first run, and a figure that a
coefficient names ends the run). Predictions are for an average applicant of the type with
the number of applications named, programs picked blindly, signals as usually sent; where
the study splits by outcome, seasons are drawn whole and split the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.worlds import SEASON, TODAY, FloatArray, IntArray
from preround.domain.applicant import Applicant
from preround.domain.program import Track
from preround.facts.outcomes import load_outcomes
from preround.fit import odds_coefficients
from preround.fit.odds import InterviewOdds, odds_of_views
from preround.fit.odds_kernels import sigmoid
from preround.fit.odds_pair import ProgramView

SEED, N_SEASONS = 20261125, 20_000
US, FOREIGN, GRADUATE = "us_img", "non_us_img", "us_md"
GS, IM, ENT = "Surgery-General", "Internal Medicine", "Otolaryngology"
RADIOLOGY, ORTHO, NEURO = "Radiology-Diagnostic", "Orthopaedic Surgery", "Neurological Surgery"


@dataclass(frozen=True, slots=True)
class Pool:
    """Drawn seasons of average applicants: interviews and whether each matched."""

    interviews: IntArray
    matched: FloatArray

    def rate(self, low: int = 0, high: int = 999) -> float:
        """Share matched among those with so many interviews."""
        inside = (self.interviews >= low) & (self.interviews <= high)
        return float(self.matched[inside].mean())

    def of(self, *, matched: bool) -> IntArray:
        """Interviews of those with this outcome."""
        return self.interviews[self.matched == matched]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: its study, what it is, what we say, and why a miss is one."""

    study: str
    what: str
    predicted: Callable[[], float]
    miss: str = ""


ROWS = (
    Row("hosseiny.match_rate_non_us_img", "radiology, 100 applications, matched of the interviewed",
        lambda: pool(RADIOLOGY, FOREIGN, 100).rate(1)),
    Row("hosseiny.match_rate_us_img", "radiology, 100 applications, matched of the interviewed",
        lambda: pool(RADIOLOGY, US, 100).rate(1),
        "7.8 points: those with it as only choice, before applications doubled"),
    Row("ortho.match_rate_non_us_img", "orthopedics, 80 applications, matched of the interviewed",
        lambda: pool(ORTHO, FOREIGN, 80).rate(1),
        "few applicants, and picked ones"),
    Row("ortho.match_rate_us_img", "orthopedics, 80 applications, matched of the interviewed",
        lambda: pool(ORTHO, US, 80).rate(1), "as above"),
    Row("chandra.match_rate_foreign", "neurosurgery, 100 applications, matched of the interviewed",
        lambda: pool(NEURO, FOREIGN, 100).rate(1), "nearly all had research years there"),
    Row("survey_2011.interviews_matched", "IM, 60 applications, interviews of the matched",
        lambda: float(np.median(pool(IM, FOREIGN, 60).of(matched=True))),
        "2011: a third fewer applications for each place, and few answered"),
    Row("survey_2011.interviews_not_matched", "IM, 66 applications, interviews of the unmatched",
        lambda: float(np.median(pool(IM, FOREIGN, 66).of(matched=False))),
        "as above"),
    Row("alsayid.interviews_2018_2019", "IM, 120 applications, visa, interviews",
        lambda: float(pool(IM, FOREIGN, 120).interviews.mean()),
        "of one country's graduates who answered; before rates fell with more applications"),
    Row("collins.interviews_matched", "surgery, 75 applications, U.S. MD, interviews of matched",
        lambda: float(pool(GS, GRADUATE, 75).of(matched=True).mean())),
    Row("collins.interviews_not_matched", "surgery, 75 applications, U.S. MD, of unmatched",
        lambda: float(pool(GS, GRADUATE, 75).of(matched=False).mean()),
        "self-reported; a chance per interview that does not fall with few of them"),
    Row("gs_crowd.matched_interviews_3_5", "surgery, U.S. MD, matched with 3 to 5 interviews",
        lambda: pool(GS, GRADUATE, 75).rate(3, 5),
        "one chance per interview, where it should fall with few: weaker people have few"),
    Row("gs_crowd.matched_interviews_6_9", "surgery, U.S. MD, matched with 6 to 9",
        lambda: pool(GS, GRADUATE, 75).rate(6, 9),
        "as above"),
    Row("gs_crowd.matched_interviews_10_and_above", "surgery, U.S. MD, matched with 10 or more",
        lambda: pool(GS, GRADUATE, 75).rate(10)),
    Row("gs_crowd.yield_60_79", "surgery, U.S. MD, interviews per application, 70 of them",
        lambda: float(np.median(pool(GS, GRADUATE, 70).interviews)) / 70,
        "self-reported by stronger applicants; the release's mean over programs is lower"),
    Row("gs_crowd.signals_converted", "surgery, U.S. MD, interviews from 5 gold, 10 silver",
        lambda: 5 * mean_with(GS, GRADUATE, "gold") + 10 * mean_with(GS, GRADUATE, "silver"),
        "the same sample"),
    Row("benjamin.signal_yield", "otolaryngology, U.S. MD, chance with a signal",
        lambda: mean_with(ENT, GRADUATE, "signal"),
        "2021 and 2022 had five signals; today's twenty-five are worth less each"),
    Row("pletcher.signal", "otolaryngology, U.S. MD, with a signal over without",
        lambda: mean_with(ENT, GRADUATE, "signal") / mean_with(ENT, GRADUATE, "none"),
        "not adjusted for who is signaled, which we pull to"),
    Row("aacpd.gold", "anesthesiology, U.S. MD, chance with gold",
        lambda: mean_with("Anesthesiology", GRADUATE, "gold"),
        "raw, of half the programs; signals go where one is wanted, and we pull such rates down"),
    Row("aacpd.silver", "anesthesiology, U.S. MD, chance with silver",
        lambda: mean_with("Anesthesiology", GRADUATE, "silver"),
        "as above"),
    Row("jgme_letter.no_signal", "OB-GYN, U.S. MD, chance without a signal",
        lambda: mean_with("Obstetrics and Gynecology", GRADUATE, "none"),
        "U.S. DOs count there too; reported differences by signal are pulled together"),
)  # fmt: skip


def main() -> None:
    """Print the table."""
    used = fitted()
    print(f"{'figure':<42}{'published':>10}{'model':>8}  what, and why a miss is one")
    for row in ROWS:
        if row.study in used:
            raise SystemExit(f"{row.study} is named by a coefficient: not held out")
        published = load_outcomes().study(row.study)
        said = f"{row.what}{': ' + row.miss if row.miss else ''}"
        print(f"{row.study:<42}{published.value:>10.3g}{row.predicted():>8.3g}  {said}")


def fitted() -> set[str]:
    """Every study that a coefficient names."""
    text = (Path(odds_coefficients.DATA) / odds_coefficients.FILE).read_text("utf-8")
    return set(re.findall(r'study = "([^"]+)"', text))


@cache
def odds_of(specialty: str, kind: str) -> InterviewOdds:
    """The odds of an average applicant at a program nobody knows."""
    applicant = Applicant.model_validate({"applicant": {"type": kind}})
    return odds_of_views(applicant, [ProgramView(specialty, Track.CATEGORICAL)], SEASON, TODAY)


def mean_with(specialty: str, kind: str, tier: str) -> float:
    """Mean chance over programs with one signal tier."""
    odds = odds_of(specialty, kind)
    return float(odds.mean[0, odds.tiers.index(tier)])


@cache
def pool(specialty: str, kind: str, n: int) -> Pool:
    """Whole seasons of average applicants with `n` applications, signals as usual."""
    odds = odds_of(specialty, kind)
    group, rows = odds.rows.groups[0], odds.rows
    rng = np.random.default_rng([SEED, n])
    tiers = np.zeros(n, dtype=np.int64)
    for place, share in enumerate(group.signals.use[1:], 1):
        free = np.flatnonzero(tiers == 0)
        tiers[free[: round(float(share) * n)]] = place
    z = rng.standard_normal(N_SEASONS)
    weights = rows.weights[0] / rows.weights[0].sum()
    interviews = np.zeros(N_SEASONS, dtype=np.int64)
    unmatched = np.ones(N_SEASONS)
    own = group.match.alpha + group.match.beta * (group.strength.shift + rows.tau[0] * z)
    success = sigmoid(own)
    for tier in tiers:
        level = rng.choice(rows.points[0], p=weights, size=N_SEASONS)
        chance = sigmoid(level + rows.shift[0] + rows.effects[0, tier] + rows.tau[0] * z)
        invited = rng.random(N_SEASONS) < chance
        interviews += invited
        unmatched *= np.where(invited, 1.0 - success, 1.0)
    return Pool(interviews, (rng.random(N_SEASONS) > unmatched).astype(np.float64))


if __name__ == "__main__":
    main()
