"""Which programs to apply to and whom to signal, under a budget, and what that costs."""
