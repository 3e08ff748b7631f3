"""A project's changes: plan, do, study, act, one cycle after the other."""
