"""Months by kind from the log and the record, and the programs whose rule they meet."""
