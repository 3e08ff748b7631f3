"""The rank list workbench: interviews and a sheet in; rows with chances and realities out."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from preround.catalogue.catalogue import Catalogue
from preround.domain.applicant import Applicant
from preround.domain.citation import Citation
from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.program import Program, Track
from preround.domain.program_list import Reason
from preround.domain.ranges import Interval
from preround.domain.rank_sheet import Codes, Impression, RankSheet
from preround.facts.reader import SeasonFacts
from preround.fit.verdicts import RuleContext, judge_all
from preround.jobs.list_reasons import living_there
from preround.jobs.rank_checks import Check, certify_checks, years_above
from preround.jobs.rank_odds import RankOdds, rank_odds
from preround.plan.moments import Moment, moment
from preround.plan.steps import load_rules

#: A difference in the person's own scores below this is none.
SAME_SCORE = 0.2


@dataclass(frozen=True, slots=True)
class FirstYears:
    """An advanced position's own list, what could join it, and the chance it finds a year."""

    ranked: tuple[Program, ...]
    open: tuple[Program, ...]
    p_match: Interval


@dataclass(frozen=True, slots=True)
class RankRow:
    """One rank: the program, the person's own score, the chances, and what binds there.

    `above_by_score` is the rank this program would have by the person's own scores, 0
    where that is no higher. `ends_with_one_year` marks a first year that stands above full
    training.
    """

    place: int
    program: Program
    status: InvitationStatus
    interview_on: dt.date | None
    score: float | None
    impression: Impression
    here: Interval
    by_here: Interval
    reality: tuple[Reason, ...]
    above_by_score: int = 0
    ends_with_one_year: bool = False
    first_years: FirstYears | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One interview that is not on the list, and what ranking it last would add."""

    program: Program
    status: InvitationStatus
    interview_on: dt.date | None
    score: float | None
    adds: Interval
    reality: tuple[Reason, ...]
    left_off: bool
    is_first_year: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the list must be certified; `time` is Eastern Time, None where no hour was read."""

    moment: Moment
    time: dt.time | None
    days_left: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class RankBench:
    """Everything the workbench shows."""

    sheet: RankSheet
    rows: tuple[RankRow, ...]
    waiting: tuple[Waiting, ...]
    odds: RankOdds
    checks: tuple[Check, ...]
    deadline: Deadline
    changed_since_certified: bool

    @property
    def codes(self) -> Codes:
        """NRMP codes of the ranks, best first."""
        return tuple(row.program.nrmp_code for row in self.rows)

    @property
    def n_interviews(self) -> int:
        """Interviews that could be ranked."""
        return len(self.rows) + len(self.waiting)


def build_rank_list(
    applicant: Applicant,
    invitations: Sequence[Invitation],
    sheet: RankSheet,
    catalogue: Catalogue,
    season_facts: SeasonFacts,
    today: dt.date,
) -> RankBench:
    """Put the list together.

    Notes
    -----
    A rank whose interview was declined, withdrawn or removed since is left out of the
    list; the sheet keeps it, so that it is back when the interview is.
    """
    table = _Table(applicant, invitations, sheet, catalogue, season_facts, today)
    ranked, rest = shown_order(sheet, table.known), table.unranked()
    odds = table.odds(ranked)
    checks = certify_checks(
        applicant, sheet, [table.known[c] for c in ranked], [table.known[c] for c in rest],
        table.programs, table.verdicts, season_facts, today,
    )  # fmt: skip
    return RankBench(
        sheet=sheet,
        rows=table.rows(ranked, odds),
        waiting=tuple(table.waiting(code, ranked) for code in rest),
        odds=odds,
        checks=checks,
        deadline=rank_deadline(season_facts, today),
        changed_since_certified=bool(sheet.certified_on) and ranked != sheet.certified,
    )


def rank_deadline(facts: SeasonFacts, today: dt.date) -> Deadline:
    """The season's deadline; where it is not published, when it is to be expected."""
    at = moment("rank_list_deadline", facts, load_rules())
    time: dt.time | None = None
    citations: tuple[Citation, ...] = (at.citation,)
    if not at.is_expected:
        known = facts.date("rank_list_deadline")
        time, citations = known.time, known.citations
    return Deadline(at, time, (at.day - today).days, citations)


def shown_order(sheet: RankSheet, known: Container[str]) -> Codes:
    """The ranks whose interviews stand."""
    return tuple(code for code in sheet.order if code in known)


class _Table:
    """Interviews that can be ranked, with what is known of each."""

    def __init__(
        self,
        applicant: Applicant,
        invitations: Sequence[Invitation],
        sheet: RankSheet,
        catalogue: Catalogue,
        facts: SeasonFacts,
        today: dt.date,
    ) -> None:
        self.applicant, self.sheet, self.facts, self.today = applicant, sheet, facts, today
        self.known = {
            one.program_code: one
            for one in invitations
            if one.can_be_ranked and one.program_code in catalogue.by_code
        }
        self.programs = {code: catalogue.by_code[code] for code in self.known}
        everyone = list(self.programs.values())
        judged = judge_all(applicant, everyone, RuleContext(facts, today))
        self.verdicts = dict(zip(self.programs, judged, strict=True))
        self.scores = {code: fit_score(sheet, code) for code in self.programs}

    def odds(self, codes: Sequence[str]) -> RankOdds:
        """The chances of a list of interviews."""
        programs = [self.programs[code] for code in codes]
        everyone = list(self.programs.values())
        return rank_odds(self.applicant, programs, everyone, self.facts.season, self.today)

    def unranked(self) -> list[str]:
        """Interviews that are not on the list, the best scores first, those left off last."""
        rest = [code for code in self.known if code not in self.sheet.order]
        off = self.sheet.left_off
        return sorted(rest, key=lambda code: (code in off, -(self.scores[code] or 0.0)))

    def reality(self, code: str) -> tuple[Reason, ...]:
        """What would bind or help at a program."""
        return living_there(self.applicant, self.programs[code], self.verdicts[code])

    def rows(self, ranked: Codes, odds: RankOdds) -> tuple[RankRow, ...]:
        """The ranks."""
        higher = _above_by_score(ranked, self.scores)
        short = {one.nrmp_code for one in years_above([self.programs[c] for c in ranked])}
        return tuple(
            RankRow(
                place=k + 1,
                program=self.programs[code],
                status=self.known[code].status,
                interview_on=self.known[code].interview_on,
                score=self.scores[code],
                impression=self.sheet.impression(code),
                here=odds.here[k],
                by_here=odds.by_here[k],
                reality=self.reality(code),
                above_by_score=higher.get(code, 0),
                ends_with_one_year=code in short,
                first_years=self.first_years(code),
            )
            for k, code in enumerate(ranked)
        )

    def waiting(self, code: str, ranked: Codes) -> Waiting:
        """One interview off the list."""
        known = self.known[code]
        return Waiting(
            program=self.programs[code],
            status=known.status,
            interview_on=known.interview_on,
            score=self.scores[code],
            adds=self.odds((*ranked, code)).here[-1],
            reality=self.reality(code),
            left_off=code in self.sheet.left_off,
            is_first_year=any(code in codes for codes in self.sheet.first_years.values()),
        )

    def first_years(self, code: str) -> FirstYears | None:
        """An advanced position's own list; None for any other position."""
        if self.programs[code].track is not Track.ADVANCED:
            return None
        years = [one for one, it in self.programs.items() if it.track is Track.PRELIMINARY]
        mine = [one for one in self.sheet.first_years.get(code, ()) if one in years]
        return FirstYears(
            tuple(self.programs[one] for one in mine),
            tuple(self.programs[one] for one in years if one not in mine),
            self.odds(mine).p_match,
        )


def fit_score(sheet: RankSheet, code: str) -> float | None:
    """The weighted mean of a program's scores, from 1 to 5; None where none counts yet.

    A priority without a score is left out, so that a program is not marked down for what
    was not noted.
    """
    scores = sheet.impression(code).scores
    pairs = [(one.weight, scores[one.key]) for one in sheet.priorities if one.key in scores]
    total = sum(weight for weight, _ in pairs)
    if not total:
        return None
    return sum(weight * score for weight, score in pairs) / total


def _above_by_score(ranked: Sequence[str], scores: Mapping[str, float | None]) -> dict[str, int]:
    """For each program its scores would put higher: the highest rank they would beat."""
    found: dict[str, int] = {}
    for k, code in enumerate(ranked):
        mine = scores[code]
        for above, other in enumerate(ranked[:k]):
            theirs = scores[other]
            if mine is not None and theirs is not None and mine > theirs + SAME_SCORE:
                found[code] = above + 1
                break
    return found


# ------------------------------------------------------------------ changes


def moved(sheet: RankSheet, code: str, by: int, shown: Codes) -> RankSheet:
    """The sheet with one rank moved up (negative) or down among those that are shown."""
    order = list(shown)
    at = order.index(code)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return reordered(sheet, tuple(order))


def reordered(sheet: RankSheet, order: Codes) -> RankSheet:
    """The sheet with this order; ranks that are not shown keep their place at the end."""
    hidden = tuple(code for code in sheet.order if code not in order)
    left_off = tuple(code for code in sheet.left_off if code not in order)
    return replace(sheet, order=(*order, *hidden), left_off=left_off)


def ranked_last(sheet: RankSheet, codes: Iterable[str], shown: Codes) -> RankSheet:
    """The sheet with programs added at the end of the ranks that are shown."""
    new = tuple(code for code in dict.fromkeys(codes) if code not in shown)
    return reordered(replace(sheet, order=tuple(c for c in sheet.order if c not in new)),
                     (*shown, *new))  # fmt: skip


def taken_off(sheet: RankSheet, code: str) -> RankSheet:
    """The sheet without one rank, which is now left off on purpose."""
    return replace(
        sheet,
        order=tuple(one for one in sheet.order if one != code),
        left_off=(*(one for one in sheet.left_off if one != code), code),
    )


def by_scores(sheet: RankSheet, codes: Codes) -> Codes:
    """Programs by the person's own scores, best first; those without keep their order, last."""
    scores = {code: fit_score(sheet, code) for code in codes}
    return tuple(
        sorted(codes, key=lambda c: (scores[c] is None, -(scores[c] or 0.0), codes.index(c)))
    )


# ------------------------------------------------------------------ the list as a table


def rank_list_csv(bench: RankBench) -> str:
    """The list as CSV: primary ranks, then each advanced position's first-year list."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["list", "rank", "nrmp_code", "institution", "program", "track", "city", "state"]
    )
    for row in bench.rows:
        writer.writerow(["primary", row.place, *_cells(row.program)])
    for row in bench.rows:
        for k, program in enumerate(row.first_years.ranked if row.first_years else (), start=1):
            name = f"first year for {row.program.nrmp_code}"
            writer.writerow([name, k, *_cells(program)])
    return out.getvalue()


def _cells(program: Program) -> list[str]:
    return [
        program.nrmp_code, program.institution, program.name, program.track.value,
        program.sponsor.city, program.state,
    ]  # fmt: skip
