"""Times the openings' pages with 2,000 of them, beside the same pages with 20.

Run: PREROUND_HOME=$(mktemp -d) python -m benchmarks.openings
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preround.web.settings")
os.environ.setdefault("PREROUND_TODAY", "2026-11-22")
TODAY = dt.date(2026, 11, 22)
KINDS = ("Observership", "Externship", "Clinical elective", "Research post", "Virtual rotation")
STATES = ("NY", "NJ", "TX", "IL", "FL", "CA", "MI", "OH")
SPECIALTIES = ("Internal Medicine", "Family Medicine", "Pediatrics", "Psychiatry")
ADDRESSES = (
    "/openings/", "/openings/?q=sample+12&state=NY&sort=cost", "/openings/?page=40",
    "/openings/?from=2027-01-04&until=2027-06-30&weeks=4", "/openings/compare/?id=o1&id=o2&id=o3",
    "/openings/outreach/", "/opening/o7/", "/openings/openings.csv",
)  # fmt: skip


def _median_ms(call: Callable[[], object], times: int = 15) -> float:
    call()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def _fill(n: int) -> None:
    from django.conf import settings

    from preround.jobs.openings import OpeningsBook
    from preround.openings.opening import Opening

    rows = []
    for i in range(n):
        first = TODAY + dt.timedelta(days=(i * 37) % 400)
        rows.append(("", Opening(
            f"Sample hospital {i}", KINDS[i % 5], SPECIALTIES[i % 4], "City", STATES[i % 8], "",
            first, first + dt.timedelta(days=25), None, None, float((i * 250) % 5000),
            hours_per_week=40, who_may_apply="Graduates with ECFMG certification, Step 2 CK",
            duties=f"Shadow on unit {i}, attend grand rounds. No direct patient contact.",
            letter_policy="A letter where earned", physician="named", affiliation="a hospital",
            contact="office@sample.example", url="https://sample.example/",
            read=TODAY - dt.timedelta(days=i % 500), note=f"Refund until day {i}. " * 5,
        )))  # fmt: skip
    OpeningsBook(Path(settings.HOME)).bring(rows, f"{n} openings", "2026-11-22")


def main() -> None:
    """Fill a directory, ask for its pages, print medians in milliseconds and their ratio."""
    import django
    from django.core.management import call_command
    from django.test import Client

    django.setup()
    call_command("migrate", verbosity=0)
    from django.conf import settings

    from preround.domain.applicant import Applicant
    from preround.jobs.openings import OpeningsBook
    from preround.web import clock, record

    record.start_own(Applicant(), "benchmark")
    client = Client(SERVER_NAME="127.0.0.1")
    book = OpeningsBook(Path(settings.HOME))
    times: dict[str, list[float]] = {address: [] for address in ADDRESSES}
    changed = "after a change"
    times[changed] = []

    def change_and_look() -> object:
        book.read_again("o3", TODAY, clock.stamp())
        return client.get("/openings/")

    for n in (20, 2000):
        book.erase()
        _fill(n)
        for address in ADDRESSES:
            assert client.get(address).status_code == 200, address
            times[address].append(_median_ms(partial(client.get, address)))
        times[changed].append(_median_ms(change_and_look))
    print(f"{'page':52} {'20':>8} {'2,000':>8}  ratio")
    for address, (few, many) in times.items():
        print(f"{address:52} {few:6.1f} ms {many:6.1f} ms {many / few:5.1f}")


if __name__ == "__main__":
    main()
