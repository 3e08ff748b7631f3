"""Impactful experience, gap, attempt, unmatched season: facts, cause, change, proof."""
