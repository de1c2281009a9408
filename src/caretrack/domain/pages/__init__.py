"""The values that a page shows."""
