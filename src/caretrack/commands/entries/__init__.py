"""Commands for what you learn and owe."""
