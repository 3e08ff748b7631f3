"""Bring openings from a sheet: look at every row first, then keep them in one step."""
