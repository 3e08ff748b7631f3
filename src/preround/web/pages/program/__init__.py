"""One program: facts, rules, odds, notes."""
