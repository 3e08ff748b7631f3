"""Times the log's pages with 5,000 days, its export, and the guard on a note of 1 KB.

Run: PREROUND_HOME=$(mktemp -d) python -m benchmarks.logbook
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preround.web.settings")
NOTE = (
    "Presented a 67-year-old man with COPD, FEV1/FVC 0.52, GOLD stage 3. Saw Mr. Okafor, MRN "
    "4471002, admitted 3/14 from Elmhurst with pneumonia. Murphy's sign negative, BP 128/76. "
)


SENTENCES = (
    "{n} visits for asthma, one line watched.",
    "Presented {n} patients with chest pain.",
    "Murphy's sign positive, BP 128/{n}, sent to the OR.",
    "Family meeting on goals of care.",
)


def _note(wrote: random.Random) -> str:
    """Words of a day that few other days say."""
    chosen = wrote.sample(SENTENCES, wrote.randrange(1, 3))
    return " ".join(one.format(n=wrote.randrange(1, 500)) for one in chosen)


def _median_ms(call: Callable[[], object], times: int = 15) -> float:
    call()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def main() -> None:
    """Fill a log, ask for its pages, print medians in milliseconds."""
    import django
    from django.core.management import call_command
    from django.test import Client

    django.setup()
    call_command("migrate", verbosity=0)
    from preround.domain.applicant import Applicant, UsceKind
    from preround.logbook.days import LogDay
    from preround.logbook.guard import find_identifiers
    from preround.logbook.rotations import Rotation
    from preround.web import log, record, rotations

    first = dt.date(2010, 1, 1)
    wrote = random.Random(7)
    days = [
        LogDay(
            first + dt.timedelta(days=n), UsceKind.EXTERNSHIP, 8.0, specialty="Internal Medicine",
            site=f"Clinic {n // 200}", duties=("history",), saw=_note(wrote),
        )
        for n in range(5000)
    ]  # fmt: skip
    mine = record.start_own(Applicant(), "benchmark")
    for n in range(10):
        rotations.keep(mine, Rotation(UsceKind.EXTERNSHIP, f"Clinic {n}", start=first))
    numbers = rotations.numbers(mine)
    named = [replace(day, rotation=day.site if day.site in numbers else "") for day in days]
    log.keep_all(mine, named, numbers)
    client = Client(SERVER_NAME="127.0.0.1")
    for time_of in ("first", "second"):
        start = time.process_time()
        client.get("/log/days.csv")
        print(f"{time_of + ' export':16} {(time.process_time() - start) * 1000:7.1f} ms")
    for address in ("/log/", "/log/?page=60", "/log/months/", "/log/rotations/", "/log/days.csv"):
        assert client.get(address).status_code == 200
        print(f"{address:16} {_median_ms(partial(client.get, address)):7.1f} ms")
    note = (NOTE * 5)[:1024]
    print(f"{'guard, 1 KB':16} {_median_ms(lambda: find_identifiers(note), 50):7.1f} ms")


if __name__ == "__main__":
    main()
