"""The letter garden: writers as cards, what is due with each, which letter goes where."""
