"""One file per outgoing format."""
