"""The directory: every opening found, filtered with live counts, at a glance what to ask."""
