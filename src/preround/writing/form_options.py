"""What the form lets one choose for an experience, from its type to its frequency."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

FIELDS = ("experience_type", "focus_area", "key_characteristic", "setting", "frequency")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    path = resources.files("preround.writing").joinpath("data/form_options.csv")
    with path.open("r", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def form_options(field: str, season: int) -> tuple[str, ...]:
    """The choices of a field in a season; none where the season's list is not known.

    Source: the data file's own columns name where each choice was read.
    """
    return tuple(
        row["option"]
        for row in _rows()
        if row["field"] == field and int(row["from_season"]) <= season <= int(row["to_season"])
    )
