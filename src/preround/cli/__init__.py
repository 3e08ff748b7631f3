"""Words typed, one job, the answer printed."""
