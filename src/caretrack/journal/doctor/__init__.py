"""Check a journal: its file, its log, what is derived, and the folder around it."""
