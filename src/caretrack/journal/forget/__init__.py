"""Erasing a person from the journal and its backups, and proving it."""
