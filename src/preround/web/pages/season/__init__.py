"""The season's published facts with their sources."""
