"""U.S. experience openings: the person's own directory, what each is worth, what to ask first."""
