"""Seconds and memory of the main job on this machine.

Run `python benchmarks/first_light.py`. The list over all tracks is timed warm, in this
process; the app is started as a person starts it and asked over loopback.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

TODAY = dt.date(2026, 11, 22)
PORT = 8793
N_PAGES = 20


def main() -> None:
    """Print one line a figure."""
    seconds, megabytes, n = time_pick()
    print(f"pick over {n} tracks, warm: {seconds:.2f} s, peak {megabytes:.0f} MB (median of 5)")
    start, pages = time_app()
    print(f"serve, start to first page: {start:.2f} s")
    for path, median in pages.items():
        print(f"GET {path}: {median * 1000:.0f} ms (median of {N_PAGES})")


def time_pick() -> tuple[float, float, int]:
    """Seconds and peak memory of a list over every specialty and track."""
    from preround.catalogue.listing import load_listing
    from preround.catalogue.overlay import Overlay
    from preround.domain.applicant import Applicant
    from preround.domain.program import Track
    from preround.facts.reader import load_season
    from preround.jobs.build_program_list import build_program_list

    applicant = Applicant.model_validate(
        {
            "applicant": {"type": "non_us_img", "yog": 2021, "visa_need": "j1"},
            "exams": [{"name": "step_2_ck", "passed": True, "score": 243}],
            "wishes": {"tracks": list(Track), "budget_usd": 3000},
        }
    )
    catalogue = Overlay().apply(load_listing())
    season = load_season(2027)
    seconds = []
    for _ in range(6):
        start = time.perf_counter()
        built = build_program_list(applicant, season, catalogue, today=TODAY)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return statistics.median(seconds[1:]), peak, len(built.listing.rows)


def time_app() -> tuple[float, dict[str, float]]:
    """Seconds from the command to the first page, and medians of pages."""
    with tempfile.TemporaryDirectory() as home:
        _start(home)[1].terminate()  # the first start migrates the database
        time.sleep(1)
        start, server = _start(home)
        try:
            program = re.findall(r'href="(/programs/\w+/)"', _get("/"))[0]
            paths = ["/", program, "/programs/?text=bronx", "/look-ups/"]
            return start, {path: _median(path) for path in paths}
        finally:
            server.terminate()


def _start(home: str) -> tuple[float, subprocess.Popen[bytes]]:
    begun = time.perf_counter()
    command = [str(Path(sys.executable).with_name("preround")), "serve", "--no-browser"]
    server = subprocess.Popen(
        [*command, "--port", str(PORT), "--home", home],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.DEVNULL,
    )
    while time.perf_counter() - begun < 30:
        try:
            _get("/")
            return time.perf_counter() - begun, server
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the app did not start within 30 seconds")


def _get(path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=30) as answer:
        return str(answer.read().decode())


def _median(path: str) -> float:
    seconds = []
    for _ in range(N_PAGES + 1):
        start = time.perf_counter()
        _get(path)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


if __name__ == "__main__":
    main()
