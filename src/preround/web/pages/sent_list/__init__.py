"""The applications as they were sent: kept, corrected, and set beside their answers."""
