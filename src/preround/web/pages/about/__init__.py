"""How it works, how far to trust it, and the keys."""
