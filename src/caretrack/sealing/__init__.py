"""Keys, and what is sealed with them: nothing that lies on a hub can be read there.

Needs PyNaCl, the extra `sync`. Only `care sync` loads it.
"""
