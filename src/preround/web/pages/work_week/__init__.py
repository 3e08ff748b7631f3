"""Two-minute Friday: a week at work picked from phrases, with counts, and the dials."""
