"""A room for planted violations."""
