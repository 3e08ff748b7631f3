"""One module per thing a person wants done: the only place where features meet."""
