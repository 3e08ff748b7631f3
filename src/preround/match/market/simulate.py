"""Many seasons: in chunks over an executor, with progress, cancelling and resuming."""

from __future__ import annotations

import hashlib
import json
import math
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np

from preround.match.errors import BadSetting, Cancelled, UnusableFolder
from preround.match.market.draw import Size
from preround.match.market.parameters import load_parameters
from preround.match.market.setting import load_setting, with_largest
from preround.match.ready import prepare

#: Seasons of one run: beyond, the Monte-Carlo error is far below anything published.
MOST_SEASONS = 1_000_000
#: Processes for each core, and on any machine; each holds a national market in memory.
MOST_EACH_CORE, MOST_ANYWHERE = 4, 16

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
Row = dict[str, float]


class Request(NamedTuple):
    """What to simulate; small enough to be sent to another process or machine."""

    size: Size
    seed: int
    values: tuple[tuple[str, float], ...] = ()

    @property
    def key(self) -> str:
        """Name of the file that holds this request's finished seasons."""
        parameters = load_parameters().changed(dict(self.values))
        values = {name: entry.value for name, entry in parameters.entries.items()}
        text = json.dumps([_model_mark(), self.size, self.seed, values])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _model_mark() -> str:
    """A mark of the model's own source, so that another model's seasons are not taken up."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def run_chunk(request: Request, replicates: tuple[int, ...]) -> list[tuple[int, Row]]:
    """Simulate and measure some seasons; this is what an executor is given to do."""
    from preround.match.market.measure import measure
    from preround.match.market.season import simulate_season

    p = load_parameters().changed(dict(request.values))
    setting = with_largest(load_setting(p), request.size.n_programs)
    rows = []
    for replicate in replicates:
        season = simulate_season(setting, p, request.size, request.seed, replicate)
        row = measure(season, setting, p)
        row["seconds"], row["seconds_match"] = season.seconds, season.seconds_match
        rows.append((replicate, row))
    return rows


class _Store:
    """Finished seasons, one JSON line each; a line cut short by a crash is ignored."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self.path = folder / f"seasons-{key}.jsonl" if folder else None
        if folder:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as reason:
                raise UnusableFolder(folder, reason) from None

    def read(self) -> dict[int, Row]:
        rows: dict[int, Row] = {}
        if self.path is None or not self.path.exists():
            return rows
        for line in self.path.read_text("utf-8").splitlines():
            try:
                entry = json.loads(line)
                rows[int(entry["replicate"])] = entry["figures"]
            except (ValueError, KeyError, TypeError):
                continue
        return rows

    def add(self, rows: list[tuple[int, Row]]) -> None:
        if self.path is None:
            return
        # a leading line break keeps a cut line from swallowing the next one
        lines = [
            "\n" + json.dumps({"replicate": replicate, "figures": row}) + "\n"
            for replicate, row in rows
        ]
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.writelines(lines)
        except OSError as reason:
            raise UnusableFolder(self.path.parent, reason) from None


@contextmanager
def _workers(executor: Executor | None, n_workers: int) -> Iterator[Executor | None]:
    """Give the caller's executor, one of our own, or none for a single process."""
    if executor is not None or n_workers == 1:
        yield executor
        return
    # started afresh and not forked: a fork inherits the threads' locks of whoever calls
    with ProcessPoolExecutor(n_workers, get_context("spawn"), _begin) as own:
        yield own


def _begin() -> None:
    """Let a worker finish its chunk when somebody presses Ctrl-C; load what it will need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()


def _chunks(missing: list[int], size: int) -> list[tuple[int, ...]]:
    return [tuple(missing[k : k + size]) for k in range(0, len(missing), size)]


def _results(
    request: Request, chunks: list[tuple[int, ...]], executor: Executor | None
) -> Iterator[list[tuple[int, Row]]]:
    if executor is None:
        for chunk in chunks:
            yield run_chunk(request, chunk)
        return
    futures: list[Future[list[tuple[int, Row]]]] = [
        executor.submit(run_chunk, request, chunk) for chunk in chunks
    ]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def check_run(n_replicates: int, n_workers: int) -> None:
    """Refuse a run that no machine of this size finishes, before anything is begun.

    Raises
    ------
    BadSetting
        More seasons or processes than there can be, or none.
    """
    most = max(MOST_ANYWHERE, MOST_EACH_CORE * (os.cpu_count() or 1))
    for name, value, limit in (
        ("replicates", n_replicates, MOST_SEASONS),
        ("workers", n_workers, most),
    ):
        if not 1 <= value <= limit:
            raise BadSetting(name, value, f"1 to {limit:,}")


def run_seasons(
    request: Request,
    n_replicates: int,
    *,
    executor: Executor | None = None,
    n_workers: int = 1,
    chunk: int = 1,
    progress: Progress | None = None,
    should_stop: Stop | None = None,
    folder: Path | None = None,
) -> list[Row]:
    """Simulate seasons 0 to `n_replicates` - 1 and return their figures in order.

    Parameters
    ----------
    executor : concurrent.futures.Executor, optional
        Where chunks are run; a cluster's may stand in. By default this process, or
        `n_workers` of our own.
    chunk : int
        Seasons sent at a time.
    progress : callable, optional
        Told how many seasons are done, of how many.
    should_stop : callable, optional
        Asked after each chunk; True stops the run.
    folder : Path, optional
        Where finished seasons are kept; a later call with the same request resumes.

    Raises
    ------
    Cancelled
        `should_stop` said so; what was finished is in `folder`.
    """
    check_run(n_replicates, n_workers)
    if chunk < 1:
        raise BadSetting("chunk", chunk, "1 or more")
    store = _Store(folder, request.key if folder else "")
    rows = {k: row for k, row in store.read().items() if k < n_replicates}
    missing = [k for k in range(n_replicates) if k not in rows]
    if progress:
        progress(len(rows), n_replicates)
    with _workers(executor, n_workers) as pool:
        for done in _results(request, _chunks(missing, chunk), pool):
            store.add(done)
            rows.update(done)
            if progress:
                progress(len(rows), n_replicates)
            if should_stop and len(rows) < n_replicates and should_stop():
                raise Cancelled(len(rows), n_replicates, folder)
    return [rows[k] for k in range(n_replicates)]


class Estimate(NamedTuple):
    """Mean over seasons and its Monte-Carlo error (one standard error; nan for one season)."""

    mean: float
    error: float


def summarize(rows: list[Row]) -> dict[str, Estimate]:
    """Average each figure over the seasons that have it."""
    out = {}
    for name in rows[0]:
        values = np.array([row[name] for row in rows], float)
        values = values[~np.isnan(values)]
        if not values.size:
            out[name] = Estimate(math.nan, math.nan)
            continue
        spread = float(values.std(ddof=1)) if values.size > 1 else math.nan
        out[name] = Estimate(float(values.mean()), spread / math.sqrt(values.size))
    return out
