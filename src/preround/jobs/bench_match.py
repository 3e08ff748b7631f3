"""Time the matching against other packages, each in a fresh process, on the same market."""

from __future__ import annotations

import hashlib
import importlib
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from preround.charts.grammar import Axis, Chart, Dot, Level, Line, Mark, Role, Table
from preround.domain.errors import InternalError, UserError
from preround.jobs.peak_memory import peak_megabytes
from preround.match.arrays import Market, as_market, check_market
from preround.match.ready import prepare
from preround.match.sample_market import sample_market
from preround.match.solve import solve_match

OURS, COUPLES = "preround", "preround, with couples"
PEERS = ("matching", "algmatch")
REPEATS = 20
GROWTH = (1_000, 2_000, 5_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
KEYS = ("a_ptr", "a_idx", "p_ptr", "p_idx", "quota")
PAIR_KEYS = ("c_a", "c_b", "c_ptr", "c_p1", "c_p2")
CHECKSUM_LENGTH = 12
DEEP = 1_000_000

Match = np.ndarray[Any, Any]
Say = Callable[[str], None]


class NotAMarket(UserError):
    """A market file that cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path.name}: {problem}; expected a NumPy .npz file with {', '.join(KEYS)}, and "
            f"{', '.join(PAIR_KEYS)} where there are couples."
        )


class Question(NamedTuple):
    """What a fresh process is asked: who solves which market."""

    solver: str
    path: str
    repeats: int


class Measured(NamedTuple):
    """A fresh process's answer; `missing` names a package that is not installed."""

    seconds: float
    megabytes: float | None
    checksum: str
    stable: bool
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """One line of the table: `ratio` is against our own solver on the same market.

    `seconds`: the best of some calls. `megabytes`: the market and the solution above what
    the imports took; None where the system does not say. `same`: whether every applicant
    got what our solver gives.
    """

    n_applicants: int
    n_ranks: int
    solver: str
    seconds: float
    ratio: float
    megabytes: float | None
    same: bool | None
    stable: bool
    checksum: str
    missing: str = ""

    def as_json(self) -> dict[str, Any]:
        """One entry of `timings`."""
        return {name: getattr(self, name) for name in self.__slots__}


def read_market(path: Path) -> Market:
    """Read a market's arrays from an .npz file and check them."""
    try:
        with np.load(path, allow_pickle=False) as file:
            found = {key: file[key] for key in file.files}
    except (OSError, ValueError) as problem:
        raise NotAMarket(path, str(problem)) from None
    absent = [key for key in KEYS if key not in found]
    if absent:
        raise NotAMarket(path, f"no {', '.join(absent)}")
    pairs = {key: found[key] for key in PAIR_KEYS if key in found}
    a_ptr, a_idx, p_ptr, p_idx, quota = (found[key] for key in KEYS)
    market = as_market(a_ptr, a_idx, p_ptr, p_idx, quota, pairs or None)
    check_market(market)
    return market


def _write(market: Market, path: Path) -> None:
    arrays = dict(zip(KEYS, market[:5], strict=True))
    if market.couples is not None:
        arrays |= dict(zip(PAIR_KEYS, market.couples[:5], strict=True))
    np.savez(path, **arrays)  # type: ignore[arg-type]


def _mutual(market: Market) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Lists without entries the other side does not share, which other packages refuse."""
    programs = [
        market.p_idx[a:b].tolist() for a, b in zip(market.p_ptr, market.p_ptr[1:], strict=False)
    ]
    known = [set(row) for row in programs]
    wishes = {}
    for i in range(market.n_applicants):
        row = market.a_idx[market.a_ptr[i] : market.a_ptr[i + 1]].tolist()
        kept = [p for p in row if i in known[p]]
        if kept:
            wishes[i] = kept
    wanted = [set(wishes.get(i, ())) for i in range(market.n_applicants)]
    ranks = {p: [i for i in row if p in wanted[i]] for p, row in enumerate(programs)}
    return wishes, {p: row for p, row in ranks.items() if row}


def _by_matching(market: Market) -> Callable[[], Match]:
    games = importlib.import_module("matching.games")
    sys.setrecursionlimit(DEEP)  # it copies its players, each holding the others
    wishes, ranks = _mutual(market)
    quotas = {p: int(market.quota[p]) for p in ranks}

    def solve() -> Match:
        game = games.HospitalResident.create_from_dictionaries(wishes, ranks, quotas)
        match = np.full(market.n_applicants, -1, np.int32)
        for program, people in game.solve(optimal="resident").items():
            match[[person.name for person in people]] = program.name
        return match

    return solve


def _by_algmatch(market: Market) -> Callable[[], Match]:
    algmatch = importlib.import_module("algmatch")
    wishes, ranks = _mutual(market)
    lists = {
        "residents": {i + 1: [p + 1 for p in row] for i, row in wishes.items()},
        "hospitals": {
            p + 1: {"capacity": int(market.quota[p]), "preferences": [i + 1 for i in row]}
            for p, row in ranks.items()
        },
    }

    def solve() -> Match:
        game = algmatch.HR(dictionary=lists, optimised_side="residents")
        match = np.full(market.n_applicants, -1, np.int32)
        for resident, hospital in game.get_stable_matching()["resident_sided"].items():
            if hospital:
                match[int(str(resident)[1:]) - 1] = int(str(hospital)[1:]) - 1
        return match

    return solve


PREPARE: dict[str, Callable[[Market], Callable[[], Match]]] = {
    "matching": _by_matching,
    "algmatch": _by_algmatch,
}


def measure(question: Question) -> Measured:
    """Solve one market; run in a process of its own, so that memory is the solver's."""
    path = Path(question.path)
    if question.solver not in PREPARE:
        return _measure_ours(question)
    try:
        solve = PREPARE[question.solver](read_market(path))
    except ImportError:
        return Measured(0.0, None, "", False, question.solver)
    before = peak_megabytes()
    begun = time.perf_counter()
    match = solve()
    seconds = time.perf_counter() - begun
    after = peak_megabytes()
    used = after - before if after is not None and before is not None else None
    return Measured(seconds, used, _checksum(match), True)


def _measure_ours(question: Question) -> Measured:
    with_couples = question.solver == COUPLES
    warm = sample_market(1000, couples=with_couples)
    solve_match(*warm[:5], warm.couples)
    del warm
    before = peak_megabytes()
    market = read_market(Path(question.path))
    couples = market.couples if with_couples else None
    seconds = []
    for _ in range(question.repeats):
        begun = time.perf_counter()
        result = solve_match(*market[:5], couples, check=False)
        seconds.append(time.perf_counter() - begun)
    after = peak_megabytes()
    used = after - before if after is not None and before is not None else None
    return Measured(min(seconds), used, _checksum(result.match), result.stable)


def _checksum(match: Match) -> str:
    return hashlib.sha256(match.astype("<i4").tobytes()).hexdigest()[:CHECKSUM_LENGTH]


def bench_match(
    sizes: Iterable[int],
    *,
    market: Path | None = None,
    n_peers: int = 5_000,
    seed: int = 1,
    couples: bool = True,
    say: Say = lambda _: None,
) -> tuple[Timing, ...]:
    """Time our solver on markets of these sizes, and the peers up to `n_peers` applicants.

    Parameters
    ----------
    sizes
        Applicants of each sample market.
    market
        An .npz file to time as well.
    n_peers
        The largest market other packages are given: their time grows with its square.
    say
        Told what is being timed.
    """
    prepare(say)
    found: list[Timing] = []
    with tempfile.TemporaryDirectory() as folder:
        for n in sizes:
            path = Path(folder) / f"{n}.npz"
            _write(sample_market(n, seed, couples=couples), path)
            found += _time_one(path, n_peers, say)
        if market is not None:
            found += _time_one(market, n_peers, say)
    return tuple(found)


def _time_one(path: Path, n_peers: int, say: Say) -> list[Timing]:
    market = read_market(path)
    n = market.n_applicants
    solvers = [OURS]
    if market.couples is not None:
        solvers.append(COUPLES)
    if n <= n_peers:
        solvers += PEERS
    repeats = REPEATS if n <= 100_000 else 3
    found: list[Timing] = []
    for solver in solvers:
        say(f"Timing {solver} on {n:,} applicants.")
        one = _in_a_fresh_process(Question(solver, str(path), repeats))
        ours = found[0] if found else None
        found.append(
            Timing(
                n, int(market.a_idx.size), solver, one.seconds,
                one.seconds / ours.seconds if ours else 1.0, one.megabytes,
                None if solver == COUPLES or one.missing or not ours
                else one.checksum == ours.checksum,
                one.stable, one.checksum, one.missing,
            )
        )  # fmt: skip
    return found


def _in_a_fresh_process(question: Question) -> Measured:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        found = pool.submit(measure, question).result()
    if not isinstance(found, Measured):
        raise InternalError(f"{question.solver} was timed and gave {found!r}")
    return found


def growth_chart(timings: tuple[Timing, ...]) -> Chart:
    """Seconds against applicants, both in powers of ten, a line for each solver."""
    solvers = [s for s in (OURS, COUPLES, *PEERS) if any(_timed(t, s) for t in timings)]
    marks: list[Mark] = []
    ends: dict[str, tuple[float, float]] = {}
    for solver, role in zip(
        solvers, (Role.DATA, Role.CENTER, Role.LIMIT, Role.LIMIT), strict=False
    ):
        points = sorted(
            (math.log10(t.n_applicants), math.log10(t.seconds))
            for t in timings
            if _timed(t, solver)
        )
        marks.append(Line(tuple(points), role))
        marks += [Dot(x, y, role) for x, y in points]
        ends[solver] = points[-1]
        if solver not in PEERS:
            marks.append(Level((points[-1],), role, solver))
    dashed = sorted((one for one in ends if one in PEERS), key=lambda one: -ends[one][1])
    notes = [f"Dashed, from the top: {', '.join(dashed)}."] if dashed else []
    largest = max(t.n_applicants for t in timings)
    return Chart(
        title="Seconds to match, from 1,000 applicants up",
        description=(
            f"Seconds against applicants, both in powers of ten, for {', '.join(solvers)}; "
            f"up to {largest:,} applicants."
        ),
        x=Axis("applicants", "power", ticks=_powers([t.n_applicants for t in timings])),
        y=Axis("seconds", "power", ticks=_powers([t.seconds for t in timings if t.seconds])),
        marks=tuple(marks),
        table=Table(
            ("applicants", "solver", "seconds"),
            tuple(
                (f"{t.n_applicants:,}", t.solver, f"{t.seconds:.5f}")
                for t in timings
                if not t.missing
            ),
        ),
        footnotes=(
            *notes,
            "Sample markets of the national shape, in memory; the best of some calls.",
        ),
    )


def _powers(values: Sequence[float]) -> tuple[float, ...]:
    """Whole powers of ten between the least and the greatest, those just outside included."""
    low, high = math.log10(min(values)), math.log10(max(values))
    return tuple(float(n) for n in range(math.floor(low + 0.3), math.ceil(high - 0.3) + 1))


def _timed(timing: Timing, solver: str) -> bool:
    return timing.solver == solver and not timing.missing
