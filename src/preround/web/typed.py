"""Numbers that an address or a hidden field holds, whatever somebody wrote there."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")

_MOST_DIGITS = 15


def whole_number(text: str, otherwise: T) -> int | T:
    """Read plain digits.

    Why: `str.isdigit` holds for characters that `int` refuses, such as a superscript two,
    and `int` refuses more than some thousand digits.
    """
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if plain else otherwise
