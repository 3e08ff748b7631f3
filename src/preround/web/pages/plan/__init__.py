"""The way to the Match, backwards from its dates."""
