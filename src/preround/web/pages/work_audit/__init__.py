"""What of a job matters in residency: tasks in, dials and reasons out."""
