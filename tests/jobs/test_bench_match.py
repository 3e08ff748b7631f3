from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from preround.charts.svg import render
from preround.jobs.bench_match import (
    NotAMarket,
    Question,
    Timing,
    bench_match,
    growth_chart,
    measure,
    read_market,
)


@pytest.fixture(scope="module")
def timings() -> tuple[Timing, ...]:
    return bench_match([200])


def test_every_solver_gets_the_same_market_and_a_package_that_is_missing_is_named(
    timings: tuple[Timing, ...],
) -> None:
    ours, with_couples, matching, algmatch = timings
    assert [t.solver for t in timings[::2]] == ["preround", "matching"]
    assert ours.ratio == 1
    assert matching.same
    assert matching.ratio == matching.seconds / ours.seconds
    assert with_couples.same is None
    assert algmatch.same or algmatch.missing == "algmatch"
    assert ours.as_json()["checksum"] == matching.checksum


def test_seconds_are_drawn_against_size(timings: tuple[Timing, ...]) -> None:
    later = tuple(
        Timing(2000, 1, t.solver, 10 * t.seconds, t.ratio, None, None, True, "")
        for t in timings
        if not t.missing
    )
    chart = growth_chart(timings + later)
    assert "1,000" in render(chart)
    assert len(chart.table.rows) == 2 * len(later)


def arrays(path: Path, **changes: object) -> Path:
    good = {"a_ptr": [0, 1], "a_idx": [0], "p_ptr": [0, 1], "p_idx": [0], "quota": [1]}
    np.savez(path, **{k: np.array(v) for k, v in {**good, **changes}.items() if v is not None})  # type: ignore[arg-type]
    return path


def test_a_market_of_ones_own_can_be_timed(tmp_path: Path) -> None:
    path = arrays(tmp_path / "market.npz")
    assert read_market(path).n_programs == 1
    found = measure(Question("preround", str(path), 1))
    assert found.stable
    assert found.checksum


def test_a_file_that_is_no_market_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAMarket, match="no quota"):
        read_market(arrays(tmp_path / "market.npz", quota=None))
    text = tmp_path / "text.npz"
    text.write_text("nothing")
    for path in (text, tmp_path / "absent.npz"):
        with pytest.raises(NotAMarket, match="expected a NumPy"):
            read_market(path)
