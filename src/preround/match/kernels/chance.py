"""Chance that belongs to a pair: the same applicant and program always draw the same.

Why: a what-if changes one list and nothing else, whoever else applies where. Products
stay below 2**63, so that plain Python and machine code give the same numbers.
"""

from __future__ import annotations

import numpy as np

from preround.match.kernels.jit import leaf

MASK = 4294967295  # 32 bits
SCRAMBLE = 73244475  # multiplier of the mixing step, 0x45d9f3b
APART = 668265261  # sets the two members of a pair apart, 0x27d4eb2d
HALF = 65535  # 16 bits
SPREAD = 2.6428998e-05  # sqrt(3) / 65536, which gives the sum of four halves SD 1


@leaf
def mix(x: int) -> int:
    """Scramble 32 bits; every input bit reaches every output bit."""
    x = (((x >> 16) ^ x) * SCRAMBLE) & MASK
    x = (((x >> 16) ^ x) * SCRAMBLE) & MASK
    return (x >> 16) ^ x


@leaf
def pair_bits(stream: int, i: int, p: int) -> int:
    """Return 32 random bits of applicant `i` and program `p` in one stream."""
    first = mix((stream + np.int64(i) * APART) & MASK)
    return mix((first + np.int64(p) * APART) & MASK)


@leaf
def pair_uniform(stream: int, i: int, p: int) -> float:
    """Return a uniform number in (0, 1) that belongs to the pair."""
    return (pair_bits(stream, i, p) + 0.5) / 4294967296.0


@leaf
def pair_normal(stream: int, i: int, p: int) -> float:
    """Return a nearly normal number, mean 0 and SD 1, that belongs to the pair.

    Notes
    -----
    The sum of four uniform numbers: never beyond 3.5, which no list notices.
    """
    x = pair_bits(stream, i, p)
    y = mix(x ^ SCRAMBLE)
    total = (x & HALF) + (x >> 16) + (y & HALF) + (y >> 16)
    return float((total - 131070) * SPREAD)
