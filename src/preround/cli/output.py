"""How answers are printed: tables for people at 80 columns, one JSON document for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.table import Table

from preround.domain.finding import Finding
from preround.domain.ranges import Interval, Support

SUPPORT_MARK = {Support.PUBLISHED: "", Support.ESTIMATED: "~", Support.GUESS: "?"}


def console() -> Console:
    """Standard output; at least 80 columns so that tables read well in a pipe."""
    found = Console(highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(width=80, highlight=False)


def print_json(document: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def tell(findings: Iterable[Finding]) -> None:
    """What is wrong in the person's own data, on standard error, beside the answer."""
    for finding in findings:
        fix = f" {finding.fix}" if finding.fix else ""
        print(f"preround: {finding.place}: {finding.message}{fix}", file=sys.stderr)


def say(words: str) -> None:
    """One line about what is going on, on standard error."""
    print(f"preround: {words}", file=sys.stderr, flush=True)


@contextmanager
def progress(words: str) -> Iterator[None]:
    """Say what is going on, on standard error, while a person waits."""
    with Console(stderr=True).status(words):
        yield


def plain_table(*columns: tuple[str, str]) -> Table:
    """A quiet table; each column is a heading and "left" or "right"."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for heading, justify in columns:
        table.add_column(heading, justify="right" if justify == "right" else "left")
    return table


def percent(p: float) -> str:
    """A probability as a percentage, with one decimal below ten percent."""
    return f"{p:.1%}" if p < 0.0995 else f"{p:.0%}"


def percent_range(interval: Interval) -> str:
    """Low to high with the support's mark: ~ estimated, ? guess."""
    low, high = percent(interval.low).rstrip("%"), percent(interval.high)
    return f"{low}-{high}{SUPPORT_MARK[interval.support]}"


def dollars(amount: float) -> str:
    """Whole dollars where they are whole."""
    return f"${amount:,.0f}" if amount == round(amount) else f"${amount:,.2f}"
