"""Each season's published facts and outcomes as dated, cited data, and their one reader."""
