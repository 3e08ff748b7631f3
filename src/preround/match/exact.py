"""Small markets exactly: a stable matching, a proof that none exists, or the fewest blocks.

Source: Drummond, Perrault and Bacchus 2015 (IJCAI), satisfiability for matching with
couples; the clauses here are our own and follow the definition in `stability`.
The library python-sat is optional.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from preround.match.arrays import Couples, IntArray, Market
from preround.match.errors import MarketTooLarge, MissingSolver
from preround.match.stability import blocking_pairs

MAX_RANKS = 20_000
SOLVER = "cadical153"


class ExactResult(NamedTuple):
    """The best matching there is: `n_blocking` 0 when stable, else the fewest possible."""

    match: IntArray
    exists: bool
    n_blocking: int


def _library(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingSolver from error


class _Encoding:
    """Clauses of one market; every stability clause carries a switch that turns it off."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.quota: list[int] = market.quota.tolist()
        self.clauses: list[list[int]] = []
        self.switches: list[int] = []
        self.n = 0
        self.place = [
            {int(i): r for r, i in enumerate(self._list("p", p))} for p in range(market.n_programs)
        ]
        self.held: list[dict[int, list[int]]] = [{} for _ in range(market.n_programs)]
        self.singles: dict[int, list[tuple[int, int]]] = {}
        self.joint: dict[int, list[tuple[int, int, int]]] = {}
        self.members: dict[int, tuple[int, int, bool]] = {}
        self._choices()
        self.at = [self._seats(p) for p in range(market.n_programs)]
        self.counts = [self._count(p) for p in range(market.n_programs)]
        self._stability()

    def _list(self, side: str, row: int) -> IntArray:
        m = self.market
        ptr, idx = (m.a_ptr, m.a_idx) if side == "a" else (m.p_ptr, m.p_idx)
        return idx[ptr[row] : ptr[row + 1]]

    def new(self) -> int:
        """Return a fresh variable."""
        self.n += 1
        return self.n

    def _ladder(self, variables: list[int]) -> list[int]:
        """Allow one of these at most; return variables for "one of the first k is true"."""
        rungs: list[int] = []
        for x in variables:
            if not rungs:
                rungs.append(x)
                continue
            below, rung = rungs[-1], self.new()
            self.clauses += [[-below, -x], [-below, rung], [-x, rung], [-rung, below, x]]
            rungs.append(rung)
        return rungs

    def _choices(self) -> None:
        """Give each agent one variable per entry that could be granted, at most one true."""
        m, members = self.market, set()
        if m.couples is not None:
            members = {int(i) for i in (*m.couples.first, *m.couples.second)}
            for c in range(m.couples.first.size):
                self._couple(m.couples, c)
        for i in range(m.n_applicants):
            if i in members:
                continue
            mutual = [int(p) for p in self._list("a", i) if i in self.place[p]]
            self.singles[i] = [(p, self.new()) for p in mutual]
            for p, x in self.singles[i]:
                self.held[p].setdefault(i, []).append(x)

    def _couple(self, couples: Couples, c: int) -> None:
        a, b = int(couples.first[c]), int(couples.second[c])
        self.members[c] = (a, b, bool(couples.same_person[c]))
        entries: list[tuple[int, int, int]] = []
        for k in range(couples.ptr[c], couples.ptr[c + 1]):
            p, q = int(couples.first_idx[k]), int(couples.second_idx[k])
            if p < 0 and q < 0:
                break
            if (p < 0 or a in self.place[p]) and (q < 0 or b in self.place[q]):
                entries.append((p, q, self.new()))
        self.joint[c] = entries
        for p, q, x in entries:
            for who, program in ((a, p), (b, q)):
                if program >= 0:
                    self.held[program].setdefault(who, []).append(x)

    def _seats(self, p: int) -> dict[int, int]:
        """Give each person one variable that says they hold a seat of program `p`."""
        seats = {}
        for who, xs in self.held[p].items():
            y = xs[0] if len(xs) == 1 else self.new()
            if len(xs) > 1:
                self.clauses += [[-x, y] for x in xs]
                self.clauses.append([-y, *xs])
            seats[who] = y
        return seats

    def _count(self, p: int) -> list[list[int]]:
        """Row r, column s: true exactly when s + 1 or more of the first r listed are held."""
        quota = self.quota[p]
        rows: list[list[int]] = [[]]
        for i in self._list("p", p):
            y, before = self.at[p].get(int(i)), rows[-1]
            if y is None:
                rows.append(before)
                continue
            row = [self.new() for _ in range(min(len(before) + 1, quota + 1))]
            for s, now in enumerate(row):
                stay = [before[s]] if s < len(before) else []
                step = [before[s - 1]] if s else []
                self.clauses += [[-v, now] for v in stay]
                self.clauses.append([*(-v for v in step), -y, now])
                self.clauses.append([-now, *stay, y])
                self.clauses += [[-now, *stay, v] for v in step]
            rows.append(row)
            if len(row) > quota:
                self.clauses.append([-row[quota]])
        return rows

    def _full(self, p: int, rank: int, n: int) -> list[int]:
        """Literals of "n (1 or more) of the first `rank` are held"; none when never true."""
        row = self.counts[p][rank]
        return [row[n - 1]] if n <= len(row) else []

    def _promise(self, literals: list[int]) -> None:
        switch = self.new()
        self.switches.append(switch)
        self.clauses.append([*literals, switch])

    def _stability(self) -> None:
        for i, entries in self.singles.items():
            rungs = self._ladder([x for _, x in entries])
            for (p, _), rung in zip(entries, rungs, strict=True):
                if self.quota[p] > 0:
                    self._promise([rung, *self._full(p, self.place[p][i], self.quota[p])])
        for c, joint in self.joint.items():
            rungs = self._ladder([x for _, _, x in joint])
            for (p, q, _), rung in zip(joint, rungs, strict=True):
                self._couple_stays(c, p, q, rung)

    def _couple_stays(self, c: int, p: int, q: int, rung: int) -> None:
        a, b, same_person = self.members[c]
        if p == q:
            self._together(a, b, p, rung)
            return
        literals = [rung]
        for who, partner, program in ((a, b, p), (b, a, q)):
            if program < 0:
                continue
            if self.quota[program] == 0:
                return
            full = self._full(program, self.place[program][who], self.quota[program])
            if full and same_person and partner in self.at[program]:
                both = self.new()
                self.clauses += [[-both, full[0]], [-both, -self.at[program][partner]]]
                full = [both]
            literals += full
        self._promise(literals)

    def _together(self, a: int, b: int, p: int, rung: int) -> None:
        """Both fit unless quota - 1 others stand before the lower-ranked of the two."""
        quota = self.quota[p]
        ranks = {self.place[p][a]: a, self.place[p][b]: b}
        low, high = max(ranks), min(ranks)
        if quota < 2:
            return
        without = self._full(p, low, quota - 1)
        within = self._full(p, low, quota)
        partner = self.at[p][ranks[high]]
        kept = self.new()
        self.clauses += [[-kept, *without], [-kept, -partner, *within]]
        self._promise([rung, kept])

    def read(self, model: list[int]) -> IntArray:
        """Return the matching a model of the clauses stands for."""
        true = {v for v in model if v > 0}
        match = np.full(self.market.n_applicants, -1, np.int32)
        for p, seats in enumerate(self.at):
            for who, y in seats.items():
                if y in true:
                    match[who] = p
        return match


def _encode(market: Market, limit: int) -> _Encoding:
    size = int(market.a_idx.size)
    if market.couples is not None:
        size += int(market.couples.first_idx.size)
    if size > limit:
        raise MarketTooLarge(size, limit)
    return _Encoding(market)


def all_stable(market: Market, limit: int = MAX_RANKS) -> Iterator[IntArray]:
    """Yield every stable matching of a small market, in no promised order."""
    solvers = _library("pysat.solvers")
    encoding = _encode(market, limit)
    choices = [x for entries in encoding.singles.values() for _, x in entries]
    choices += [x for entries in encoding.joint.values() for _, _, x in entries]
    with solvers.Solver(name=SOLVER, bootstrap_with=encoding.clauses) as solver:
        off = [-s for s in encoding.switches]
        while solver.solve(assumptions=off):
            model = solver.get_model()
            yield encoding.read(model)
            true = set(model)
            solver.add_clause([-x if x in true else x for x in choices])


def solve_exact(market: Market, limit: int = MAX_RANKS) -> ExactResult:
    """Return a stable matching if one exists, else one with the fewest blocking pairs.

    Raises
    ------
    MissingSolver
        python-sat is not installed.
    MarketTooLarge
        More ranks than `limit`.
    """
    solvers = _library("pysat.solvers")
    encoding = _encode(market, limit)
    with solvers.Solver(name=SOLVER, bootstrap_with=encoding.clauses) as solver:
        if solver.solve(assumptions=[-s for s in encoding.switches]):
            return ExactResult(encoding.read(solver.get_model()), True, 0)
    formula = _library("pysat.formula").WCNF()
    formula.extend(encoding.clauses)
    formula.extend([[-s] for s in encoding.switches], weights=[1] * len(encoding.switches))
    with _library("pysat.examples.rc2").RC2(formula) as optimizer:
        match = encoding.read(optimizer.compute())
    return ExactResult(match, False, len(blocking_pairs(market, match)))
