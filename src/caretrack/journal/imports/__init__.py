"""Writing what an import brings, many rows at once."""
