"""A project's numbers as a chart: paste, look, take along."""
