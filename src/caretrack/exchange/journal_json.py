"""The JSON of a whole journal (docs/json.md)."""

# The first key of the object, and the version of the format that is its value.
MARK = "caretrack"
VERSION = 1
