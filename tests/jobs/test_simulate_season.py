from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from preround import simulate
from preround.jobs.bench_market import bench_simulate
from preround.jobs.simulate_season import Running, Simulation, simulate_season
from preround.match.errors import BadSetting


@pytest.fixture(scope="module")
def national() -> Simulation:
    return simulate_season()


def test_the_answer_is_ready_for_json() -> None:
    answer = simulate_season(300, 80, 5, n_replicates=2, seed=3).as_json()
    json.dumps(answer, allow_nan=False)
    assert set(answer["match_rate"]) == {
        "us_md", "us_do", "us_img", "non_us_img", "prior", "couples", "all",
    }  # fmt: skip
    assert 0 < answer["filled_share"] <= answer["filled_after_soap"] <= 1
    assert answer["ranks_mean"] > 1
    assert answer["seconds_match"] <= answer["seconds"] <= answer["seconds_total"]
    assert answer["against"] == []


def test_a_season_of_the_nations_size_lies_near_the_published_one(national: Simulation) -> None:
    # twice the tolerance that the mean of twenty seasons has to keep, for one season
    rates = [one for one in national.against if one.target.figure.startswith("match_rate.")]
    assert len(rates) == 7
    for one in rates:
        assert abs(one.found.mean - one.target.value) < 2 * one.target.tolerance, one
    (filled,) = (one for one in national.against if one.target.figure == "filled_share")
    assert filled.met


def test_published_figures_say_whether_they_were_calibrated(national: Simulation) -> None:
    against = national.as_json()["against"]
    assert {entry["role"] for entry in against} == {"calibrated", "held out"}
    assert all(entry["source"] for entry in against)


def test_the_library_gives_what_the_job_gives(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = simulate(
        300, 80, 5, n_replicates=2, seed=3, keep=tmp_path, progress=lambda *x: told.append(x)
    )
    again = simulate_season(300, 80, 5, n_replicates=2, seed=3, how=Running(keep=tmp_path))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert again.as_json()["match_rate"] == first.as_json()["match_rate"]
    assert again.figures["seconds"] == first.figures["seconds"]  # read back, not done again


def test_anybodys_executor_may_run_the_seasons() -> None:
    with ThreadPoolExecutor(2) as executor:
        threads = simulate(300, 80, 5, n_replicates=3, seed=3, workers=executor).as_json()
    alone = simulate(300, 80, 5, n_replicates=3, seed=3).as_json()
    assert threads["match_rate"] == alone["match_rate"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"n_applicants": 10}, "applicants: got 10"),
        ({"n_applicants": 10**7}, "applicants: got 10000000"),
        ({"n_programs": 2}, "programs: got 2"),
        ({"n_couples": -1}, "couples: got -1"),
        ({"n_applicants": 300, "n_couples": 200}, "couples: got 200"),
        ({"n_replicates": 0}, "replicates: got 0"),
        ({"n_replicates": 10**11}, "replicates: got 100000000000; expected 1 to 1,000,000"),
        ({"seed": -1}, "seed: got -1"),
    ],
)
def test_what_was_asked_wrongly_is_named(wrong: dict[str, int], words: str) -> None:
    with pytest.raises(BadSetting, match=words):
        simulate_season(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [0, -1, 999_999])
def test_a_number_of_processes_no_machine_has_is_refused_before_anything_begins(
    workers: int,
) -> None:
    asked = [lambda: simulate_season(how=Running(workers)), lambda: bench_simulate(1, workers)]
    for run in asked:
        with pytest.raises(BadSetting, match=f"workers: got {workers}; expected 1 to"):
            run()
