"""A second opinion: the same list under changed assumptions, and which rows survive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preround.catalogue.catalogue import Catalogue
from preround.domain.applicant import Applicant
from preround.domain.program_list import ListRow
from preround.domain.ranges import Interval
from preround.facts.reader import SeasonFacts
from preround.fit.odds_assumed import Assumption, usual_assumptions
from preround.jobs.build_program_list import BuiltList, ListRequest, build_program_list


@dataclass(frozen=True, slots=True)
class Opinion:
    """The list made anew under one assumption.

    `kept` counts present applications that it makes too; `signals_kept` signals it would
    place on the same program.
    """

    assumption: Assumption
    n_applications: int
    kept: int
    signals_kept: int
    interviews: Interval
    p_match: Interval


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """All assumptions together: the rows that survive each, and those that hang on one."""

    opinions: tuple[Opinion, ...]
    n_applications: int
    n_signals: int
    solid: tuple[ListRow, ...]
    hanging: tuple[tuple[ListRow, tuple[Assumption, ...]], ...]

    @property
    def sentence(self) -> str:
        """What it comes to, in one sentence."""
        n, solid = self.n_applications, len(self.solid)
        if not n:
            return "There is no application to hold against other assumptions."
        if solid == n:
            return f"All {n} applications would be made under each of these assumptions too."
        words = max(self.opinions, key=lambda one: n - one.kept).assumption.words
        return (
            f"{solid} of {n} applications would be made under each of these assumptions too; "
            f"most of the others go if {words}."
        )


def second_opinion(
    applicant: Applicant,
    season_facts: SeasonFacts,
    catalogue: Catalogue,
    built: BuiltList,
    *,
    today: date,
    request: ListRequest | None = None,
) -> SecondOpinion:
    """Make the list again with odds halved, signals worthless, a specialty's base halved.

    Parameters
    ----------
    built
        The present list, made with the same applicant, facts, day and request.

    Notes
    -----
    Each assumption is a whole list of its own: about the time of the first, each.
    """
    present = {row.program.nrmp_code: row for row in built.listing.rows if row.apply}
    signals = {code: row.signal for code, row in present.items() if row.signal}
    missing: dict[str, list[Assumption]] = {code: [] for code in present}
    opinions = []
    for assumption in usual_assumptions(built.portfolio.specialties):
        other = build_program_list(
            applicant,
            season_facts,
            catalogue,
            today=today,
            request=request,
            assumption=assumption,
        )
        made = {row.program.nrmp_code: row for row in other.listing.rows if row.apply}
        for code in present.keys() - made.keys():
            missing[code].append(assumption)
        opinions.append(
            Opinion(
                assumption,
                n_applications=len(made),
                kept=len(present.keys() & made.keys()),
                signals_kept=sum(code in made and bool(made[code].signal) for code in signals),
                interviews=other.listing.summary.interviews,
                p_match=other.listing.summary.p_match,
            )
        )
    return SecondOpinion(
        opinions=tuple(opinions),
        n_applications=len(present),
        n_signals=len(signals),
        solid=tuple(row for code, row in present.items() if not missing[code]),
        hanging=tuple(
            (row, tuple(missing[code])) for code, row in present.items() if missing[code]
        ),
    )
