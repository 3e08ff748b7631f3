"""Two to four openings side by side."""
