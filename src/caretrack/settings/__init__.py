"""The settings: declared once, their values, and the config file."""
