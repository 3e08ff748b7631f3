"""Writers, what they saw, when to ask, packets, assignment."""
