"""The whole applicant record, in and out."""
