"""Each format of `care export`, from the journal to text."""
