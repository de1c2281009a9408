"""Finished values shown: as plain lines, on a terminal, as JSON. Nothing is decided here."""
