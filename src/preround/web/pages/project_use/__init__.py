"""What a project gives: an entry's draft, and evidence for an interview."""
