from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from preround.match.errors import BadSetting, Cancelled, UnusableFolder
from preround.match.market.draw import Size
from preround.match.market.parameters import load_parameters
from preround.match.market.simulate import (
    Estimate,
    Request,
    Row,
    run_seasons,
    summarize,
)
from preround.match.market.targets import load_targets

SMALL = Request(Size(300, 80, 5), seed=3)


def bare(rows: list[Row]) -> list[str]:
    return [repr({k: v for k, v in row.items() if not k.startswith("seconds")}) for row in rows]


@pytest.fixture(scope="module")
def four() -> list[Row]:
    return run_seasons(SMALL, 4)


def test_an_executor_gives_the_same_seasons_in_the_same_order(four: list[Row]) -> None:
    with ThreadPoolExecutor(2) as executor:
        rows = run_seasons(SMALL, 4, executor=executor, chunk=3)
    assert bare(rows) == bare(four)


def test_processes_of_our_own_give_the_same_seasons(four: list[Row]) -> None:
    assert bare(run_seasons(SMALL, 2, n_workers=2)) == bare(four[:2])


def test_progress_is_told_from_the_start_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    run_seasons(SMALL, 3, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_run_that_was_stopped_is_resumed_where_it_was(tmp_path: Path, four: list[Row]) -> None:
    with pytest.raises(Cancelled, match=r"stopped after 1 of 4 seasons\. Start it again"):
        run_seasons(SMALL, 4, folder=tmp_path, should_stop=lambda: True)
    told: list[int] = []
    rows = run_seasons(SMALL, 4, folder=tmp_path, progress=lambda done, _: told.append(done))
    assert told == [1, 2, 3, 4]
    assert bare(rows) == bare(four)


def test_a_run_without_a_folder_says_that_nothing_is_kept() -> None:
    with pytest.raises(Cancelled, match="Give it a folder"):
        run_seasons(SMALL, 2, should_stop=lambda: True)


def test_a_line_cut_short_is_ignored_and_done_again(tmp_path: Path, four: list[Row]) -> None:
    run_seasons(SMALL, 2, folder=tmp_path)
    (path,) = tmp_path.iterdir()
    text = path.read_text("utf-8").rstrip()
    path.write_text(text[: len(text) - 40], "utf-8")
    assert bare(run_seasons(SMALL, 3, folder=tmp_path)) == bare(four[:3])
    assert bare(run_seasons(SMALL, 3, folder=tmp_path)) == bare(four[:3])


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableFolder, match="cannot keep seasons there"):
        run_seasons(SMALL, 1, folder=tmp_path / "file")


def test_other_requests_keep_their_own_file(tmp_path: Path) -> None:
    run_seasons(SMALL, 1, folder=tmp_path)
    run_seasons(SMALL._replace(seed=4), 1, folder=tmp_path)
    run_seasons(SMALL._replace(values=(("merit", 0.9),)), 1, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_the_mean_comes_with_its_error() -> None:
    # 1, 3: mean 2, SD sqrt(2), error sqrt(2) / sqrt(2) = 1; a missing value is left out
    rows: list[Row] = [{"x": 1.0, "y": 5.0}, {"x": 3.0, "y": float("nan")}]
    found = summarize(rows)
    assert found["x"] == Estimate(2.0, pytest.approx(1.0))
    assert found["y"].mean == 5.0


def test_targets_are_the_published_figures() -> None:
    targets = {t.figure: t for t in load_targets(load_parameters())}
    assert targets["match_rate.us_md"].value == 0.935
    assert targets["filled_share"].value == 0.935
    assert targets["match_rate.couples"].value == 0.93
    assert not targets["match_rate.couples"].calibrated
    # 3,392 of 6,992 matched to internal medicine as first choice
    name = "first_choice_rate.non_us_img.internal_medicine"
    assert targets[name].value == pytest.approx(3392 / 6992)
    rates = [t for t in targets.values() if t.figure.startswith("first_choice_rate.non_us_img.")]
    assert [t.role for t in rates].count("held out") == 10
    assert [t.figure for t in rates if t.calibrated] == ["first_choice_rate.non_us_img.all"]
    # 0.327 of internal medicine's positions in 2025; their matches grew by 6,733 / 6,653, all
    # positions by 44,344 / 43,237
    share = targets["share.non_us_img.internal_medicine"]
    assert share.value == pytest.approx(0.327 * (6733 / 6653) / (44344 / 43237))
    assert share.calibrated
    assert targets[name].met_by(0.54)
    assert not targets[name].met_by(0.55)


@pytest.mark.parametrize("wrong", [{"n_replicates": 0}, {"n_workers": 0}, {"chunk": 0}])
def test_counts_below_one_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(BadSetting):
        run_seasons(SMALL, **{"n_replicates": 1, **wrong})
