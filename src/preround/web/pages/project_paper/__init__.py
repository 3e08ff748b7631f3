"""A project on paper: one page with its charts, and the outline of a report."""
