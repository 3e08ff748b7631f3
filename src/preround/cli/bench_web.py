"""Time the first list and the app as a person meets them: start, first page, pages of the menu."""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.domain.applicant import Applicant
from preround.domain.errors import InternalError
from preround.domain.program import Track
from preround.facts.reader import load_season
from preround.facts.season import running_season
from preround.jobs.build_program_list import build_program_list
from preround.jobs.peak_memory import peak_megabytes

N_LISTS = 5
WAIT_SECONDS = 60.0
NAVIGATION = re.compile(r"<nav\b.*?</nav>", re.DOTALL)
LINK = re.compile(r'href="(/[\w/-]*)"')
PROGRAM = re.compile(r'href="(/programs/\w+/)"')
STYLES = re.compile(r'href="(/static/[^"]+\.css)"')


@dataclass(frozen=True, slots=True)
class PageTiming:
    """One page: median seconds from request to last byte, its size, and what it costs.

    `ratio` is against a stylesheet from the same server, the least an answer can cost.
    """

    path: str
    seconds: float
    kilobytes: float
    ratio: float


@dataclass(frozen=True, slots=True)
class WebCost:
    """A list in a process of its own, and the app over loopback; memory is at its peak."""

    n_programs: int
    seconds_list: float
    megabytes_list: float | None
    seconds_start: float
    megabytes_app: float | None
    pages: tuple[PageTiming, ...]

    def as_json(self) -> dict[str, Any]:
        """The document of `preround bench web --json`."""
        return asdict(self)


def bench_web(
    today: dt.date,
    repeats: int,
    paths: Sequence[str] = (),
    say: Callable[[str], None] = lambda _: None,
) -> WebCost:
    """Time a list over every track, then a new person's app and each page of its menu.

    Parameters
    ----------
    today
        Experience is counted up to this day.
    repeats
        Requests of each page, after one that is not counted.
    paths
        These pages instead of the menu's.
    say
        Told what is being timed.
    """
    say("lists")
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        found = pool.submit(time_list, today, min(repeats, N_LISTS)).result()
    if not isinstance(found, tuple):
        raise InternalError(f"a list was timed and gave {found!r}")
    say("the app's start")
    with tempfile.TemporaryDirectory() as home:
        _stop(_start(home, _free_port())[1])  # the first start makes the database
        port = _free_port()
        seconds, server = _start(home, port)
        try:
            pages = _time_pages(port, repeats, paths, say)
            megabytes = peak_megabytes(process=server.pid)
        finally:
            _stop(server)
    return WebCost(*found, seconds, megabytes, pages)


def time_list(today: dt.date, repeats: int) -> tuple[int, float, float | None]:
    """Programs judged, median seconds of a list over all of them, peak memory."""
    applicant = Applicant.model_validate(
        {
            "applicant": {"type": "non_us_img", "yog": today.year - 5, "visa_need": "j1"},
            "exams": [{"name": "step_2_ck", "passed": True, "score": 243}],
            "wishes": {"tracks": list(Track), "budget_usd": 3000},
        }
    )
    catalogue = Overlay().apply(load_listing())
    season = load_season(running_season(today))
    seconds, n = [], 0
    for _ in range(repeats + 1):
        begun = time.perf_counter()
        n = len(build_program_list(applicant, season, catalogue, today=today).listing.rows)
        seconds.append(time.perf_counter() - begun)
    return n, statistics.median(seconds[1:]), peak_megabytes()


def menu_of(page: str) -> list[str]:
    """The first page, a program's, a search, and what the menu of a page links to."""
    menu = LINK.findall(" ".join(NAVIGATION.findall(page)))
    return list(dict.fromkeys(["/", *PROGRAM.findall(page)[:1], "/programs/?text=bronx", *menu]))


def _time_pages(
    port: int, repeats: int, paths: Sequence[str], say: Callable[[str], None]
) -> tuple[PageTiming, ...]:
    home = _get(port, "/").decode()
    floor = _median(port, STYLES.findall(home)[0], repeats)[0]
    found = []
    for path in paths or menu_of(home):
        say(path)
        seconds, size = _median(port, path, repeats)
        found.append(PageTiming(path, seconds, size / 1000, seconds / floor))
    return tuple(found)


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _start(home: str, port: int) -> tuple[float, subprocess.Popen[bytes]]:
    begun = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603 - our own program, no word of anybody else's
        [sys.executable, "-m", "preround", "serve", "--no-browser", "--port", str(port),
         "--home", home],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    while time.perf_counter() - begun < WAIT_SECONDS:
        try:
            _get(port, "/")
            return time.perf_counter() - begun, server
        except OSError:
            time.sleep(0.02)
    _stop(server)
    raise InternalError(f"the app did not start within {WAIT_SECONDS:.0f} seconds")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait()


def _get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=WAIT_SECONDS) as answer:
        return bytes(answer.read())


def _median(port: int, path: str, repeats: int) -> tuple[float, int]:
    seconds, size = [], 0
    for _ in range(repeats + 1):
        begun = time.perf_counter()
        size = len(_get(port, path))
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds[1:]), size
