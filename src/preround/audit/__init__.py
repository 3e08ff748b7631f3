"""Daily tasks read for what matters in residency: patient, team and systems work, and its scope."""
