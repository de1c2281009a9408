"""The page of `care stats --html`."""
