"""Rules of honesty and style, one a file, found by listing this folder."""
