"""Facts worth looking up, each with a tiny form."""
