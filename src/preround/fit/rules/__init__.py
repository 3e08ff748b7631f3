"""Requirement rules, one a file, each a value `RULE`; found by listing this folder."""
