"""Steps the database has gone through."""
