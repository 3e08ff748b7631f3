"""Improvement projects: all of them, one at a glance, its history, in and out."""
