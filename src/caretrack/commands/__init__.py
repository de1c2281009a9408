"""One file per command: its options, one call into `app`, one answer.

The folders are the groups of the help.
"""
