"""`python -m preround`."""

from preround.cli.main import main

main()
