"""The light or dark switch."""
