"""A package for planted violations."""
