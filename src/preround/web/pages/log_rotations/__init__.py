"""Rotations: add, change, count, and put into the record."""
