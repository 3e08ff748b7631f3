"""The few numbers rules need beside the facts, from `thresholds.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parents[1] / "thresholds.toml"


@cache
def years_worth_a_look() -> int:
    """Years since graduation above which an unknown cut-off is worth a look-up."""
    return int(_raw()["years_since_graduation"]["value"])


@cache
def further_roads() -> Mapping[str, str]:
    """States whose board names a road past its attempt limit, with that road."""
    return dict(_raw()["state_limits"]["further_road"])


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text(encoding="utf-8"))
