"""The settings: declared once, their values, and the config file."""

# The most rows that `--limit` and the settings of its name take.
MOST_ROWS = 10_000_000
