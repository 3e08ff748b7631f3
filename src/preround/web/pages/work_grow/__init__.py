"""A plan to grow the role: asks that fit the job and fill what its log lacks, with scripts."""
