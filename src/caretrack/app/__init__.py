"""The use cases. Each one asks the domain and the journal, and returns finished values; commands call it."""
