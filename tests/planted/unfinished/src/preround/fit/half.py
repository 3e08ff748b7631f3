"""Half a module."""

VALUE = 1  # TODO weigh it  planted
