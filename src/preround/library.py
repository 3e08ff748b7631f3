"""The library's face: each call is one job; season and day default to now.

Examples
--------
>>> from preround import fees
>>> fees({"Internal Medicine": 100}, season=2026).total_usd
2430.0
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from preround.domain.applicant import Applicant as Profile
from preround.facts.season import running_season
from preround.match.solve import solve_match

if TYPE_CHECKING:
    from preround.domain.program_list import ProgramList
    from preround.jobs.forecast_season import Forecast
    from preround.portfolio.fees import FeeQuote

__all__ = ["Profile", "fees", "forecast", "pick", "read_profile", "solve_match"]


def _today() -> date:
    return datetime.now().astimezone().date()


def read_profile(path: str | Path, *, today: date | None = None) -> Profile:
    """The applicant file at `path`; raises a `UserError` that says what to mend."""
    from preround.jobs.read_applicant import read_applicant

    return read_applicant(Path(path), today or _today()).applicant


def pick(
    profile: Profile,
    *,
    budget_usd: float | None = None,
    n: int | None = None,
    specialties: tuple[str, ...] = (),
    season: int | None = None,
    today: date | None = None,
    home: Path | None = None,
    seed: int = 2027,
) -> ProgramList:
    """The program list of one applicant, as `preround pick` gives it.

    Parameters
    ----------
    profile
        The applicant, from `read_profile` or built in code.
    budget_usd
        Dollars for application fees; the profile's own budget if left out.
    n
        Number of applications.
    specialties
        Instead of the profile's wishes.
    season, today
        Match year and day of judgment; the running season and today if left out.
    home
        Folder of one's own program facts.
    seed
        Seed of the draws behind every range.
    """
    from preround.facts.reader import load_season
    from preround.jobs.build_program_list import ListRequest, build_program_list
    from preround.jobs.workspace import Workspace

    day = today or _today()
    built = build_program_list(
        profile,
        load_season(season or running_season(day)),
        Workspace.at(home).catalogue(),
        today=day,
        request=ListRequest(budget_usd, n, tuple(specialties), seed=seed),
    )
    return built.listing


def forecast(
    profile: Profile,
    specialty: str,
    n_applications: int,
    *,
    n_signals: int | None = None,
    season: int | None = None,
    today: date | None = None,
    seed: int = 2027,
) -> Forecast:
    """Interviews and chance to match from `n_applications` spread blindly in a specialty."""
    from preround.facts.reader import load_season
    from preround.jobs.forecast_season import forecast_season

    day = today or _today()
    return forecast_season(
        profile,
        load_season(season or running_season(day)),
        specialty=specialty,
        n_applications=n_applications,
        n_signals=n_signals,
        today=day,
        seed=seed,
    )


def fees(counts: Mapping[str, int], *, season: int, last_known: bool = False) -> FeeQuote:
    """Application fees for a number of programs in each specialty, in dollars."""
    from preround.facts.reader import load_season
    from preround.portfolio.fees import quote

    return quote(load_season(season), list(counts.items()), last_known=last_known)
