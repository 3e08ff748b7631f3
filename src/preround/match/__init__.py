"""The Match itself: deferred acceptance, couples, alternatives, national simulation."""
