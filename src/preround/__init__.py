"""Preround: residency applications for international medical graduates, honest with numbers.

Examples
--------
>>> from preround import fees
>>> fees({"Internal Medicine": 100}, season=2026).total_usd
2430.0
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preround.library import (
        Profile,
        answer,
        audit,
        chart,
        fees,
        forecast,
        guard,
        lint,
        pick,
        plan,
        read_profile,
        simulate,
        solve_match,
        usce,
        what_if,
    )

__version__ = "0.1.0"
__all__ = [
    "Profile", "answer", "audit", "chart", "fees", "forecast", "guard", "lint", "pick", "plan",
    "read_profile", "simulate", "solve_match", "usce", "what_if",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Load the library's calls when first asked for, so that commands start quickly."""
    if name in __all__:
        return getattr(import_module("preround.library"), name)
    raise AttributeError(f"module 'preround' has no attribute {name!r}")


class _Face(ModuleType):
    """The package as seen from outside: a call keeps its name where a room has the same.

    Why: `preround.plan` is a call of the library and a package of the source. Importing the
    package would bind it over the call; it is found in `sys.modules` all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
