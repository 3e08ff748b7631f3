"""Fit the market's fitted parameters to its calibration targets, at full size.

Run `python -m benchmarks.fit_market [--seasons 4] [--steps 3]`. Every parameter with support
"fitted" in `match/data/market.toml` is moved, by Gauss-Newton steps with common random numbers:
the seasons of each trial draw the same people, programs and chances, so that a difference is
the parameter's doing. Held-out figures are not looked at. A ridge holds parameters near where
they stand, and those of single specialties near 0. The mean of the
last two steps is written back.
"""

from __future__ import annotations

import argparse
import math
import re
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from preround.match.market.draw import size_of
from preround.match.market.parameters import FILE, Parameters, load_parameters
from preround.match.market.setting import load_setting
from preround.match.market.simulate import Request, run_chunk
from preround.match.market.targets import Target, load_targets

SEED = 77  # not the seed the results are reported with
# How far a step may want to go: parameters of one specialty are drawn to 0, those that act on
# everybody are held, the others are free to follow their own target.
PULL = {"own": 0.5, "everywhere": 0.05, "score": 0.4, "share": 0.3}
OWN = re.compile(r"rating_(non_)?us_img_(?!elsewhere)\w+")
EVERYWHERE = {"merit", "openness_spread", "prestige", "chemistry_wish", "noise_wish"}
Values = dict[str, float]


def fitted(p: Parameters) -> Values:
    return {n: e.value for n, e in p.entries.items() if e.support == "fitted"}


def kind_of(p: Parameters, name: str) -> str:
    if OWN.fullmatch(name):
        return "own"
    if name in EVERYWHERE:
        return "everywhere"
    return "score" if p.entries[name].unit == "score" else "share"


def step_of(p: Parameters, name: str, value: float) -> float:
    """How far a parameter is moved to see what it does."""
    if kind_of(p, name) == "share":
        return max(0.1 * abs(value), 0.005)
    return 0.06


def clipped(p: Parameters, name: str, value: float) -> float:
    return max(value, 0.001) if kind_of(p, name) == "share" else value


def trial(work: tuple[Values, int, int]) -> Values:
    values, first, last = work
    size = size_of(load_setting(load_parameters()))
    rows = run_chunk(Request(size, SEED, tuple(values.items())), tuple(range(first, last)))
    return {name: math.fsum(row[name] for _, row in rows) / len(rows) for name in rows[0][1]}


def misses(found: Values, targets: list[Target]) -> np.ndarray:
    """How far off each target is, in tolerances."""
    return np.array([(found[t.figure] - t.value) / t.tolerance for t in targets])


def one_step(
    values: Values, p: Parameters, targets: list[Target], seasons: range, pool: ProcessPoolExecutor
) -> tuple[Values, float]:
    names = list(values)
    steps = np.array([step_of(p, n, values[n]) for n in names])
    moved = [{**values, n: values[n] + d} for n, d in zip(names, steps, strict=True)]
    work = [(v, seasons.start, seasons.stop) for v in [values, *moved]]
    base, *others = (misses(found, targets) for found in pool.map(trial, work))
    jacobian = np.stack([(o - base) / d for o, d in zip(others, steps, strict=True)], axis=1)
    kinds = [kind_of(p, n) for n in names]
    free = np.array(
        [
            PULL[k] * (abs(values[n]) if k == "share" else 1)
            for n, k in zip(names, kinds, strict=True)
        ]
    )
    anchor = np.array(
        [-values[n] if k == "own" else 0.0 for n, k in zip(names, kinds, strict=True)]
    )
    left = np.vstack([jacobian, np.diag(1 / free)])
    right = np.concatenate([-base, anchor / free])
    change = np.linalg.lstsq(left, right, rcond=None)[0]
    new = {n: clipped(p, n, values[n] + c) for n, c in zip(names, change, strict=True)}
    return new, float(base @ base)


def write_back(values: Values) -> None:
    text = FILE.read_text("utf-8")
    for name, value in values.items():
        pattern = rf"(\[parameters\.{name}\]\nvalue = )[-\d.]+"
        text, n = re.subn(pattern, lambda m, v=value: f"{m[1]}{v:.3f}", text)
        if n != 1:
            raise SystemExit(f"{name} stands {n} times in {FILE.name}")
    FILE.write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seasons", type=int, default=4)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--gain", type=float, default=1.0, help="less than 1 near the end")
    parser.add_argument("--from-season", type=int, default=0)
    arguments = parser.parse_args()
    p = load_parameters()
    targets = [t for t in load_targets(p) if t.calibrated]
    before = values = fitted(p)
    with ProcessPoolExecutor(2) as pool:
        for k in range(arguments.steps):
            begun = time.perf_counter()
            first = arguments.from_season + k * arguments.seasons
            seasons = range(first, first + arguments.seasons)
            new, cost = one_step(values, p, targets, seasons, pool)
            print(f"step {k}: {cost:.1f} squared tolerances before it,", end=" ")
            print(f"{time.perf_counter() - begun:.0f} s", flush=True)
            before = values
            values = {n: v + arguments.gain * (new[n] - v) for n, v in values.items()}
            write_back(values)
    # each step saw other seasons: the mean of the last two follows their chance less
    write_back({n: (v + before[n]) / 2 for n, v in values.items()})


if __name__ == "__main__":
    main()
