"""Published figures to hold a simulated market against: calibrated ones and held-out ones."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preround.domain.citation import Citation, Confidence
from preround.domain.errors import InternalError
from preround.facts.outcomes import MatchOutcome, MeanSd, Outcomes, load_outcomes
from preround.match.market.parameters import Parameters
from preround.match.market.setting import (
    FIRST_YEARS,
    GROUPS,
    KINDS,
    NON_US_IMG,
    PRIOR,
    US_IMG,
    US_MD,
    slug,
)

FILE = Path(__file__).parents[1] / "data" / "targets.toml"
N_LARGEST = 10
BY_SPECIALTY_TOLERANCE = 0.06
SHARE_TOLERANCE = 0.15  # of the share itself: more than it moves from one year to the next
LEAST_SHARE_TOLERANCE = 0.005
HELD_OUT_FIRST_YEARS = (("Internal Medicine", "preliminary"), ("Transitional Year", ""))
COMPUTED = Citation("worked out here from published figures", confidence=Confidence.MEDIUM)


@dataclass(frozen=True, slots=True)
class Target:
    """One published figure: its name in `measure`, value, how near is near enough, role."""

    figure: str
    words: str
    value: float
    tolerance: float
    calibrated: bool
    citation: Citation

    def met_by(self, value: float) -> bool:
        """Say whether a simulated value is near enough."""
        return abs(value - self.value) <= self.tolerance

    @property
    def role(self) -> str:
        """Say whether parameters were chosen with it."""
        return "calibrated" if self.calibrated else "held out"


def largest(outcomes: Outcomes, season: int, n: int = N_LARGEST) -> list[MatchOutcome]:
    """The specialties most non-U.S. IMGs rank first."""
    found = [m for m in outcomes.match_outcomes if m.year == season]
    return sorted(found, key=lambda m: -(m.n_matched + m.n_not_matched))[:n]


def _pooled(
    outcomes: Outcomes, season: int, ranks: Callable[[MatchOutcome], tuple[int, MeanSd | None]]
) -> float:
    """Mean over all specialties that publish one, weighted by their applicants."""
    known = [ranks(m) for m in outcomes.match_outcomes if m.year == season]
    total = sum(n for n, mean in known if mean)
    return sum(n * mean.mean for n, mean in known if mean) / total


def _first_choice_rate(outcomes: Outcomes, season: int) -> float:
    known = [m for m in outcomes.match_outcomes if m.year == season]
    return sum(m.n_matched for m in known) / sum(m.n_matched + m.n_not_matched for m in known)


def _placed_share(outcomes: Outcomes, kind: int) -> float:
    active = outcomes.position("pgy1_placement_active", applicant_group=GROUPS[kind])
    everyone = outcomes.position("pgy1_placement_all", applicant_group=GROUPS[kind])
    if active is None or everyone is None:
        raise InternalError(f"no placement rates of {GROUPS[kind]}")
    return everyone.value / active.value


def _derived(outcomes: Outcomes, p: Parameters) -> Mapping[str, float]:
    return {
        "prior_rate": p["rate_prior"],
        "no_gap": 0.0,
        "first_choice_rate": _first_choice_rate(outcomes, p.season),
        "ranks_matched": _pooled(outcomes, p.season, lambda m: (m.n_matched, m.ranks_matched)),
        "ranks_unmatched": _pooled(
            outcomes, p.season, lambda m: (m.n_not_matched, m.ranks_not_matched)
        ),
        **{
            f"active_{KINDS[k]}": _placed_share(outcomes, k)
            for k in (US_MD, US_IMG, NON_US_IMG, PRIOR)
        },
    }


def _moved(outcomes: Outcomes, season: int, kind: int) -> float:
    """How a kind's share of all positions moved since the year of the shares by specialty."""

    def of(measure: str, year: int) -> float:
        figure = outcomes.total(year, measure)
        if figure is None:
            raise InternalError(f"no {measure} of {year}")
        return figure.value

    matched = outcomes.position("pgy1_matched", applicant_group=GROUPS[kind])
    if matched is None:
        raise InternalError(f"no matches of {GROUPS[kind]}")
    positions = of("positions_offered_total", season) / of("positions_offered_total", season - 1)
    return of(f"{KINDS[kind]}_pgy1_matches", season) / matched.value / positions


def _shares(outcomes: Outcomes, p: Parameters) -> list[Target]:
    """Last season's shares of positions that IMGs fill, brought to this season's level."""
    found = []
    for kind in (US_IMG, NON_US_IMG):
        moved = _moved(outcomes, p.season, kind)
        for figure, specialty, track in _where(outcomes, p.season):
            share = outcomes.position(f"{KINDS[kind]}_share_of_positions", specialty, track)
            if share is None:
                continue
            value = share.value * moved
            tolerance = max(SHARE_TOLERANCE * value, LEAST_SHARE_TOLERANCE)
            calibrated = (specialty, track) not in HELD_OUT_FIRST_YEARS
            name = f"{figure}.{KINDS[kind]}.{slug(specialty)}"
            who = "non-U.S. IMGs" if kind == NON_US_IMG else "U.S. IMGs"
            words = f"share of its positions filled by {who}, {_said(specialty, track)}"
            found.append(Target(name, words, value, tolerance, calibrated, share.citation))
    return found


def _said(specialty: str, track: str) -> str:
    return f"preliminary {specialty}" if track == "preliminary" else specialty


def _where(outcomes: Outcomes, season: int) -> list[tuple[str, str, str]]:
    specialties = sorted({m.specialty for m in outcomes.match_outcomes if m.year == season})
    by_track = [("share", name, track) for name in specialties for track in ("categorical", "")]
    return by_track + [("first_year_share", name, track) for name, track in FIRST_YEARS]


def _value(
    entry: Mapping[str, Any], outcomes: Outcomes, derived: Mapping[str, float], season: int
) -> tuple[float, Citation]:
    if "derived" in entry:
        return derived[entry["derived"]], COMPUTED
    if "total" in entry:
        figure = outcomes.total(season, entry["total"])
    else:
        figure = outcomes.position(*entry["position"])
    if figure is None:
        raise InternalError(f"{FILE.name}: {entry['figure']} points at no published figure")
    return figure.value, figure.citation


def load_targets(p: Parameters) -> tuple[Target, ...]:
    """Return every target of the parameters' season, calibrated ones first."""
    outcomes = load_outcomes()
    derived = _derived(outcomes, p)
    found = []
    for entry in tomllib.loads(FILE.read_text("utf-8"))["target"]:
        value, citation = _value(entry, outcomes, derived, p.season)
        tolerance = entry["tolerance"] * (abs(value) if entry.get("relative") else 1)
        found.append(
            Target(
                entry["figure"],
                entry["words"],
                value,
                tolerance,
                entry["role"] == "calibrated",
                citation,
            )
        )
    found += _shares(outcomes, p)
    for m in largest(outcomes, p.season):
        name = f"first_choice_rate.non_us_img.{slug(m.specialty)}"
        words = f"non-U.S. IMGs matched to {m.specialty}, of those who rank it first"
        found.append(Target(name, words, m.match_rate, BY_SPECIALTY_TOLERANCE, False, m.citation))
    return tuple(sorted(found, key=lambda t: not t.calibrated))
