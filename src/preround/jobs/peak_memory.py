"""How much memory this process, or the largest of its finished children, ever held."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

PROCESSES = Path("/proc")


def peak_megabytes(*, children: bool = False, process: int | None = None) -> float | None:
    """The peak in MB; None where the system does not say (Windows).

    Parameters
    ----------
    children
        Of the largest finished child instead.
    process
        Of a running process with this number instead; only Linux says.

    Notes
    -----
    Of children it is the largest single one, not their sum. Linux counts what a process
    held before it became another program into the usual figure; its own page does not.
    """
    status = PROCESSES / str(process or "self") / "status"
    if not children and status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii"))
        if found:
            return int(found[1]) / 2**10
    if process is not None:
        return None
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:
        return None
    whose = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return float(resource.getrusage(whose).ru_maxrss) / unit
