"""The folders that the commands are run on: a journal with something of everything, and others.

ROOT/in/           what is imported and restored, keys and passphrases
ROOT/journal/      d/journal.db and its backups; home/; out/, an empty folder
ROOT/linked/       the same, where d/journal.db is a symbolic link
ROOT/old/          a journal of an older version
ROOT/none/         no journal yet
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from warm import Warm
from writing_commands import DAY_BEFORE, JOURNAL, LINKED, NONE, OLD, Writing

from transcript import ROOT, environment

LONG_BEFORE, BEFORE = "2026-11-19", "2026-11-20"
OLD_VERSION = ROOT / "tests" / "schemas" / "003.sql"
PEOPLE = ["Ana Silva", "Ben Okoro", "Eva Lind", "Gil Novak", "Zoë Ødegård", "Łukasz Żak"]

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card{0}\r\nFN:Card Person{0}\r\nEMAIL:c{0}@vcf.example\r\n"
    "TEL:+4930555{0:04}\r\nORG:Org {1}\r\nBDAY:1976-03-11\r\nNOTE:likes tea {0}\r\nEND:VCARD\r\n"
)
EVENT = (
    "BEGIN:VEVENT\r\nUID:talk{0}\r\nDTSTART:202610{1:02}T100000Z\r\nDTEND:202610{1:02}T110000Z\r\n"
    "SUMMARY:Talk {0}\r\nATTENDEE;CN=Ana:mailto:ana@lagoon.example\r\nEND:VEVENT\r\n"
)
MAIL = (
    "From me@me.example Sun Nov {0:02} 10:00:00 2026\nFrom: Me <me@me.example>\n"
    "To: Ana <ana@lagoon.example>\nSubject: hello {0}\nDate: Sun, {0:02} Nov 2026 10:00:00 +0000\n"
    "Message-ID: <mail{0}@me.example>\n\nHow did the move go?\n\n"
)


def cards(count: int) -> str:
    """Return an address book of so many people."""
    return "".join(CARD.format(number, number % 4) for number in range(count))


class Place(NamedTuple):
    """A folder in which a command is run, and the values of the names in its command line."""

    folder: Path
    values: Mapping[str, str]

    @property
    def journal(self) -> Path:
        """The journal, by the name that `care` is told."""
        return self.folder / "d" / "journal.db"

    def environment(self, today: str, editor: str = "") -> dict[str, str]:
        """Return the environment of a run."""
        home = self.folder / "home"
        more = {"CARE_JOURNAL": str(self.journal), "CARE_TIMEOUT": "20"}
        if editor:
            script = Path(self.values["in"]) / f"editor-{abs(hash(editor))}"
            script.write_text(f"#!/bin/sh\n{editor}\n", encoding="utf-8")
            script.chmod(0o755)
            more["VISUAL"] = str(script)
        return environment(home, today) | more

    def arguments(self, command: Writing) -> list[str]:
        """Return the command line of a writing command, with its names filled in."""
        return [word.format_map(dict(self.values)) for word in command.args]


class LaidOut:
    """The folders of the bases, made once."""

    def __init__(self, root: Path, warm: Warm) -> None:
        """Make them all."""
        self.root, self.warm = root, warm
        self.values = {"in": str(root / "in")}
        (root / "in").mkdir()
        for base in (JOURNAL, OLD, NONE):
            for part in ("d", "home/tmp", "out"):
                (root / base / part).mkdir(parents=True)
        private(root)
        self._journal()
        self._old()
        self._linked()
        (root / JOURNAL / "out" / "there.json").write_text("[]\n")
        private(root)

    def place(self, command: Writing, folder: Path) -> Place:
        """Lay out the base of the command in `folder`, which must not be there."""
        shutil.copytree(self.root / command.base, folder, symlinks=True)
        return Place(folder, self.values | {"out": str(folder / "out")})

    def care(
        self, *args: str, base: str = JOURNAL, today: str = DAY_BEFORE, stdin: str = ""
    ) -> str:
        """Run a command that must succeed; return what it said."""
        place = Place(self.root / base, self.values)
        done = self.warm.run(args, place.environment(today), place.folder, stdin)
        assert done.code == 0, (args, done)
        return done.out

    def _journal(self) -> None:
        for number, name in enumerate(PEOPLE):
            first = name.split()[0].lower()
            self.care("add", name, "--company", f"Lagoon {number % 2}", "--tag", "vip", "--email",
                      f"{first}@lagoon.example", today=LONG_BEFORE)  # fmt: skip
        for number in range(12):
            note = f"talk {number} about the budget and the harbour"
            day = f"{number + 2} days ago"
            self.care("log", PEOPLE[number % 4], "-d", day, note, today=LONG_BEFORE)
        self.care("log", "gil", "--with", "eva", "Eva Lind rang about the boat", today=BEFORE)
        self.care("archive", "gil", today=BEFORE)
        self._inputs()
        for command in (
            ["add", "Anna Silva", "--phone", "+49 30 5550199"],
            ["learn", "ana", "goal", "a second site by summer"],
            ["promise", "ana", "a call about the plan"],
            ["gesture", "ana", "a card for the move"],
            ["feedback", "ana", "the export is too slow"],
            ["feedback", "ben", "an idea about labels"],
            ["learn", "eva", "family", "her brother is Ben Okoro"],
            ["tie", "eva", "friend", "ana"],
        ):
            self.care(*command)
        self._name_entries()
        self.care(
            "check", "ana", "-", stdin="Dear Ana,\nhow is the harbour, and how was the fair?\n"
        )
        self.care("acted", self.values["acted"], "made labels larger")
        self.care("log", "ben", "she came back from the fair")

    def _inputs(self) -> None:
        place, journal = self.root / "in", self.root / JOURNAL / "d" / "journal.db"
        import pyrage

        identity = pyrage.x25519.Identity.generate()
        self.values |= {"recipient": str(identity.to_public()), "identity": str(identity)}
        texts = {
            "people.vcf": cards(20),
            "people.csv": "First Name,Last Name,E-mail Address,Company,Birthday,Notes\n"
            + "".join(f"Row{n},Person{n},r{n}@csv.example,Firm,1960-03-01,n\n" for n in range(20)),
            "meetings.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
            + "".join(EVENT.format(n, n + 1) for n in range(12))
            + "END:VCALENDAR\r\n",
            "mail.mbox": "".join(MAIL.format(n + 1) for n in range(12)),
            "pass": "harbour lantern seven plums\n",
            "key": f"{identity}\n",
        }
        for name, text in texts.items():
            (place / name).write_text(text, encoding="utf-8", newline="")
        # From here on the journal goes on, so that a restore takes something away.
        self.care("backup", str(place / "older.db"), today=BEFORE)
        self.care(
            "backup", str(place / "older.age"), "--to", self.values["recipient"], today=BEFORE
        )
        other = place / "other.db"
        for command in (["add", "Uma Patel"], ["add", "Sven Berg"], ["log", "uma", "hello there"]):
            self.care("--journal", str(other), *command, today=BEFORE)
        self.care("--journal", str(other), "export", "-o", str(place / "other.json"), today=BEFORE)
        assert journal.exists()

    def _name_entries(self) -> None:
        """Give the entries that command lines name their ids."""
        with closing(sqlite3.connect(self.root / JOURNAL / "d" / "journal.db")) as db:
            for name, query in {
                "ana": "SELECT id FROM people WHERE name = 'Ana Silva'",
                "anna": "SELECT id FROM people WHERE name = 'Anna Silva'",
                "ben": "SELECT id FROM people WHERE name = 'Ben Okoro'",
                "touch": "SELECT id FROM touches WHERE note LIKE 'talk 4 %'",
                "fact": "SELECT id FROM facts WHERE category = 'goal'",
                "promise": "SELECT id FROM actions WHERE sort = 'promise'",
                "gesture": "SELECT id FROM actions WHERE sort = 'gesture'",
                "feedback": "SELECT id FROM feedback WHERE text LIKE 'the export%'",
                "acted": "SELECT id FROM feedback WHERE text LIKE 'an idea%'",
                "older": "SELECT id FROM change_sets WHERE command = 'learn' LIMIT 1",
            }.items():
                (self.values[name],) = db.execute(query).fetchone()

    def _old(self) -> None:
        with closing(sqlite3.connect(self.root / OLD / "d" / "journal.db")) as db:
            db.executescript(OLD_VERSION.read_text(encoding="utf-8"))

    def _linked(self) -> None:
        shutil.copytree(self.root / JOURNAL, self.root / LINKED)
        real, link = self.root / LINKED / "real", self.root / LINKED / "d" / "journal.db"
        real.mkdir(mode=0o700)
        link.rename(real / "journal.db")
        # Its backups lie beside the file, wherever the link is.
        backups = link.with_name("journal.db-backups")
        backups.rename(real / backups.name)
        link.symlink_to("../real/journal.db")


def private(root: Path) -> None:
    """Take the permissions of others away from everything below `root`."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)
