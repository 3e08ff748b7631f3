"""`preround schema`: the shape of the files people write."""

from __future__ import annotations

from typing import Annotated

import typer

from preround.cli import output
from preround.domain.errors import UnknownChoice


def schema(
    name: Annotated[str, typer.Argument(help="Which file: profile.")] = "profile",
    as_json: Annotated[  # noqa: ARG001 - accepted as everywhere; a schema is JSON anyway
        bool, typer.Option("--json", help="The default; schemas are JSON.")
    ] = True,
) -> None:
    """Print the JSON Schema of a file."""
    from preround.importers.applicant_file import applicant_schema

    if name != "profile":
        raise UnknownChoice("schema", name, ("profile",))
    output.print_json(applicant_schema())
