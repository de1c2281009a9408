"""The use cases of one journal on several machines."""
