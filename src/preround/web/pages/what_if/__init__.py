"""What would move under other answers."""
