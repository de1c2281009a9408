"""The commands: their names, their line of help, where their modules are."""

import sys
from typing import Any, NamedTuple


class CommandCall(NamedTuple):
    """A command line that was understood: the command, its values, and the global options.

    Without a command `name` is empty: then it is the morning list, where there is a journal.
    """

    name: str
    values: dict[str, Any]
    journal: str | None
    no_pager: bool


# The commands by their groups: the name of each, and its line of help.
GROUPS: dict[str, dict[str, str]] = {
    "Every day": {
        "log": "Write down a touch: who, what was said, what you learned and promised.",
        "day": "Tell the day in plain sentences; they become touches, shown first.",
        "due": "Who has gone too long without a caring touch, and what to talk about.",
        "next": "The one person most in need: the whole page, then log, snooze or skip.",
        "profile": "Everything about a person, on one screen, before you meet.",
        "brief": "Whom you meet today, out of your calendars: six lines for each of them.",
        "check": "Read a draft before you send it: is it about them, or is it selling?",
    },
    "What you learn and owe": {
        "learn": "Something you know about a person now.",
        "retire": "A fact that holds no longer.",
        "promise": "Something you told them you would do.",
        "gesture": "Something you plan to do for them, that they do not expect.",
        "done": "A promise kept, or a gesture made.",
        "feedback": "What they said of your work.",
        "acted": "What you did about their feedback.",
        "told": "You told them what came of their feedback.",
        "open": "Promises, gestures, feedback, reached goals and events that wait.",
        "occasion": "A birthday or another yearly day.",
        "occasions": "The occasions and events of the coming days.",
        "event": "A day of their life that comes once: an operation, an exam, a move.",
        "tie": "How two people are connected.",
    },
    "People": {
        "add": "Somebody new to look after.",
        "list": "Everybody, with when you were last in touch.",
        "edit": "Change a person or an entry.",
        "every": "How often somebody, or everybody with a tag, should hear from you.",
        "owner": "Who of a team looks after whom; hand all of one's people over.",
        "triage": "Whom to look after, of those an address book brought: one key each.",
        "tag": "Put tags on a person, or take them off.",
        "snooze": "Leave somebody off the morning list until a day.",
        "archive": "Somebody who should never prompt again; nothing is lost.",
        "unarchive": "Bring somebody back from the archive.",
        "dupes": "Who may be in the journal twice, and why.",
        "merge": "Make two entries of one person one.",
        "forget": "Erase somebody for good, and say what is left of them.",
    },
    "The journal": {
        "history": "Touches, newest first.",
        "find": "Search everything that was written.",
        "stats": "What it adds up to: care and sales, coverage, who hears only sales.",
        "delete": "Delete an entry; `care undo` brings it back.",
        "undo": "Take back the last command, or a named one.",
        "help": "The rules in plain words, or the help of a command.",
        "kinds": "The kinds of touch, and which of them reset the clock.",
        "completion": "Completion on TAB, for bash, zsh and fish.",
        "config": "Show or change the settings.",
        "demo": "A sample journal of people who don't exist, and its `due`.",
        "sync": "One journal on several machines, and in a small team.",
        "backup": "Copy the journal, checked.",
        "restore": "Replace the journal by a backup.",
        "doctor": "Check the journal, and say what to do.",
    },
    "Exchange": {
        "import": "Bring in people and touches of other programs.",
        "export": "Write out everybody, or one person, for others to read.",
        "query": "E-mail addresses for mutt and other mail programs.",
    },
}
COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}
# The folder of `commands` that holds each group.
FOLDERS = {
    "Every day": "daily", "What you learn and owe": "entries", "People": "people",
    "The journal": "journal", "Exchange": "exchange",
}  # fmt: skip


def command_module(name: str) -> Any:
    """Return the module of a command, which has `command` and `EXAMPLES`."""
    group = next(group for group, names in GROUPS.items() if name in names)
    place = f"caretrack.commands.{FOLDERS[group]}.{name}"
    # `import` is a word of Python.
    place += "_" * (name == "import")
    __import__(place)
    return sys.modules[place]
