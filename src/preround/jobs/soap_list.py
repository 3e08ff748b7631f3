"""The short list for SOAP: which programs to look for first when the list of unfilled opens.

Nobody knows before that Monday who has positions left. What is known: which programs left
some when last anybody recorded it, which specialties did, whose stated rules block, and
what the person wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from preround.catalogue.catalogue import Catalogue
from preround.domain.applicant import Applicant
from preround.domain.citation import Citation
from preround.domain.errors import UserError
from preround.domain.program import Program, Track
from preround.domain.program_list import Reason
from preround.domain.verdict import RuleResult, Verdict
from preround.facts import specialties
from preround.facts.outcomes import load_outcomes
from preround.facts.reader import SeasonFacts
from preround.fit.verdicts import RuleContext, judge_all
from preround.jobs.list_reasons import living_there

FILLED = re.compile(r"filled_(20\d\d)")
#: Specialties proposed beside the person's own: those that left most positions.
N_PROPOSED = 2
#: Our own: how a list is parted when the person says nothing.
#: How much more a specialty the person wishes for counts than one merely left over.
OWN = 2
SHARES = {"categorical": 0.67, "preliminary": 0.26, "advanced": 0.07}


class SoapType(StrEnum):
    """The three kinds of positions of the list of unfilled programs."""

    CATEGORICAL = "categorical"
    PRELIMINARY = "preliminary"
    ADVANCED = "advanced"


TRACKS: Mapping[Track, SoapType] = {
    Track.CATEGORICAL: SoapType.CATEGORICAL,
    Track.PRIMARY_CARE: SoapType.CATEGORICAL,
    Track.PRELIMINARY: SoapType.PRELIMINARY,
    Track.ADVANCED: SoapType.ADVANCED,
}


class TooManySoapApplications(UserError):
    """More programs wanted than SOAP lets one person apply to."""

    http_status = 422

    def __init__(self, wanted: int, limit: int) -> None:
        super().__init__(
            f"{wanted} programs; SOAP takes at most {limit} applications of one person. "
            f"Lower the numbers by {wanted - limit}."
        )


@dataclass(frozen=True, slots=True)
class SoapWish:
    """How the list is to be parted, and in which specialties; empty is the proposal."""

    numbers: Mapping[SoapType, int] | None = None
    specialties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Positions a specialty left unfilled in one year, by type."""

    specialty: str
    type: SoapType
    n_left: int
    year: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class SoapRow:
    """One program to look for: what it left when last known, and what binds there."""

    program: Program
    left: int | None
    left_year: int
    reality: tuple[Reason, ...]
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class SoapList:
    """The short list by type, and how it came about."""

    rows: Mapping[SoapType, tuple[SoapRow, ...]]
    numbers: Mapping[SoapType, int]
    limit: int
    chosen: tuple[str, ...]
    left_over: tuple[LeftOver, ...]
    n_blocked: int
    n_known: int

    @property
    def n(self) -> int:
        """Programs on it."""
        return sum(len(rows) for rows in self.rows.values())


def soap_list(
    applicant: Applicant,
    catalogue: Catalogue,
    season_facts: SeasonFacts,
    context: RuleContext,
    wish: SoapWish,
) -> SoapList:
    """Choose the programs to look for first.

    Why this order: programs that left positions when last known, more of them first. Then
    each specialty its share, by what it left; within it those whose visa policy is known
    to fit, then the person's states. Blocked ones are left out.

    Raises
    ------
    TooManySoapApplications
        When the numbers exceed the season's limit.
    """
    limit = int(season_facts.last_known("limits.soap_applications").number)
    left_over = left_over_positions()
    wished = tuple(specialties.canonical(name) for name in applicant.wishes.specialties)
    chosen = wish.specialties or _proposed(wished, left_over)
    numbers = dict(wish.numbers or _parted(limit, chosen, catalogue))
    if sum(numbers.values()) > limit:
        raise TooManySoapApplications(sum(numbers.values()), limit)
    programs = [
        one
        for one in catalogue.programs
        if one.track in TRACKS
        and (one.specialty in chosen or one.track is Track.PRELIMINARY)
        and one.state not in applicant.wishes.states_excluded
    ]
    verdicts = judge_all(applicant, programs, context)
    open_to_me = {
        one.nrmp_code: results
        for one, results in zip(programs, verdicts, strict=True)
        if not any(result.blocks for result in results)
    }
    allowed = [one for one in programs if one.nrmp_code in open_to_me]
    left = {(one.specialty, one.type): one.n_left for one in left_over}
    rows = {}
    for kind in SoapType:
        found = _one_each(one for one in allowed if TRACKS[one.track] is kind)
        found.sort(key=lambda one: _key(applicant, one, open_to_me[one.nrmp_code]))
        weights = {
            name: max(left.get((name, kind), 1), 1) * (OWN if name in wished else 1)
            for name in dict.fromkeys(one.specialty for one in found)
        }
        picked = _shared_out(found, weights, numbers.get(kind, 0))
        rows[kind] = tuple(_row(applicant, one, open_to_me[one.nrmp_code]) for one in picked)
    return SoapList(
        rows=rows,
        numbers=numbers,
        limit=limit,
        chosen=chosen,
        left_over=left_over,
        n_blocked=len(programs) - len(allowed),
        n_known=sum(_left(one)[0] is not None for one in programs),
    )


def _one_each(programs: Iterable[Program]) -> list[Program]:
    """One track a program: an application goes to the program, not to a track."""
    seen: dict[tuple[str, str], Program] = {}
    for one in programs:
        seen.setdefault((one.sponsor.code, one.specialty), one)
    return list(seen.values())


def _shared_out(
    found: Sequence[Program], weights: Mapping[str, int], n: int
) -> tuple[Program, ...]:
    """The first n: those that left positions when last known, then the specialties in turn.

    Why: places go to specialties as seats to parties (highest average), by the positions
    each left, so that one with many programs and few positions does not fill the list.
    """
    known = [one for one in found if _left(one)[0]]
    queues: dict[str, list[Program]] = {name: [] for name in weights}
    for one in found:
        if one not in known:
            queues[one.specialty].append(one)
    picked = known[:n]
    taken = {name: sum(one.specialty == name for one in picked) for name in weights}
    while len(picked) < n and any(queues.values()):
        name = max(
            (name for name in queues if queues[name]),
            key=lambda name: weights[name] / (taken[name] + 1),
        )
        picked.append(queues[name].pop(0))
        taken[name] += 1
    return tuple(sorted(picked, key=lambda one: (one not in known, -weights[one.specialty])))


def left_over_positions() -> tuple[LeftOver, ...]:
    """What each specialty left unfilled when last published, most first, tracks summed."""
    outcomes = load_outcomes()
    found: dict[tuple[str, SoapType], LeftOver] = {}
    for offered in outcomes.positions:
        if offered.measure != "positions_offered" or offered.applicant_group:
            continue
        filled = outcomes.position("positions_filled", offered.specialty, offered.track)
        if not offered.specialty or filled is None:
            continue
        first_year = offered.specialty == "Transitional Year" or offered.track == "preliminary"
        kind = SoapType.PRELIMINARY if first_year else SoapType.CATEGORICAL
        key = (offered.specialty, kind)
        before = found[key].n_left if key in found else 0
        n_left = before + int(offered.value - filled.value)
        found[key] = LeftOver(*key, n_left, offered.year, offered.citation)
    return tuple(sorted(found.values(), key=lambda one: -one.n_left))


def _proposed(wished: tuple[str, ...], left_over: Sequence[LeftOver]) -> tuple[str, ...]:
    most = [one.specialty for one in left_over if one.type is SoapType.CATEGORICAL]
    others = [name for name in most if name not in wished][:N_PROPOSED]
    return tuple(dict.fromkeys((*wished, *others)))


def _parted(limit: int, chosen: tuple[str, ...], catalogue: Catalogue) -> dict[SoapType, int]:
    """Most for categorical positions; advanced ones only where the specialties have any."""
    has_advanced = any(
        one.track is Track.ADVANCED and one.specialty in chosen for one in catalogue.programs
    )
    advanced = round(limit * SHARES["advanced"]) if has_advanced else 0
    preliminary = round(limit * SHARES["preliminary"])
    return {
        SoapType.CATEGORICAL: limit - preliminary - advanced,
        SoapType.PRELIMINARY: preliminary,
        SoapType.ADVANCED: advanced,
    }


def _left(program: Program) -> tuple[int | None, int, Citation | None]:
    """Positions left in the newest year that has both quota and filled."""
    years = sorted(
        (int(found[1]) for name in program.facts if (found := FILLED.fullmatch(name))),
        reverse=True,
    )
    for year in years:
        quota, filled = program.fact(f"quota_{year}"), program.fact(f"filled_{year}")
        if isinstance(quota.value, int) and isinstance(filled.value, int) and filled.latest:
            reading = filled.latest
            citation = Citation(reading.source, read=reading.read, url=reading.url)
            return max(quota.value - filled.value, 0), year, citation
    return None, 0, None


def _key(
    applicant: Applicant, program: Program, results: Sequence[RuleResult]
) -> tuple[object, ...]:
    """Left positions when last known, visa policy known to fit, place wanted, H-1B record."""
    left = _left(program)[0]
    visa = next((one.verdict for one in results if one.rule == "visa"), None)
    wishes = applicant.wishes
    near = 0 if program.state in wishes.ties else 1
    near += program.state not in wishes.states_preferred
    return (
        -(left or 0),
        left is not None,
        visa not in (Verdict.MET, Verdict.NOT_APPLICABLE),
        near,
        -(program.sponsor.h1b_approvals or 0),
        program.nrmp_code,
    )


def _row(applicant: Applicant, program: Program, results: Sequence[RuleResult]) -> SoapRow:
    left, year, citation = _left(program)
    return SoapRow(program, left, year, living_there(applicant, program, results), citation)
