"""Programs: the shipped listing, what is known of each, and the person's own facts over it."""
