"""Two ranks swapped, and whole Matches run to see whether it ever helps.

Around the person's list a small market is drawn: as many competitors as its positions make
room for, with wishes and standings of their own, and how each program ranks everybody. The
Match is solved with the true order, with the swap, and with other orders drawn at random.

Every run is a market of its own; all are solved at once as parts of one large market that
share nobody. The competitors are invented; the chance that a program takes the person is
that of the rank list's own odds.

Source: that no list can do better than the true one when applicants propose is a theorem
(Dubins and Freedman 1981; Roth 1982). It speaks of applicants on their own, not couples.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preround.domain.errors import UserError
from preround.domain.program import Program
from preround.jobs.rank_list import RankBench
from preround.match.arrays import IntArray
from preround.match.solve import solve_match

FloatArray = NDArray[np.float64]
QUOTA = re.compile(r"quota_20\d\d")

N_RUNS = 100
N_OTHER_ORDERS = 10
#: Our own: positions of a program nobody has a number for, competitors a position, and
#: how many programs each of them ranks at most.
USUAL_QUOTA, MOST_QUOTA = 6, 12
COMPETITORS = 1.4
MOST_RANKED = 6
#: How much a program's common standing counts in a competitor's wish, and the reverse.
SHARED_TASTE = 1.2


class NothingToSwap(UserError):
    """A swap of ranks that are not on the list, or are one and the same."""

    http_status = 422

    def __init__(self, first: int, second: int, n: int) -> None:
        super().__init__(
            f"Ranks {first} and {second} cannot be swapped; expected two different ranks "
            f"from 1 to {n}. Choose two of your list."
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One program on the way down a list, and its answer.

    `standing` is the person's place among those the program ranks (0: not ranked) and
    `last_taken` the place of the last person it took; `n_taken` of `quota` positions.
    """

    program: int
    held: bool
    standing: int
    n_ranked: int
    last_taken: int
    n_taken: int
    quota: int


@dataclass(frozen=True, slots=True)
class Run:
    """One run: where each order ended (a place on the true list, -1 for none), and its way."""

    number: int
    true_at: int
    swapped_at: int
    true_way: tuple[Asked, ...]
    swapped_way: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class SwapAnswer:
    """What a swap does over many runs.

    `verdict[r]` is -1 where the swap ended worse in run r, 0 the same, 1 better; places
    are on the true list, and none is worse than any. `orders_better` counts the other
    orders that ended better than the true one, of `n_orders`.
    """

    first: int
    second: int
    seed: int
    verdict: tuple[int, ...]
    true_at: tuple[int, ...]
    swapped_at: tuple[int, ...]
    n_orders: int
    orders_better: int
    orders_worse: int
    run: Run

    @property
    def n_worse(self) -> int:
        """Runs in which the swap ended at a place the person wants less."""
        return self.verdict.count(-1)

    @property
    def n_better(self) -> int:
        """Runs in which it ended at one the person wants more: none, by the theorem."""
        return self.verdict.count(1)

    @property
    def n_same(self) -> int:
        """Runs in which it made no difference."""
        return self.verdict.count(0)

    @property
    def worse_runs(self) -> tuple[int, ...]:
        """Numbers of the runs that the swap made worse, from 1."""
        return tuple(r + 1 for r, found in enumerate(self.verdict) if found < 0)


@dataclass(frozen=True, slots=True)
class TrueOrder:
    """The person's own list, and what a swap of two of its ranks does."""

    ranked: tuple[Program, ...]
    answer: SwapAnswer


def swap_on_list(
    bench: RankBench, first: int, second: int, *, seed: int, run: int = 0
) -> TrueOrder:
    """Swap two ranks of a person's own list and run the Match both ways.

    Raises
    ------
    NothingToSwap
        When the list has no such two ranks.
    """
    ranked = tuple(row.program for row in bench.rows)
    quotas = [known_quota(one) for one in ranked]
    answer = try_swap(bench.odds.each, quotas, first, second, seed=seed, run=run)
    return TrueOrder(ranked, answer)


def known_quota(program: Program) -> int | None:
    """Positions in the newest year anybody recorded."""
    years = sorted((name for name in program.facts if QUOTA.fullmatch(name)), reverse=True)
    found = (program.fact(name).value for name in years)
    return next((value for value in found if isinstance(value, int)), None)


def try_swap(
    chances: Sequence[float],
    quotas: Sequence[int | None],
    first: int,
    second: int,
    *,
    seed: int,
    run: int = 0,
    n_runs: int = N_RUNS,
) -> SwapAnswer:
    """Run the Match with the true order and with two ranks swapped.

    Parameters
    ----------
    chances
        For each rank, the chance that its program takes the person once asked.
    quotas
        Positions of each program, None where nobody has a number.
    first, second
        The ranks to swap, from 1.
    seed
        Draws everything; the same seed gives the same runs.
    run
        The run to tell in full, from 1; 0 for the first that the swap made worse, or else
        the first.

    Raises
    ------
    NothingToSwap
    """
    n = len(chances)
    if first == second or not (1 <= first <= n and 1 <= second <= n):
        raise NothingToSwap(first, second, n)
    rng = np.random.default_rng([seed, n, n_runs])
    markets = _Markets(np.asarray(chances, float), quotas, n_runs, rng)
    truth = np.arange(n)
    swapped = truth.copy()
    swapped[[first - 1, second - 1]] = swapped[[second - 1, first - 1]]
    true_at, swapped_at = markets.solve(truth), markets.solve(swapped)
    verdict = np.sign(_standing(true_at.at, n) - _standing(swapped_at.at, n))
    better = worse = 0
    for _ in range(N_OTHER_ORDERS):
        other = markets.solve(rng.permuted(np.tile(truth, (n_runs, 1)), axis=1))
        gap = _standing(other.at, n) - _standing(true_at.at, n)
        better, worse = better + int((gap < 0).sum()), worse + int((gap > 0).sum())
    lost = np.flatnonzero(verdict < 0)
    told = run if 1 <= run <= n_runs else (int(lost[0]) + 1 if lost.size else 1)
    return SwapAnswer(
        first, second, seed, tuple(verdict.tolist()), tuple(true_at.at.tolist()),
        tuple(swapped_at.at.tolist()), N_OTHER_ORDERS * n_runs, better, worse,
        Run(
            told,
            int(true_at.at[told - 1]),
            int(swapped_at.at[told - 1]),
            markets.way(true_at, truth, told - 1),
            markets.way(swapped_at, swapped, told - 1),
        ),
    )  # fmt: skip


def _standing(at: IntArray, n: int) -> IntArray:
    """Places on the true list, none as the last of all."""
    return np.where(at < 0, n, at)


@dataclass(frozen=True, slots=True)
class _Solved:
    """Program of everybody in every run [R, A + 1], the person first; and the person's own."""

    match: IntArray

    @property
    def at(self) -> IntArray:
        return self.match[:, 0]


class _Markets:
    """R small markets of n programs; applicant 0 of each is the person.

    `score[r, i, p]` is how program p of run r likes applicant i, -inf where it does not
    rank them.
    """

    def __init__(
        self,
        chances: FloatArray,
        quotas: Sequence[int | None],
        n_runs: int,
        rng: np.random.Generator,
    ) -> None:
        self.n_runs, self.n = n_runs, len(chances)
        self.quota = np.array([min(q or USUAL_QUOTA, MOST_QUOTA) for q in quotas])
        self.n_people = 1 + round(COMPETITORS * int(self.quota.sum()))
        shape = (n_runs, self.n_people, self.n)
        appeal = SHARED_TASTE * rng.standard_normal((n_runs, 1, self.n))
        order = np.argsort(-(appeal + rng.standard_normal(shape)), axis=2)
        most = min(MOST_RANKED, self.n)
        length = rng.integers(1, most + 1, size=(n_runs, self.n_people, 1))
        self._wishes, self._wanted = order, np.arange(self.n) < length
        quality = SHARED_TASTE * rng.standard_normal((n_runs, self.n_people, 1))
        self.score = quality + rng.standard_normal(shape)
        ranks = np.zeros(shape, bool)
        np.put_along_axis(ranks, order, self._wanted, axis=2)
        self.score[~ranks] = -np.inf
        self._place_person(chances, rng)

    def _place_person(self, chances: FloatArray, rng: np.random.Generator) -> None:
        """Put the person above the last one taken with the chance given, else below."""
        self.score[:, 0, :] = -np.inf
        self._rank_people()
        without = self.solve(np.arange(self.n)).match
        taken = without[:, :, None] == np.arange(self.n)
        last = np.where(taken, self.score, np.inf).min(axis=1)
        full = taken.sum(axis=1) >= self.quota
        ranked = np.isfinite(self.score)
        best = np.where(ranked, self.score, -np.inf).max(axis=1)
        worst = np.where(ranked, self.score, np.inf).min(axis=1)
        last = np.where(full, last, np.where(np.isfinite(worst), worst, 0.0))
        best, worst = np.maximum(best, last), np.minimum(worst, last)
        u = rng.random(last.shape)
        above = last + u * (best - last) + 1e-9
        below = np.where(full, worst + u * (last - worst) - 1e-9, -np.inf)
        wanted = rng.random(last.shape) < chances
        self.score[:, 0, :] = np.where(wanted, above, below)
        self._rank_people()

    def _rank_people(self) -> None:
        """Write the programs' lists of all runs as one flat array."""
        by_program = self.score.transpose(0, 2, 1)
        order = np.argsort(-by_program, axis=2, kind="stable")
        ranked = np.take_along_axis(by_program, order, axis=2) > -np.inf
        people = order + self.n_people * np.arange(self.n_runs)[:, None, None]
        self._p_ptr = np.concatenate([[0], np.cumsum(ranked.sum(axis=2).ravel())])
        self._p_idx = people[ranked]

    def solve(self, own: IntArray) -> _Solved:
        """Solve every run with the person's list `own`, [n] for all or [R, n] for each."""
        self._wishes[:, 0, :], self._wanted[:, 0, :] = own, True
        offset = self.n * np.arange(self.n_runs)[:, None, None]
        a_ptr = np.concatenate([[0], np.cumsum(self._wanted.sum(axis=2).ravel())])
        a_idx = (self._wishes + offset)[self._wanted]
        quota = np.tile(self.quota, self.n_runs)
        solved = solve_match(a_ptr, a_idx, self._p_ptr, self._p_idx, quota, check=False)
        found = solved.match.reshape(self.n_runs, self.n_people)
        return _Solved(np.where(found < 0, -1, found % self.n))

    def way(self, solved: _Solved, own: IntArray, r: int) -> tuple[Asked, ...]:
        """The programs one run's person asks, down to the one that keeps them."""
        asked = []
        for p in own.tolist():
            score = self.score[r, :, p]
            place = np.argsort(np.argsort(-score, kind="stable")) + 1
            taken = np.flatnonzero(solved.match[r] == p)
            held = int(solved.at[r]) == p
            asked.append(
                Asked(
                    program=p,
                    held=held,
                    standing=int(place[0]) if np.isfinite(score[0]) else 0,
                    n_ranked=int(np.isfinite(score).sum()),
                    last_taken=int(place[taken].max()) if taken.size else 0,
                    n_taken=int(taken.size),
                    quota=int(self.quota[p]),
                )
            )
            if held:
                break
        return tuple(asked)
