"""Tables of people, read and written."""
