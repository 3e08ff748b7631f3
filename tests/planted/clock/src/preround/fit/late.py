"""Reads the clock in every way people write it."""

import datetime as dt
import time
from dataclasses import dataclass, field
from datetime import date, datetime as moment
from time import time as now


@dataclass
class Entry:
    day: date = field(default_factory=date.today)  # planted


def today():
    first = dt.date.today()  # planted
    second = moment.now(dt.UTC)  # planted
    third = time.time()  # planted
    fourth = now()  # planted
    allowed = time.perf_counter(), date(2026, 9, 24), first.today, dt.datetime.now  # planted
    return first, second, third, fourth, allowed
