"""The one-page audit: every logged task, the shares, what the chosen specialty misses; prints."""
