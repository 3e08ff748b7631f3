"""Chance that belongs to a pair: the same applicant and program always draw the same.

Why: a what-if changes one list and nothing else, whoever else applies where. Products
stay below 2**63, so that plain Python and machine code give the same numbers.
"""

from __future__ import annotations

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
def root(stream: int, i: int) -> int:
    """Return what all pairs of applicant `i` share in one stream; worked out once a row."""
    return mix((stream + int(i) * APART) & MASK)


@leaf
def bits_of(first: int, p: int) -> int:
    """Return 32 random bits of a root and program `p`."""
    return mix((first + int(p) * APART) & MASK)


@leaf
def normal_of(first: int, p: int) -> float:
    """Return a nearly normal number, mean 0 and SD 1, of a root and program `p`.

    Notes
    -----
    The sum of four uniform numbers: never beyond 3.5, which no list notices.
    """
    x = bits_of(first, p)
    y = mix(x ^ SCRAMBLE)
    total = (x & HALF) + (x >> 16) + (y & HALF) + (y >> 16)
    return float((total - 131070) * SPREAD)


@leaf
def pair_normal(stream: int, i: int, p: int) -> float:
    """Return the nearly normal number that belongs to the pair."""
    return normal_of(root(stream, i), p)
