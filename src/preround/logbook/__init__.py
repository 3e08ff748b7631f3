"""Clinical days logged without a patient identifier: the guard, the days, their months."""
