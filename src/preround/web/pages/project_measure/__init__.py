"""A project's measures: what is counted and how, the numbers, and how they are charted."""
