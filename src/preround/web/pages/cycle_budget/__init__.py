"""The money of a whole cycle."""
