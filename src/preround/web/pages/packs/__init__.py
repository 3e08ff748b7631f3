"""Fact packs: share what was looked up, take in what others did."""
