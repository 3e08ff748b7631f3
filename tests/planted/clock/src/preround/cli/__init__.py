"""A room that may read the clock."""
