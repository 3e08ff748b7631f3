"""The directory of every listed program."""
