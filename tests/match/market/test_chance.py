from __future__ import annotations

import numpy as np

from preround.match.kernels.chance import bits_of, pair_normal, root

# one compiled call a pair would be slow from here, so the tables stay small
STREAM, OTHER = 123456789, 987654321
NORMAL = np.array([[pair_normal(STREAM, i, p) for p in range(120)] for i in range(150)])


def test_a_pair_always_draws_the_same() -> None:
    bits = bits_of(root(STREAM, 7), 11)
    assert bits == bits_of(root(STREAM, 7), 11)
    assert bits != bits_of(root(STREAM, 11), 7)
    assert bits != bits_of(root(OTHER, 7), 11)
    assert 0 <= bits < 2**32


def test_the_numbers_have_mean_zero_and_sd_one() -> None:
    # standard error of the mean of 18,000: 0.0075, of the SD: 0.005
    assert abs(NORMAL.mean()) < 0.03
    assert abs(NORMAL.std() - 1) < 0.02
    assert np.abs(NORMAL).max() < 3.5


def test_neighbors_do_not_resemble_each_other() -> None:
    # products of independent pairs: standard error 0.0075
    assert abs((NORMAL[1:] * NORMAL[:-1]).mean()) < 0.03
    assert abs((NORMAL[:, 1:] * NORMAL[:, :-1]).mean()) < 0.03
    # means of rows and columns spread as those of independent numbers do
    assert abs(NORMAL.mean(axis=1).std() * np.sqrt(120) - 1) < 0.25
    assert abs(NORMAL.mean(axis=0).std() * np.sqrt(150) - 1) < 0.25


def test_streams_do_not_resemble_each_other() -> None:
    other = np.array([[pair_normal(OTHER, i, p) for p in range(120)] for i in range(150)])
    assert abs((NORMAL * other).mean()) < 0.03
