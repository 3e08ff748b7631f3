"""The matching at national size, against peers, checksums and full re-solves.

Run `python -m benchmarks.match [--growth]`. The market of 53,000 is made by the generator of the
shared benchmarks where they are at hand (`PREROUND_SHARED`); its answer's checksum is published.
Peers are timed by `preround bench match`, in the same run; `--growth` draws
`docs/img/match-growth.svg`, from 1,000 to 1,000,000 applicants.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import tempfile
import time
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from preround.charts.svg import render
from preround.jobs.bench_match import (
    COUPLES,
    GROWTH,
    KEYS,
    OURS,
    Question,
    bench_match,
    growth_chart,
    measure,
)
from preround.match.alternatives import SolvedSeason
from preround.match.arrays import as_market
from preround.match.ready import prepare
from preround.match.solve import solve_match
from preround.match.stability import blocking_pairs

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PREROUND_SHARED", ROOT.parent / "shared"))
PICTURE = ROOT / "docs" / "img" / "match-growth.svg"
CHECKSUMS = {1_000: "0da8a154bf51", 5_000: "c731f5b711ac", 53_000: "e21cc8bb702a"}
NATIONAL, N_SEEDS, N_FOCAL, N_LISTS, N_CHECKED = 53_000, 20, 40, 2_000, 400
N_RANDOM = 4_000


def generator() -> Any:
    path = SHARED / "bench" / "gen_market.py"
    if not path.exists():
        raise SystemExit(f"{path} is not there: set PREROUND_SHARED to the shared material")
    spec = importlib.util.spec_from_file_location("gen_market", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lists(made: dict[str, Any]) -> list[Any]:
    return [made[key] for key in KEYS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--growth", action="store_true", help="only the picture")
    prepare(print)
    if parser.parse_args().growth:
        growth()
        return
    made = generator()
    for n in CHECKSUMS:
        known_answer(made, n)
    peers()
    couples(made)
    alternatives(made.generate(NATIONAL, 1))
    against_the_matching_package()


def known_answer(made: Any, n: int) -> None:
    """Seconds, memory and checksum of a generated market, in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "market.npz"
        np.savez(path, **made.generate(n, 1))
        found = [measure_apart(solver, path) for solver in (OURS, COUPLES)]
    right = "as published" if found[0].checksum == CHECKSUMS[n] else "NOT AS PUBLISHED"
    print(
        f"{n:,} applicants: {1e3 * found[0].seconds:.2f} ms, {found[0].megabytes:.0f} MB above "
        f"imports, checksum {found[0].checksum} {right}; with couples "
        f"{1e3 * found[1].seconds:.1f} ms, {found[1].megabytes:.0f} MB"
    )


def measure_apart(solver: str, path: Path) -> Any:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, Question(solver, str(path), 20)).result()


def peers() -> None:
    """The same call on the sample market, beside other packages."""
    for one in bench_match([5_000]):
        told = "not installed" if one.missing else f"{one.seconds:.4f} s, {one.ratio:,.0f} x"
        print(f"5,000 applicants, {one.solver}: {told}{', same match' if one.same else ''}")


def couples(made: Any) -> None:
    """1,300 couples on every seed: seconds, restarts, and the verifier's word."""
    seconds, unstable = [], []
    for seed in range(1, N_SEEDS + 1):
        market = made.generate(NATIONAL, seed)
        best = min(timed(lambda m=market: solve_match(*lists(m), m)) for _ in range(3))
        result = solve_match(*lists(market), market)
        if blocking_pairs(as_market(*lists(market), market), result.match):
            unstable.append(seed)
        seconds.append(best)
    print(
        f"{NATIONAL:,} with 1,300 couples, seeds 1 to {N_SEEDS}: median "
        f"{np.median(seconds):.3f} s, most {max(seconds):.3f} s, not stable: {unstable or 'none'}"
    )


def timed(call: Any) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def alternatives(made: dict[str, Any]) -> None:
    """Microseconds a list, and hundreds of lists against full new runs."""
    rng = np.random.default_rng(7)
    market = as_market(*lists(made), None)
    owner = np.repeat(np.arange(market.n_programs), np.diff(market.p_ptr))
    spent, checked = [], 0
    for who in rng.choice(market.n_applicants, N_FOCAL, replace=False).tolist():
        ranked_by = owner[market.p_idx == who]
        if not ranked_by.size:
            continue
        tried = [
            rng.permutation(ranked_by)[: rng.integers(1, ranked_by.size + 1)]
            for _ in range(N_LISTS)
        ]
        ptr = np.concatenate([[0], np.cumsum([len(x) for x in tried])]).astype(np.int64)
        flat = np.concatenate(tried).astype(np.int32)
        season = SolvedSeason(market, who, check=False)
        found = season.outcomes_flat(ptr, flat, check=False)
        again = partial(season.outcomes_flat, ptr, flat, check=False)
        spent.append(min(timed(again) for _ in range(5)))
        for k in range(0, N_LISTS, N_LISTS * N_FOCAL // N_CHECKED):
            changed = _with_list(market, who, tried[k])
            assert solve_match(*changed[:5], check=False).match[who] == found.match[k]
            checked += 1
    print(
        f"one alternative list: {1e6 * np.mean(spent) / N_LISTS:.2f} microseconds in the mean over "
        f"{len(spent)} applicants, most {1e6 * max(spent) / N_LISTS:.2f}; "
        f"{checked} of {checked} as a full new run gives"
    )


def _with_list(market: Any, who: int, row: Any) -> Any:
    a, b = market.a_ptr[who], market.a_ptr[who + 1]
    idx = np.concatenate([market.a_idx[:a], row, market.a_idx[b:]]).astype(np.int32)
    ptr = market.a_ptr.copy()
    ptr[who + 1 :] += len(row) - (b - a)
    return market._replace(a_ptr=ptr, a_idx=idx)


def against_the_matching_package() -> None:
    """Thousands of random markets of 5 to 60 applicants, both sides proposing."""
    from tests.match.markets import lists as small_lists
    from tests.match.markets import named, random_market
    from tests.match.test_solve import by_the_matching_package

    rng = np.random.default_rng(5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in range(N_RANDOM):
            market = random_market([5, seed], int(rng.integers(5, 61)), int(rng.integers(2, 16)))
            for side, optimal in (("applicants", "resident"), ("programs", "hospital")):
                ours = named(solve_match(*small_lists(market), proposing=side).match)
                assert ours == by_the_matching_package(market, optimal), seed
    print(f"{N_RANDOM:,} random markets, both sides: every applicant as `matching` has it")


def growth() -> None:
    """Draw seconds against size, from 1,000 to 1,000,000 applicants."""
    found = bench_match(GROWTH, say=print)
    for one in found:
        print(f"{one.n_applicants:>9,} {one.n_ranks:>11,} {one.solver:<24}{one.seconds:10.5f} s")
    PICTURE.write_text(render(growth_chart(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
