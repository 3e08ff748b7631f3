"""Pins, exclusions and signals, and their undo."""
