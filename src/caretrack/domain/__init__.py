"""The rules, pure: no terminal, no files, no SQL, no clock.

Every rule names the demand that it serves.
"""
