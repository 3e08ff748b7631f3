"""Loops over flat arrays, compiled where numba is there and run as they stand where not."""
