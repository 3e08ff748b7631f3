"""A chart of pasted numbers, without keeping anything."""
