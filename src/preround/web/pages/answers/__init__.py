"""Interview questions by theme, evidence from the record, timed practice kept with notes."""
