"""The use cases. Each asks the domain and the journal, and returns finished values."""
