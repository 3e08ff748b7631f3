"""Where the season stands: what came, what it says, what to do when it is quiet."""
