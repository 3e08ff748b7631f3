"""The conformance cases and the published checksums, where they are at hand."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from preround.match.exact import all_stable
from preround.match.instance import read_instance, solve_instance
from preround.match.solve import solve_match

SHARED = Path(os.environ.get("PREROUND_SHARED", Path(__file__).resolve().parents[3] / "shared"))
CASES = sorted((SHARED / "matching_cases").glob("*.json"))
GENERATOR = SHARED / "bench" / "gen_market.py"

needs_cases = pytest.mark.skipif(not CASES, reason=f"no conformance cases in {SHARED}")
needs_generator = pytest.mark.skipif(not GENERATOR.exists(), reason=f"no generator in {SHARED}")


@needs_cases
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    expected = case["expected"]
    answer = solve_instance(case)
    assert answer["stable"] == expected["stable_exists"]
    if expected["stable_exists"]:
        assert answer["matches"] in expected["all_stable"]
        assert answer["blocking"] == []
    else:
        assert answer["blocking"]
    if "applicant_optimal" in expected:
        assert answer["matches"] == expected["applicant_optimal"]
    if "program_optimal" in expected:
        instance = read_instance(case)
        match = solve_match(*instance.market, proposing="programs").match
        named = [None if p < 0 else instance.programs[p] for p in match]
        assert dict(zip(instance.applicants, named, strict=True)) == expected["program_optimal"]


@needs_cases
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case_exactly(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    instance = read_instance(case)
    found = [
        [None if p < 0 else instance.programs[p] for p in match]
        for match in all_stable(instance.market)
    ]
    expected = [[m[a] for a in instance.applicants] for m in case["expected"]["all_stable"]]
    assert sorted(map(str, found)) == sorted(map(str, expected))


@cache
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gen_market", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def market(n: int, seed: int) -> dict[str, Any]:
    made: dict[str, Any] = generator().generate(n, seed)
    return made


def lists(made: dict[str, Any]) -> list[Any]:
    return [made[key] for key in ("a_ptr", "a_idx", "p_ptr", "p_idx", "quota")]


@needs_generator
@pytest.mark.parametrize(("n", "checksum"), [(1000, "0da8a154bf51"), (5000, "c731f5b711ac")])
def test_the_answer_of_a_generated_market_has_the_published_checksum(n: int, checksum: str) -> None:
    match = solve_match(*lists(market(n, 1))).match
    assert hashlib.sha256(match.astype("<i4").tobytes()).hexdigest().startswith(checksum)


@needs_generator
@pytest.mark.parametrize(("n", "seed", "exists"), [(1000, 1, False), (1000, 2, True)])
def test_generated_couples_are_stable_where_they_can_be(n: int, seed: int, exists: bool) -> None:
    made = market(n, seed)
    assert solve_match(*lists(made), couples=made).stable == exists
