"""The clinical log: a day in under a minute, without a patient identifier."""
