"""Ten questions, one a page."""
