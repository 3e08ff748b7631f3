"""The nouns: frozen, typed values that know no screen, database, network or clock."""
