"""Outreach: what is due, what waits, and the way from found to done."""
