"""The commands: their names, their line of help, where their modules are."""

from importlib import import_module
from typing import Any, NamedTuple


class CommandCall(NamedTuple):
    """A command line that was understood: the command, its values, and the global options.

    Without a command `name` is empty: then it is the morning list, where there is a journal.
    """

    name: str
    values: dict[str, Any]
    journal: str | None
    no_pager: bool


class CommandEntry(NamedTuple):
    """A command: its module in a folder of `commands`, its line of help, its group."""

    module: str
    help: str
    group: str


DAILY, KNOW, PEOPLE = "Every day", "What you learn and owe", "People"
JOURNAL, EXCHANGE = "The journal", "Exchange"
# The folder of `commands` that holds each group.
FOLDERS = {
    DAILY: "daily", KNOW: "entries", PEOPLE: "people", JOURNAL: "journal", EXCHANGE: "exchange",
}  # fmt: skip

COMMANDS: dict[str, CommandEntry] = {
    "log": CommandEntry(
        "log", "Write down a touch: who, what was said, what you learned and promised.", DAILY
    ),
    "day": CommandEntry(
        "day", "Tell the day in plain sentences; they become touches, shown first.", DAILY
    ),
    "due": CommandEntry(
        "due", "Who has gone too long without a caring touch, and what to talk about.", DAILY
    ),
    "next": CommandEntry(
        "next", "The one person most in need: the whole page, then log, snooze or skip.", DAILY
    ),
    "profile": CommandEntry(
        "profile", "Everything about a person, on one screen, before you meet.", DAILY
    ),
    "brief": CommandEntry(
        "brief", "Whom you meet today, out of your calendars: six lines for each of them.", DAILY
    ),
    "check": CommandEntry(
        "check", "Read a draft before you send it: is it about them, or is it selling?", DAILY
    ),
    "learn": CommandEntry("learn", "Something you know about a person now.", KNOW),
    "retire": CommandEntry("retire", "A fact that holds no longer.", KNOW),
    "promise": CommandEntry("promise", "Something you told them you would do.", KNOW),
    "gesture": CommandEntry(
        "gesture", "Something you plan to do for them, that they do not expect.", KNOW
    ),
    "done": CommandEntry("done", "A promise kept, or a gesture made.", KNOW),
    "feedback": CommandEntry("feedback", "What they said of your work.", KNOW),
    "acted": CommandEntry("acted", "What you did about their feedback.", KNOW),
    "told": CommandEntry("told", "You told them what came of their feedback.", KNOW),
    "open": CommandEntry(
        "open", "Promises, gestures, feedback, reached goals and events that wait.", KNOW
    ),
    "occasion": CommandEntry("occasion", "A birthday or another yearly day.", KNOW),
    "occasions": CommandEntry("occasions", "The occasions and events of the coming days.", KNOW),
    "event": CommandEntry(
        "event", "A day of their life that comes once: an operation, an exam, a move.", KNOW
    ),
    "tie": CommandEntry("tie", "How two people are connected.", KNOW),
    "add": CommandEntry("add", "Somebody new to look after.", PEOPLE),
    "list": CommandEntry("list", "Everybody, with when you were last in touch.", PEOPLE),
    "edit": CommandEntry("edit", "Change a person or an entry.", PEOPLE),
    "every": CommandEntry(
        "every", "How often somebody, or everybody with a tag, should hear from you.", PEOPLE
    ),
    "triage": CommandEntry(
        "triage", "Whom to look after, of those an address book brought: one key each.", PEOPLE
    ),
    "tag": CommandEntry("tag", "Put tags on a person, or take them off.", PEOPLE),
    "snooze": CommandEntry("snooze", "Leave somebody off the morning list until a day.", PEOPLE),
    "archive": CommandEntry(
        "archive", "Somebody who should never prompt again; nothing is lost.", PEOPLE
    ),
    "unarchive": CommandEntry("unarchive", "Bring somebody back from the archive.", PEOPLE),
    "dupes": CommandEntry("dupes", "Who may be in the journal twice, and why.", PEOPLE),
    "merge": CommandEntry("merge", "Make two entries of one person one.", PEOPLE),
    "forget": CommandEntry(
        "forget", "Erase somebody for good, and say what is left of them.", PEOPLE
    ),
    "history": CommandEntry("history", "Touches, newest first.", JOURNAL),
    "find": CommandEntry("find", "Search everything that was written.", JOURNAL),
    "stats": CommandEntry(
        "stats", "What it adds up to: care and sales, coverage, who hears only sales.", JOURNAL
    ),
    "delete": CommandEntry("delete", "Delete an entry; `care undo` brings it back.", JOURNAL),
    "undo": CommandEntry("undo", "Take back the last command, or a named one.", JOURNAL),
    "help": CommandEntry("help", "The rules in plain words, or the help of a command.", JOURNAL),
    "kinds": CommandEntry(
        "kinds", "The kinds of touch, and which of them reset the clock.", JOURNAL
    ),
    "completion": CommandEntry("completion", "Completion on TAB, for bash, zsh and fish.", JOURNAL),
    "config": CommandEntry("config", "Show or change the settings.", JOURNAL),
    "demo": CommandEntry(
        "demo", "A sample journal of people who don't exist, and its `due`.", JOURNAL
    ),
    "backup": CommandEntry("backup", "Copy the journal, checked.", JOURNAL),
    "restore": CommandEntry("restore", "Replace the journal by a backup.", JOURNAL),
    "doctor": CommandEntry("doctor", "Check the journal, and say what to do.", JOURNAL),
    "import": CommandEntry("import_", "Bring in people and touches of other programs.", EXCHANGE),
    "export": CommandEntry(
        "export", "Write out everybody, or one person, for others to read.", EXCHANGE
    ),
    "query": CommandEntry("query", "E-mail addresses for mutt and other mail programs.", EXCHANGE),
}


def command_module(name: str) -> Any:
    """Return the module of a command, which has `command` and `EXAMPLES`."""
    entry = COMMANDS[name]
    return import_module(f"caretrack.commands.{FOLDERS[entry.group]}.{entry.module}")
