"""Profile, season and programs in; the program list with a reason for every row out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from preround.catalogue.catalogue import Catalogue
from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.errors import UserError
from preround.domain.program import Program, Track
from preround.domain.program_list import (
    Choices,
    ListRow,
    ListSummary,
    LookUp,
    ProgramList,
    Tier,
)
from preround.domain.ranges import Support
from preround.domain.verdict import RuleResult
from preround.facts import specialties
from preround.facts.reader import SeasonFacts
from preround.fit.odds import InterviewOdds, interview_odds
from preround.fit.odds_assumed import Assumption
from preround.fit.verdicts import RuleContext, judge_all
from preround.jobs.expected_season import expected_season
from preround.jobs.fair_order import SAME_DECIMALS, equals_note, in_fair_order
from preround.jobs.list_portfolio import ListPortfolio, choose_applications
from preround.jobs.list_reasons import RATE_FACT, explain_rows
from preround.jobs.look_ups import RateSpread, favored_places, look_up_queue

DEFAULT_TRACKS = (Track.CATEGORICAL, Track.PRIMARY_CARE, Track.ADVANCED)
STRONG_AT = 3.0
N_AT_STAKE = 2


class NothingToRank(UserError):
    """The wishes leave no program at all."""

    def __init__(self, wished: Sequence[str], tracks: Sequence[str]) -> None:
        what = ", ".join(wished) or "any specialty"
        super().__init__(
            f"No listed program offers {what} as {' or '.join(tracks)}. "
            "Add a track or a specialty to your wishes, or add the program to the catalogue."
        )


class BudgetTooSmall(UserError):
    """A budget that buys nothing is a slip, not a wish."""

    def __init__(self, budget_usd: float) -> None:
        super().__init__(
            f"A budget of ${budget_usd:,.0f} buys no application. "
            "Give an amount in dollars, or leave the budget out."
        )


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What may be asked of a list beyond the applicant's own record.

    `person` names whose order decides between equal programs, "" for the applicant's own.
    `also` are NRMP codes to judge though the wishes leave them out, as of applications sent.
    """

    budget_usd: float | None = None
    n_applications: int | None = None
    specialties: tuple[str, ...] = ()
    choices: Choices = Choices()
    seed: int = 2027
    person: str = ""
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BuiltList:
    """The list, and the odds behind it for whoever asks how a number came to be."""

    listing: ProgramList
    odds: InterviewOdds
    portfolio: ListPortfolio
    seed: int = 2027


def build_program_list(
    applicant: Applicant,
    season_facts: SeasonFacts,
    catalogue: Catalogue,
    *,
    today: date,
    request: ListRequest | None = None,
    assumption: Assumption | None = None,
) -> BuiltList:
    """Rank every program of the wished specialties and say where to apply.

    Parameters
    ----------
    applicant
        What the person told us; missing answers stay unknown.
    season_facts
        Fees, signals and dates of the season asked for.
    catalogue
        Programs with the person's own facts laid over the listing.
    today
        Facts and dates are judged as of this day.
    request
        Budget, number of applications, choices made by hand, seed of the draws.
    assumption
        Odds other than the model's, for a second opinion.

    Raises
    ------
    BudgetTooSmall, NothingToRank
        When no list can come of what was asked.
    """
    request = request or ListRequest()
    budget_usd = _budget(request, applicant)
    wished = _wished_specialties(request, applicant)
    programs = _candidates(catalogue, applicant, wished, request)
    context = RuleContext(season_facts, today)
    verdicts = judge_all(applicant, programs, context)
    odds = interview_odds(applicant, programs, season_facts.season, today, seed=request.seed)
    if assumption is not None:
        odds = assumption.apply(odds)
    blocked = np.array([any(result.blocks for result in row) for row in verdicts])
    portfolio = choose_applications(
        applicant, programs, odds, blocked, season_facts, wished, request, budget_usd
    )
    rows = _rows(applicant, programs, verdicts, odds, portfolio, request.choices)
    rate = RATE_FACT.get(applicant.applicant.type or ApplicantType.NON_US_IMG)
    spread = RateSpread(rate, *odds.level_chances()) if rate else None
    look_ups = look_up_queue(
        [row for row in rows if not row.part_of],
        today,
        rates=spread,
        places=favored_places(applicant.wishes),
    )
    summary = _summary(rows, odds, portfolio, request, budget_usd, look_ups)
    listing = ProgramList(
        season=season_facts.season,
        specialties=wished or portfolio.specialties,
        rows=rows,
        summary=summary,
        notes=tuple(filter(None, (*portfolio.notes, equals_note(rows)))),
    )
    return BuiltList(listing, odds, portfolio, request.seed)


def _budget(request: ListRequest, applicant: Applicant) -> float | None:
    asked = request.budget_usd
    budget = asked if asked is not None else applicant.wishes.budget_usd
    if budget is not None and budget <= 0:
        raise BudgetTooSmall(budget)
    return budget


def _wished_specialties(request: ListRequest, applicant: Applicant) -> tuple[str, ...]:
    named = request.specialties or applicant.wishes.specialties
    return tuple(dict.fromkeys(specialties.canonical(name) for name in named))


def _candidates(
    catalogue: Catalogue, applicant: Applicant, wished: tuple[str, ...], request: ListRequest
) -> tuple[Program, ...]:
    tracks = applicant.wishes.tracks or DEFAULT_TRACKS
    by_hand = request.choices.pinned | frozenset(request.choices.signals) | request.also
    found = tuple(
        program
        for program in catalogue.programs
        if (program.track in tracks and (not wished or program.specialty in wished))
        or program.nrmp_code in by_hand
    )
    if not found:
        raise NothingToRank(wished, [track.value for track in tracks])
    return in_fair_order(found, applicant, request.person)


def _rows(
    applicant: Applicant,
    programs: Sequence[Program],
    verdicts: Sequence[tuple[RuleResult, ...]],
    odds: InterviewOdds,
    portfolio: ListPortfolio,
    choices: Choices,
) -> tuple[ListRow, ...]:
    rows = []
    for i, program in enumerate(programs):
        tier_index = int(portfolio.tier[i])
        row = ListRow(
            program=program,
            tier=_tier(verdicts[i], odds, i),
            interview=odds.interval(i, tier_index),
            interview_plain=odds.interval(i, 0),
            reference=float(odds.reference_mean[i]),
            verdicts=verdicts[i],
            reasons=(),
            apply=bool(portfolio.order[i]),
            order=int(portfolio.order[i]),
            signal=odds.tiers[tier_index] if tier_index else None,
            marginal_fee_usd=float(portfolio.fee_usd[i]),
            marginal_gain=float(portfolio.gain[i]),
            pinned=program.nrmp_code in choices.pinned,
            excluded=program.nrmp_code in choices.excluded,
            part_of=portfolio.part_of[i],
            index=i,
        )
        rows.append(row)
    reasons = explain_rows(applicant, rows, odds)
    rows = [replace(row, reasons=why) for row, why in zip(rows, reasons, strict=True)]
    rows.sort(key=_standing)
    return tuple(rows)


def _standing(row: ListRow) -> tuple[bool, bool, bool, float, int]:
    """Applications first, then the rest, each by mean odds, equals in their fair order."""
    blocked = row.tier is Tier.BLOCKED
    mean = round(row.interview.mean, SAME_DECIMALS)
    return (not row.apply, blocked, bool(row.part_of), -mean, row.index)


def _tier(verdicts: Sequence[RuleResult], odds: InterviewOdds, i: int) -> Tier:
    if any(result.blocks for result in verdicts):
        return Tier.BLOCKED
    if odds.support[i] is not Support.PUBLISHED and _hangs_on_unread_rules(verdicts):
        return Tier.LOOK_UP
    ratio = odds.average_use[i] / odds.reference_mean[i]
    if ratio >= STRONG_AT:
        return Tier.STRONG
    return Tier.REALISTIC if ratio >= 1 else Tier.REACH


def _hangs_on_unread_rules(verdicts: Sequence[RuleResult]) -> bool:
    """Two unread rules at stake, or the visa alone, are likelier than not to block."""
    at_stake = [result.rule for result in verdicts if result.at_stake]
    return len(at_stake) >= N_AT_STAKE or "visa" in at_stake


def _summary(
    rows: Sequence[ListRow],
    odds: InterviewOdds,
    portfolio: ListPortfolio,
    request: ListRequest,
    budget_usd: float | None,
    look_ups: tuple[LookUp, ...],
) -> ListSummary:
    chosen = np.flatnonzero(portfolio.order)
    forecast = expected_season(odds, chosen, portfolio.tier[chosen], request.seed)
    return ListSummary(
        n_applications=len(chosen),
        fee_usd=float(portfolio.fee_usd[chosen].sum()),
        fee_by_specialty=_fees_by_specialty(rows),
        interviews=forecast.interviews,
        p_match=forecast.p_match,
        optimality_gap=portfolio.optimality_gap,
        budget_usd=budget_usd,
        frontier=portfolio.frontier,
        signals=portfolio.signals,
        look_ups=look_ups,
    )


def _fees_by_specialty(rows: Sequence[ListRow]) -> Mapping[str, float]:
    totals: dict[str, float] = {}
    for row in rows:
        if row.apply:
            specialty = row.program.specialty
            totals[specialty] = totals.get(specialty, 0.0) + row.marginal_fee_usd
    return totals
