"""Every number of the odds with its source, its checks and its failures."""
