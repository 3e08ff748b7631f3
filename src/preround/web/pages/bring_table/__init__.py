"""A table of program facts: in, matched, decided, undone."""
