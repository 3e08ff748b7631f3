"""Numbers from REDCap: an export and its dictionary, a choice of fields, points."""
