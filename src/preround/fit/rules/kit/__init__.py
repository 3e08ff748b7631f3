"""What every rule is made of: the applicant as rules see them, a program's readings, results."""
