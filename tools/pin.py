"""Pin what is installed: `python tools/pin.py`, or with `--upgrade` to the newest allowed.

Needs uv. Both files are universal (every system, Python 3.11 on), carry the hash of
every file, and hold no address: they install from whatever index the machine uses.
"""

from __future__ import annotations

import subprocess
import sys

COMPILE = (
    "uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "
    "--no-annotate pyproject.toml --group build"
)
ALL = f"{COMPILE} --group test --output-file constraints-test.txt"
RUN = f"{COMPILE} --constraint constraints-test.txt --output-file constraints.txt"

if __name__ == "__main__":
    for line in (ALL, RUN):  # the second takes the versions of the first
        options = sys.argv[1:] if line is ALL else []
        subprocess.run([*line.split(), *options], check=True)
