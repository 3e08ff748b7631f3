"""The simulated market against published figures, and what a season costs."""

from __future__ import annotations

import hashlib
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from preround.domain.errors import InternalError
from preround.facts.outcomes import load_outcomes
from preround.jobs.peak_memory import peak_megabytes
from preround.jobs.simulate_season import Comparison, Running, Simulation, simulate_season
from preround.match.market.parameters import load_parameters
from preround.match.market.simulate import check_run
from preround.match.market.targets import Target

AS_NUMBER = ("ranks_", "interview_level")

PAGE = """\
# The simulated market against the published one

{n} simulated seasons of {applicants:,} people, {programs:,} programs and {couples:,} couples, seed
{seed}, written by `preround bench market --replicates {n} --seed {seed} --out docs/market.md`
(parameters `{parameters}`). Each season draws its own programs, people and interviews; the error
is one standard error of the mean over seasons. How the market works, and what was argued, is in
[decision 0042](decisions/0042-market.md); every parameter stands with its support in
[`market.toml`](../src/preround/match/data/market.toml).

**Calibrated** figures were used to choose parameters (`python -m benchmarks.fit_market`), on
other seasons than these. **Held out** figures were not: no parameter was fitted to them.
Published figures are of {year}, but for shares of positions and fill by specialty, which are of
the year before; shares of IMGs are moved as their matches moved since. "Near enough" is within
the tolerance beside it.

{summary}

{table}

The published rate of couples carries the note "{couples_now}", that of the season before
"{couples_before}". The share of *partners* who matched fits both, and the share of couples
with at least one partner matched does not (below): partners are what is counted here.

## Not held against anything

{others}
"""

OTHERS = {
    "couples_both": "couples with both partners matched",
    "couples_either": "couples with at least one partner matched",
    "top1.us_md": "matched MD seniors who got their first choice",
    "ranks_mean": "ranks on a certified list",
    "names_per_position": "names on programs' lists, a position",
    "applications_mean": "applications a person",
    "stable": "seasons with a stable matching found",
}


def market_page(found: Simulation) -> str:
    """Write what came out as a page of documentation, misses named first."""
    missed = [one for one in found.against if not one.met]
    held_out = [one for one in missed if not one.target.calibrated]
    season = load_parameters().season
    return PAGE.format(
        n=found.n_replicates,
        applicants=found.size.n_applicants,
        programs=found.size.n_programs,
        couples=found.size.n_couples,
        seed=found.seed,
        parameters=parameters_mark(),
        year=season,
        couples_now=_note(season),
        couples_before=_note(season - 1),
        summary=(
            f"{len(found.against) - len(missed)} of {len(found.against)} figures are near enough. "
            f"{_named('Held out and not', held_out)} "
            f"{_named('Calibrated and not', [m for m in missed if m not in held_out])}"
        ),
        table=_table(sorted(found.against, key=lambda one: one.target.calibrated)),
        others="\n".join(
            ["| figure | simulated | error |", "|---|---|---|"]
            + [
                f"| {words} | {_value(name, found.figures[name].mean)} "
                f"| {_value(name, found.figures[name].error)} |"
                for name, words in OTHERS.items()
            ]
        ),
    )


def _note(season: int) -> str:
    figure = load_outcomes().total(season, "couples_match_rate")
    return figure.note if figure else ""


def parameters_mark() -> str:
    """A short mark that changes when any parameter's value does."""
    values = sorted((name, entry.value) for name, entry in load_parameters().entries.items())
    return hashlib.sha256(repr(values).encode()).hexdigest()[:8]


def _named(words: str, missed: list[Comparison]) -> str:
    if not missed:
        return f"{words}: none."
    each = [
        f"{one.target.words} ({_off(one.target, one.found.mean - one.target.value)})"
        for one in missed
    ]
    return f"{words}: {'; '.join(each)}."


def _table(rows: list[Comparison]) -> str:
    lines = ["| figure | role | published | simulated | error | tolerance | near enough |"]
    lines.append("|---|---|---|---|---|---|---|")
    for one in rows:
        name, target = one.target.figure, one.target
        off = "yes" if one.met else f"no, {_off(target, one.found.mean - target.value)}"
        lines.append(
            f"| {target.words} | {target.role} | {_value(name, target.value)} "
            f"| {_value(name, one.found.mean)} | {_value(name, one.found.error)} "
            f"| {_value(name, target.tolerance)} | {off} |"
        )
    return "\n".join(lines)


def _value(figure: str, value: float) -> str:
    if figure.startswith((*AS_NUMBER, "names_", "applications_")):
        return f"{value:.2f}"
    return f"{value:.1%}"


def _off(target: Target, difference: float) -> str:
    if target.figure.startswith(AS_NUMBER):
        return f"{difference:+.2f}"
    return f"{100 * difference:+.1f} points"


@dataclass(frozen=True, slots=True)
class SeasonCost:
    """Seconds and memory of seasons of the nation's size.

    `seconds_one`: a season on one core, the least of some. `megabytes`: the most its
    process held, None where the system does not say. `seconds_all`: all seasons, from
    the start of the workers to the last result.
    """

    seconds_one: float
    seconds_match: float
    megabytes: float | None
    n_seasons: int
    n_workers: int
    seconds_all: float
    megabytes_all: float | None

    def as_json(self) -> dict[str, Any]:
        """The document of `preround bench simulate --json`."""
        return {name: getattr(self, name) for name in self.__slots__}


def _one_by_one(n: int) -> tuple[float, float, float | None]:
    """Simulate `n` seasons one after the other; run in a process of its own."""
    rows = [simulate_season(seed=seed) for seed in range(1, n + 1)]
    figures = [row.figures for row in rows]
    return (
        min(f["seconds"].mean for f in figures),
        min(f["seconds_match"].mean for f in figures),
        peak_megabytes(),
    )


def bench_simulate(
    n_seasons: int, n_workers: int, progress: Any = None, n_alone: int = 5
) -> SeasonCost:
    """Time seasons: a few on one core in a fresh process, then all on the workers."""
    check_run(n_seasons, n_workers)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        found = pool.submit(_one_by_one, n_alone).result()
    if not isinstance(found, tuple):
        raise InternalError(f"a season was timed and gave {found!r}")
    one, match, megabytes = found
    begun = time.perf_counter()
    simulate_season(n_replicates=n_seasons, how=Running(n_workers, progress=progress))
    seconds = time.perf_counter() - begun
    own, worker = peak_megabytes(), peak_megabytes(children=True)
    total = None if own is None or worker is None else own + n_workers * worker
    return SeasonCost(one, match, megabytes, n_seasons, n_workers, seconds, total)
