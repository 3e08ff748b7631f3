"""One opening: what it is, what to ask before paying, what it costs, whom was written to."""
