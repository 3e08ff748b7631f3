"""The list as a whole: its spread, and a second opinion on it."""
