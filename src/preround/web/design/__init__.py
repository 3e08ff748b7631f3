"""The design system's Python half: words for figures and pictures of numbers."""
