"""Draws without a seed in every way people write it."""

import random

import numpy as np
from numpy.random import PCG64, Generator, default_rng


def draws(rng: np.random.Generator, seed: int):
    wrong = random.random()  # planted
    global_state = np.random.normal(size=3)  # planted
    unseeded = np.random.default_rng()  # planted
    also_unseeded = default_rng()  # planted
    right = default_rng(seed), Generator(PCG64(seed)), rng.normal(), np.random.default_rng(seed)
    return wrong, global_state, unseeded, also_unseeded, right
