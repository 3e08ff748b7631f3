"""Improvement projects: aim, measures, PDSA cycles, run and control charts."""
