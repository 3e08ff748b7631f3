"""`python -m preround`."""

from __future__ import annotations

from preround.cli.main import main

main()
