"""One writer: who they are, what they saw, words to adapt, the packet."""
