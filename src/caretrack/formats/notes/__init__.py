"""A folder of notes about people, in Markdown or Org: read, and written as a vault."""
