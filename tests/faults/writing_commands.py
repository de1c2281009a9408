"""Every command that writes, each in the forms in which it writes something else.

`{in}` is the folder of input files, `{out}` an empty folder, and any other name in braces the id
of an entry of the base journal (`laid_out.py` makes both).
"""

from __future__ import annotations

from typing import NamedTuple

# The base journal was last written to on the day before.
TODAY = "2026-11-24"
DAY_BEFORE = "2026-11-23"

JOURNAL, LINKED, OLD, NONE = "journal", "linked", "old", "none"


class Writing(NamedTuple):
    """A command that writes: its command line, and what it is run on.

    `base` is the folder that it finds, `editor` the script of its editor. `if_it_can`: it
    keeps what it keeps if it can, and says nothing of it.
    """

    row: str
    args: tuple[str, ...]
    stdin: str = ""
    base: str = JOURNAL
    today: str = TODAY
    editor: str = ""
    if_it_can: bool = False

    @property
    def command(self) -> str:
        """The name of the command in the table of the program."""
        return self.args[0]


def w(row: str, *args: str, **more: str | bool) -> Writing:
    """Return a row of the table."""
    return Writing(row, args, **more)  # type: ignore[arg-type]


TABLE: tuple[Writing, ...] = (
    w("log", "log", "ana", "she liked the harbour"),
    w("log again today", "log", "ana", "she liked the harbour", today=DAY_BEFORE),
    w("log everything", "log", "ana", "--with", "ben", "-c", "call", "-m", "2",
      "-l", "hobby: sails on sundays", "-p", "send the plan by friday",
      "-f", "complaint: the label printer is slow", "-E", "4 dec: her exam",
      "a long talk about the second site"),
    w("log somebody new", "log", "Kim Ostrow", "--new", "met at the fair"),
    w("log from a pipe", "log", "ana", "-", stdin="a longer letter\nof two lines\n"),
    w("log from the editor", "log", "ana", "-e", editor='echo wrote it in the editor >"$1"'),
    w("log behind a link", "log", "ana", "she liked the harbour", base=LINKED),
    w("log missed", "log", "ben", "-x", "-c", "call"),
    w("day", "day", "Lunch with Ana and Ben at the harbour. Called Gil, no answer."),
    w("check a letter", "check", "ana", "-", if_it_can=True, stdin="Dear Ana,\nhow did the move go?"
      " I thought of you when I walked along the harbour, and of the boat that you wanted.\n"),
    w("brief as a page", "brief", "ana", "--html", "{out}/brief.html"),
    w("learn", "learn", "ana", "hobby", "paints boats"),
    w("learn instead", "learn", "ana", "hobby", "paints small boats", "--replaces", "{fact}"),
    w("retire", "retire", "{fact}"),
    w("promise", "promise", "ana", "send the plan by friday"),
    w("gesture", "gesture", "ana", "a card for the first day", "--by", "4 dec"),
    w("done", "done", "{promise}", "sent it, she was glad"),
    w("done, a gesture", "done", "{gesture}"),
    w("feedback", "feedback", "ana", "the export is slow", "--complaint"),
    w("acted", "acted", "{feedback}", "it runs in the background now"),
    w("told", "told", "{acted}", "-c", "email", "wrote her that it is fast"),
    w("occasion", "occasion", "ana", "birthday", "14 March 1976"),
    w("event", "event", "ben", "4 dec", "moves to Leeds"),
    w("tie", "tie", "ana", "mentor", "ben"),
    w("add", "add", "Kim Ostrow", "--company", "Lagoon", "--email", "kim@lagoon.example",
      "--tag", "vip", "--birthday", "3 May", "--every", "30d"),
    w("add, the first of all", "add", "Kim Ostrow", base=NONE),
    w("edit a person", "edit", "ana", "--role", "Head of Finance", "--email", "a@new.example"),
    w("edit a touch", "edit", "{touch}", "--note", "it was about the Q4 budget", "--mood", "2"),
    w("edit in the editor", "edit", "{touch}", editor='sed -i s/budget/harbour/ "$1"'),
    w("every", "every", "ana", "2w"),
    w("every of a tag", "every", "--tag", "vip", "9d"),
    w("tag", "tag", "ana", "+port", "-vip"),
    w("snooze", "snooze", "ana", "2 weeks"),
    w("archive", "archive", "ana", "--why", "retired"),
    w("unarchive", "unarchive", "gil"),
    w("dupes --not", "dupes", "--not", "{ana}", "{anna}"),
    w("merge", "merge", "{anna}", "{ana}", "--yes"),
    w("forget", "forget", "Eva Lind", "--yes"),
    w("forget, with backups and mentions", "forget", "Eva Lind", "--yes", "--backups",
      "--mentions"),
    w("delete", "delete", "{touch}"),
    w("delete a person", "delete", "{ben}"),
    w("undo", "undo"),
    w("undo ID", "undo", "{older}"),
    w("kinds add", "kinds", "add", "workshop", "care", "a workshop"),
    w("config of the journal", "config", "cadence", "45d"),
    w("config of the file", "config", "due.limit", "3"),
    w("config of the file, in the editor", "config", "--edit", editor='echo "due.limit = 4" >"$1"'),
    w("demo", "demo"),
    w("backup", "backup", "{out}/copy.db"),
    w("backup, encrypted", "backup", "{out}/copy.age", "--to", "{recipient}"),
    w("backup, by passphrase", "backup", "{out}/copy.age", "--passphrase-file", "{in}/pass"),
    w("restore", "restore", "{in}/older.db", "--yes"),
    w("restore, encrypted", "restore", "{in}/older.age", "--key", "{in}/key", "--yes"),
    w("restore where nothing is", "restore", "{in}/older.db", "--yes", base=NONE),
    w("doctor --rebuild", "doctor", "--rebuild"),
    w("import vcf", "import", "{in}/people.vcf"),
    w("import vcf behind a link", "import", "{in}/people.vcf", base=LINKED),
    w("import vcf, the first of all", "import", "{in}/people.vcf", base=NONE),
    w("import csv", "import", "{in}/people.csv", "--every", "60d"),
    w("import ics", "import", "{in}/meetings.ics"),
    w("import mbox", "import", "{in}/mail.mbox"),
    w("import json", "import", "{in}/other.json"),
    w("import json, the first of all", "import", "{in}/other.json", base=NONE),
    w("export json", "export", "-o", "{out}/all.json"),
    w("export csv", "export", "-o", "{out}/all.csv"),
    w("export vcard", "export", "-o", "{out}/all.vcf"),
    w("export vcards into a folder", "export", "--to", "vcard", "-o", "{out}/cards/"),
    w("export ics", "export", "--due", "-o", "{out}/care.ics"),
    w("export markdown", "export", "ana", "-o", "{out}/ana.md"),
    w("export markdown into a folder", "export", "--to", "markdown", "-o", "{out}/vault/"),
    w("export over another", "export", "--force", "-o", "{out}/there.json"),
    w("stats as a page", "stats", "--html", "{out}/stats.html"),
    w("hand people over", "owner", "none", "mia", "--yes"),
    w("log into an old journal", "log", "ana", "she liked the harbour", base=OLD),
    w("due of an old journal", "due", base=OLD),
)  # fmt: skip

# They write at a terminal only, by the functions that others of the table write by.
AT_A_TERMINAL = {
    "triage": "as `every` and `archive`; tests/test_triage.py",
    "next": "as `log`, `snooze` and `every`; tests/test_due_interactive.py",
}
# It speaks to a hub: kills, cut wires and full hubs have tests of their own.
ELSEWHERE = {"sync": "tests/sync"}
READING = {
    "due", "profile", "open", "occasions", "list", "history", "find", "help", "completion", "query",
}  # fmt: skip
