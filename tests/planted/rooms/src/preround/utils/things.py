"""A folder that is no package and a name that says nothing."""
