"""The Match explained: a small market, step by step, from either side."""
