"""What a number of applications costs."""
