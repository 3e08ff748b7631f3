"""Pairs: a couple's two lists put together, for a start."""
