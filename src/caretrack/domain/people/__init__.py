"""People: names, who is meant, duplicates, merging."""
