from __future__ import annotations

import datetime as dt
import os
import sys

import pytest

from preround.cli.bench_web import bench_web, menu_of
from preround.jobs.peak_memory import peak_megabytes

PAGE = """
<nav><a href="/look-ups/">Look-ups</a><a href="https://example.org/">Away</a></nav>
<a href="/programs/1234140C0/">One</a> <a href="/programs/5678140C0/">Other</a>
<nav><a href="/look-ups/">Again</a><a href="/fees/">Fees</a></nav><a href="/never/">No</a>
"""


def test_a_list_the_start_and_pages_are_timed_in_a_real_app() -> None:
    cost = bench_web(dt.date(2026, 11, 22), 1, ["/method/"])
    assert cost.n_programs > 6_000
    assert cost.seconds_list > 0.0
    assert cost.seconds_start > 0.0
    (page,) = cost.pages
    assert page.path == "/method/"
    assert page.kilobytes > 1.0
    assert page.ratio > 0.0
    assert cost.as_json()["pages"][0]["path"] == "/method/"


def test_the_pages_are_those_of_the_menu_and_one_program() -> None:
    first = ["/", "/programs/1234140C0/", "/programs/?text=bronx"]
    assert menu_of(PAGE) == [*first, "/look-ups/", "/fees/"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells another process's peak")
def test_a_running_process_tells_its_peak() -> None:
    assert peak_megabytes(process=os.getpid()) == pytest.approx(peak_megabytes(), rel=0.1)
    assert peak_megabytes(process=2**22 + 1) is None
