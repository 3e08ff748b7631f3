"""Simulate national seasons: from applications to SOAP, beside the published figures."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preround.match.errors import BadSetting
from preround.match.market.draw import Size, size_of
from preround.match.market.parameters import load_parameters
from preround.match.market.setting import KINDS, load_setting
from preround.match.market.simulate import (
    Estimate,
    Progress,
    Request,
    Stop,
    check_run,
    run_seasons,
    summarize,
)
from preround.match.market.targets import Target, load_targets
from preround.match.ready import prepare


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure and what the seasons gave for it."""

    target: Target
    found: Estimate

    @property
    def met(self) -> bool:
        """Whether it lies within the tolerance."""
        return self.target.met_by(self.found.mean)

    def as_json(self) -> dict[str, Any]:
        """One entry of `against`."""
        return {
            "figure": self.target.figure,
            "published": _plain(self.target.value),
            "simulated": _plain(self.found.mean),
            "error": _plain(self.found.error),
            "tolerance": _plain(self.target.tolerance),
            "role": self.target.role,
            "met": self.met,
            "source": str(self.target.citation),
        }


@dataclass(frozen=True, slots=True)
class Simulation:
    """What came out of the seasons: each figure with its mean and Monte-Carlo error.

    `figures` are named as in `match.market.measure`. `against` holds the published figures
    that a market of the nation's own size can be held against; empty for other sizes.
    """

    size: Size
    n_replicates: int
    seed: int
    figures: Mapping[str, Estimate]
    against: tuple[Comparison, ...]
    seconds_total: float

    def _of(self, prefix: str, names: tuple[str, ...]) -> dict[str, float | None]:
        found = ((name, self.figures.get(f"{prefix}.{name}")) for name in names)
        return {name: _plain(one.mean) for name, one in found if one}

    def as_json(self) -> dict[str, Any]:
        """The document of `preround simulate --json`."""
        everybody = (*KINDS, "couples", "all")
        errors = {name: self.figures.get(f"match_rate.{name}") for name in everybody}
        single = (
            *("filled_share", "filled_after_soap", "ranks_mean", "couples_both"),
            *("couples_either", "seconds", "seconds_match"),
        )
        return {
            "applicants": self.size.n_applicants,
            "programs": self.size.n_programs,
            "couples": self.size.n_couples,
            "replicates": self.n_replicates,
            "seed": self.seed,
            "match_rate": self._of("match_rate", everybody),
            "match_rate_error": {k: _plain(e.error) for k, e in errors.items() if e},
            "active_share": self._of("active_share", KINDS),
            "ranks_matched": self._of("ranks_matched", KINDS),
            "ranks_unmatched": self._of("ranks_unmatched", KINDS),
            "top3_us_md": _plain(self.figures["top3.us_md"].mean),
            "stable_share": _plain(self.figures["stable"].mean),
            **{k: _plain(self.figures[k].mean) for k in single if k in self.figures},
            "seconds_total": round(self.seconds_total, 3),
            "against": [one.as_json() for one in self.against],
        }


def _plain(value: float, digits: int = 6) -> float | None:
    return None if math.isnan(value) else round(value, digits)


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Running:
    """How seasons are run.

    `workers`: how many processes of our own, or a `concurrent.futures` executor, such as a
    cluster's. `keep`: folder of finished seasons, from which the same request goes on. `say` is
    told before anything is compiled, `progress` how many seasons are done, of how many;
    `should_stop` is asked after each season.
    """

    workers: int | Executor = 1
    keep: Path | None = None
    say: Callable[[str], None] = _silent
    progress: Progress | None = None
    should_stop: Stop | None = None


def simulate_season(
    n_applicants: int | None = None,
    n_programs: int | None = None,
    n_couples: int | None = None,
    *,
    n_replicates: int = 1,
    seed: int = 1,
    how: Running | None = None,
) -> Simulation:
    """Simulate seasons and hold them against what was published.

    Parameters
    ----------
    n_applicants, n_programs, n_couples
        Size; the nation's own when left out, or in proportion to what is given.
    n_replicates
        Seasons; each has streams of its own, drawn from `seed` and its number.
    how
        Where they are run and who is told; one process and nobody if left out.

    Raises
    ------
    BadSetting
        A size, seed or count outside its range.
    Cancelled
        `how.should_stop` said so; finished seasons stay in `how.keep`.
    """
    begun = time.perf_counter()
    if seed < 0:
        raise BadSetting("seed", seed, "0 or more")
    p = load_parameters()
    setting = load_setting(p)
    size = size_of(setting, n_applicants, n_programs, n_couples)
    how = how or Running()
    own = how.workers if isinstance(how.workers, int) else 1
    check_run(n_replicates, own)
    prepare(how.say)
    rows = run_seasons(
        Request(size, seed), n_replicates, n_workers=own,
        executor=how.workers if isinstance(how.workers, Executor) else None,
        progress=how.progress, should_stop=how.should_stop, folder=how.keep,
    )  # fmt: skip
    found = summarize(rows)
    national = size == size_of(setting)
    targets = load_targets(p) if national else ()
    against = tuple(Comparison(t, found[t.figure]) for t in targets if t.figure in found)
    total = time.perf_counter() - begun
    return Simulation(size, n_replicates, seed, found, against, total)
