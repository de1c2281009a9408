"""The tables of the model by their names and numbers, as commands know them that only read."""

# The tables whose rows a person can name by an id.
ENTRIES = ("people", "touches", "facts", "actions", "feedback", "occasions", "events", "ties")

# What a line of the log is about, by number. The numbers stand in files: they never change.
LOGGED: dict[str, int] = {
    "people": 1,
    "handles": 2,
    "tags": 3,
    "tag_cadences": 4,
    "kinds": 5,
    "touches": 6,
    "touch_people": 7,
    "facts": 8,
    "actions": 9,
    "feedback": 10,
    "occasions": 11,
    "events": 12,
    "ties": 13,
    "settings": 14,
}
# What a line of the log says that happened to its row.
INSERTED, UPDATED, DELETED = 0, 1, 2
# The check sum of a line that has none yet: four bytes like any other, so that no page is split.
NO_SUM = 2**31 - 1
# The commands of change sets that hold what came from other machines, and what followed from it.
# `care undo` means none of them.
SYNC, SETTLE = "sync", "settle"
OF_MACHINES = (SYNC, SETTLE)
