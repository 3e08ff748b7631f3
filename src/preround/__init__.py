"""Preround: residency applications for international medical graduates, honest with numbers.

Examples
--------
>>> from preround import fees
>>> fees({"Internal Medicine": 100}, season=2026).total_usd
2430.0
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preround.library import Profile, fees, forecast, pick, read_profile, solve_match

__version__ = "0.1.0"
__all__ = ["Profile", "fees", "forecast", "pick", "read_profile", "solve_match"]


def __getattr__(name: str) -> object:
    """Load the library's calls when first asked for, so that commands start quickly."""
    if name in __all__:
        return getattr(import_module("preround.library"), name)
    raise AttributeError(f"module 'preround' has no attribute {name!r}")
