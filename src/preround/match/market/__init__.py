"""The national market: people, programs, interviews and lists of a season, drawn and solved."""
