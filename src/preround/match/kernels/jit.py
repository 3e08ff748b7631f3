"""Compile a kernel where numba is there; leave it plain Python where it is not.

Why: the answers must be the same both ways, so there is one source and no
second implementation. Kernel modules are imported only inside the functions
that need them, since importing numba takes longer than most matches.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def _numba() -> Any:
    """Return numba, or None where it is missing or cannot be loaded."""
    try:
        return importlib.import_module("numba")
    except ImportError:
        return None


NUMBA = _numba()
COMPILES = NUMBA is not None and not NUMBA.config.DISABLE_JIT


def kernel(function: F) -> F:
    """Compile `function` on first call and keep the machine code on disk."""
    if not COMPILES:
        return function
    compiled: F = NUMBA.njit(cache=True, nogil=True)(function)
    return compiled


def inline(function: F) -> F:
    """Compile a helper that kernels call; it is kept with its callers' machine code.

    Notes
    -----
    Not cached on its own, so that a caller's cache never outlives its helper.
    """
    if not COMPILES:
        return function
    compiled: F = NUMBA.njit(nogil=True)(function)
    return compiled


def leaf(function: F) -> F:
    """Write a small helper out into its callers, where a call would cost more than it."""
    if not COMPILES:
        return function
    compiled: F = NUMBA.njit(inline="always", nogil=True)(function)
    return compiled
