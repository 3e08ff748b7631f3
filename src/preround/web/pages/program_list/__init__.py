"""The list: where to apply, whom to signal, what it costs, and why."""
