"""Up to four programs side by side."""
