"""Chart descriptions to accessible SVG; computes nothing."""
