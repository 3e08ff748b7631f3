"""Why the true order is best: two ranks swapped, and whole Matches run."""
