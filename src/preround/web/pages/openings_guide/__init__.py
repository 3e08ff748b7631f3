"""What each kind is worth, and where to begin looking."""
