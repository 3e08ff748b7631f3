"""Task to skill to residency situation, from logged tasks alone, and the competencies covered."""
