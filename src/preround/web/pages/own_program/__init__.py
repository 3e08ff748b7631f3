"""A program the listing lacks, added by hand."""
