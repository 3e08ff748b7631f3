#!/usr/bin/env python3
"""Start Preround from a fresh clone: `python3 run.py`.

The first start sets up `.venv` beside this file; later starts only start. Without
arguments the web app is served; any `preround` command can be given instead, for
example `python3 run.py pick examples/sample.toml`.

This file keeps to words that every Python understands, so that one that is too
old is refused with a sentence and not with a syntax error.
"""

import os
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 -- older than pathlib


def refusal(version, program):
    """Say why this Python cannot be used; an empty string where it can."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        "Preround needs Python %d.%d or newer; this is Python %d.%d (%s).\n"
        "Install a newer one (python.org, or your system's package manager) and start with it, "
        "for example: python3.12 run.py\n" % (OLDEST + tuple(version[:2]) + (program,))
    )


def command(arguments):
    """Turn what was typed into one `preround` command; bare options are for the web app."""
    if arguments and (
        not arguments[0].startswith("-") or arguments[0] in ("-h", "--help", "--version")
    ):
        return list(arguments)
    return ["serve"] + list(arguments)


def main(arguments):
    """Set up where needed, then hand the process over to `preround`."""
    problem = refusal(sys.version_info, sys.executable)
    if problem:
        sys.stderr.write(problem)
        return 1
    if ROOT not in sys.path:
        sys.path.insert(0, ROOT)
    from tools import environment

    return environment.start(environment.RUN, "preround", command(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
