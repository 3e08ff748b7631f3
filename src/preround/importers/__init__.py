"""One file per foreign format: bytes in, typed drafts and findings out."""
