"""caretrack: the relationship journal behind the command `care`."""

__version__ = "0.1.0"
