"""Entries kept with type, focus and characteristic; the best ten and three; versions compared."""
