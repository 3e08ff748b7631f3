"""Notes for a personal statement: moments by theme, and a draft held against the record."""
