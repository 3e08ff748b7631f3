"""Honest application text: rules, the ledger of claims, entries, answers."""
