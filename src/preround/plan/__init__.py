"""Backwards from deadlines to dated steps."""
