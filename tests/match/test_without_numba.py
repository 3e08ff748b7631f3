"""The same source, compiled, with compilation switched off, and with numba missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
if sys.argv[1] == "missing":
    sys.modules["numba"] = None
import hashlib
from preround.match.alternatives import SolvedSeason
from preround.match.kernels.jit import COMPILES
from preround.match.market.draw import Size
from preround.match.market.simulate import Request, run_chunk
from preround.match.ready import prepare
from preround.match.solve import solve_match
from tests.match.markets import arrays, couples, lists, random_market

digest = hashlib.sha256()
for seed in range(60):
    market = random_market([77, seed], 8 + seed % 5, 2 + seed % 6, seed % 9)
    result = solve_match(*lists(market), couples(market), max_restarts=15)
    digest.update(result.match.tobytes())
    digest.update(repr((result.blocking, result.n_restarts, result.couple_order)).encode())
    offered = solve_match(*lists(market), proposing="programs")
    digest.update(offered.match.tobytes())
    if not market.couples:
        digest.update(repr(SolvedSeason(arrays(market), 0).outcomes([[0, 1], [1]])).encode())
for _, row in run_chunk(Request(Size(60, 50, 2), 3), (0,)):
    digest.update(repr([(k, v) for k, v in row.items() if "seconds" not in k]).encode())
said = []
prepare(said.append)
assert (said == []) == COMPILES or "Compiling" in said[0], said
print(COMPILES, digest.hexdigest())
"""


def answers(mode: str) -> tuple[str, str]:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1" if mode == "off" else "0"}
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT), str(ROOT / "src"), environment.get("PYTHONPATH", "")]
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, mode],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    compiles, digest = done.stdout.split()
    return compiles, digest


@pytest.mark.parametrize("mode", ["off", "missing"])
def test_the_answers_are_the_same_without_compilation(mode: str) -> None:
    compiles, digest = answers("compiled")
    plain, plain_digest = answers(mode)
    assert (compiles, plain) == ("True", "False")
    assert plain_digest == digest


def test_importing_the_room_does_not_import_numba() -> None:
    code = (
        "import preround.match.solve, preround.match.instance, sys; print('numba' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
