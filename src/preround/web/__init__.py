"""Django: a form, one job, a page; the person's record in its database."""
