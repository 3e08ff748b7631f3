"""One file per foreign format: bytes in, drafts out, each value with where it came from."""
