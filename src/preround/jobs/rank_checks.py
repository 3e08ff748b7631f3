"""What to see to before a rank list is certified: read from the list, or ticked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from preround.domain.applicant import Applicant
from preround.domain.citation import Citation
from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.program import Program, Track
from preround.domain.rank_sheet import RankSheet
from preround.domain.verdict import RuleResult
from preround.facts.errors import UnpublishedFact
from preround.facts.fact import Fact
from preround.facts.reader import SeasonFacts
from preround.plan.match_week import CheckRule, load_match_week


class CheckState(StrEnum):
    """Met, still open, in need of a look, or not this list's matter."""

    MET = "met"
    OPEN = "open"
    LOOK = "look"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Check:
    """One check with where it stands and what the list says about it."""

    rule: CheckRule
    state: CheckState
    said: str = ""
    citations: tuple[Citation, ...] = ()


def certify_checks(
    applicant: Applicant,
    sheet: RankSheet,
    ranked: Sequence[Invitation],
    rest: Sequence[Invitation],
    programs: Mapping[str, Program],
    verdicts: Mapping[str, Sequence[RuleResult]],
    season_facts: SeasonFacts,
    today: dt.date,
) -> tuple[Check, ...]:
    """Every check, in the order of the file; what the list cannot tell waits for a tick."""
    found = {
        "all_named": _all_named(sheet, rest, programs),
        "went": _went(ranked, programs, today),
        "no_block": _no_block(ranked, programs, verdicts),
        "years_below": _years_below(ranked, programs),
        "first_years": _first_years(sheet, ranked, programs),
        "price": _price(sheet, ranked, season_facts),
        "ecfmg": _ecfmg(applicant, season_facts),
    }
    checks = []
    for rule in load_match_week().checks:
        if rule.by_hand:
            state = CheckState.MET if rule.key in sheet.ticked else CheckState.OPEN
            checks.append(Check(rule, state, "", (rule.citation,)))
            continue
        state, said, *citations = found[rule.key]
        checks.append(Check(rule, state, said, (*citations, rule.citation)))
    return tuple(checks)


_Found = tuple[CheckState, str] | tuple[CheckState, str, Citation]


def _names(invitations: Sequence[Invitation], programs: Mapping[str, Program]) -> str:
    names = [programs[one.program_code].institution for one in invitations]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _all_named(
    sheet: RankSheet, rest: Sequence[Invitation], programs: Mapping[str, Program]
) -> _Found:
    listed = {code for codes in sheet.first_years.values() for code in codes}
    waiting = [one for one in rest if one.program_code not in {*sheet.left_off, *listed}]
    if waiting:
        return CheckState.OPEN, f"Not decided: {_names(waiting, programs)}."
    n_off = sum(one.program_code in sheet.left_off for one in rest)
    return CheckState.MET, f"{n_off} left off." if n_off else "All have their place."


def _went(ranked: Sequence[Invitation], programs: Mapping[str, Program], today: dt.date) -> _Found:
    ahead = [
        one
        for one in ranked
        if one.status is not InvitationStatus.ATTENDED
        and (one.interview_on is None or one.interview_on >= today)
    ]
    if ahead:
        return CheckState.OPEN, f"Still to come: {_names(ahead, programs)}."
    if not ranked:
        return CheckState.OPEN, "Nothing is ranked yet."
    return CheckState.MET, ""


def _no_block(
    ranked: Sequence[Invitation],
    programs: Mapping[str, Program],
    verdicts: Mapping[str, Sequence[RuleResult]],
) -> _Found:
    blocked = [one for one in ranked if any(v.blocks for v in verdicts[one.program_code])]
    if blocked:
        return CheckState.LOOK, f"A stated rule is not met at {_names(blocked, programs)}."
    return CheckState.MET, "None that anybody has read."


def years_above(ranked: Sequence[Program]) -> tuple[Program, ...]:
    """First-year positions that stand above a position of full training."""
    full = [k for k, one in enumerate(ranked) if one.track is not Track.PRELIMINARY]
    last = full[-1] if full else 0
    return tuple(one for one in ranked[:last] if one.track is Track.PRELIMINARY)


def _years_below(ranked: Sequence[Invitation], programs: Mapping[str, Program]) -> _Found:
    listed = [programs[one.program_code] for one in ranked]
    if not any(one.track is Track.PRELIMINARY for one in listed):
        return CheckState.ASIDE, "No first-year position is ranked."
    above = years_above(listed)
    if above:
        return CheckState.LOOK, f"{above[0].institution} would end the search with one year."
    return CheckState.MET, ""


def _first_years(
    sheet: RankSheet, ranked: Sequence[Invitation], programs: Mapping[str, Program]
) -> _Found:
    advanced = [one for one in ranked if programs[one.program_code].track is Track.ADVANCED]
    if not advanced:
        return CheckState.ASIDE, "No advanced position is ranked."
    without = [one for one in advanced if not sheet.first_years.get(one.program_code)]
    if without:
        return CheckState.LOOK, f"No first year with {_names(without, programs)}."
    return CheckState.MET, ""


def _price(sheet: RankSheet, ranked: Sequence[Invitation], facts: SeasonFacts) -> _Found:
    included, extra = _fact(facts, "limits.ranks_included"), _fact(facts, "fees.nrmp_extra_rank")
    if included is None:
        return CheckState.OPEN, "How many ranks the registration includes is not known."
    n, n_included = len(ranked), int(included.number)
    n_years = len({code for codes in sheet.first_years.values() for code in codes})
    over = max(n - n_included, 0) + max(n_years - n_included, 0)
    of_season = "" if included.season == facts.season else f" in season {included.season}"
    if not over:
        said = f"{n} of the {n_included} that are included{of_season}."
        return CheckState.MET, said, included.citations[0]
    price = "" if extra is None else f": about ${over * extra.number:,.0f}"
    said = f"{over} beyond the {n_included} included{of_season}{price}."
    return CheckState.LOOK, said, included.citations[0]


def _ecfmg(applicant: Applicant, facts: SeasonFacts) -> _Found:
    if applicant.applicant.ecfmg_certified:
        return CheckState.MET, "You are certified."
    try:
        day = facts.date("rank_list_deadline").date
    except UnpublishedFact:
        return CheckState.OPEN, "The day is not published yet."
    return CheckState.OPEN, f"By {day.day} {day:%b %Y}."


def _fact(facts: SeasonFacts, key: str) -> Fact | None:
    try:
        return facts.last_known(key)
    except UnpublishedFact:
        return None
