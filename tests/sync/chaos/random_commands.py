"""Random commands of all kinds, out of what a journal holds at the moment."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]

FIRST = ("Ana", "Ben", "Chloe", "Dev", "Eva", "Finn", "Gil", "Hana", "Ida", "Jan")
LAST = ("Silva", "Okoro", "Dubois", "Patel", "Lind", "Berg", "Moreau", "Sato", "Novak")
TAGS = ("vip", "fair", "north", "port")
KINDS = ("checkin", "listen", "help", "thanks", "pitch", "invoice", "social")
CHANNELS = ("call", "email", "meeting", "chat")
CATEGORIES = ("hobby", "worry", "goal", "family", "challenge", "joy")
DATES = ("today", "yesterday", "3 days ago", "12 Oct", "1 Sep", "20 Nov")
OWNERS = ("Mia Wong", "Leo Park", "Kim Ostrow")

CARD = """BEGIN:VCARD
VERSION:3.0
UID:card-{number}
FN:{first} {last}{number}
EMAIL:{first}.{last}{number}@cards.example
TEL:+44 20 7946 {number:04d}
ORG:Cards {company}
CATEGORIES:{tag}
END:VCARD
"""


class Command(NamedTuple):
    """A command line, and the file that it reads: its name, and what is in it."""

    args: tuple[str, ...]
    file: str = ""
    text: str = ""


class Writer:
    """Draws commands; every text that it writes is new, so that a text says who wrote it."""

    def __init__(self, rng: random.Random, largest_import: int) -> None:
        """Draw from `rng`."""
        self.rng, self.largest_import = rng, largest_import
        self.number = 0
        self.rows: Rows = {}

    def text(self, mark: str) -> str:
        """Return a text that was never written before."""
        self.number += 1
        return f"{mark}{self.number}z {self.rng.choice(('harbour', 'lantern', 'orchard'))}"

    def draw(self, rows: Rows) -> Command:
        """Return a command that fits these rows."""
        self.rows = rows
        for _ in range(50):
            kind: Callable[[Writer], tuple[str, ...] | Command | None] = self.rng.choices(
                tuple(WEIGHTS), tuple(WEIGHTS.values())
            )[0]
            drawn = kind(self)
            if drawn is not None:
                return drawn if isinstance(drawn, Command) else Command(drawn)
        return Command(_add(self))

    def alive(self, table: str) -> list[Row]:
        """Return the rows of a table that are not deleted."""
        return [row for row in self.rows[table].values() if row["deleted_at"] is None]

    def one(self, table: str, **like: str | None) -> Row | None:
        """Return one of the rows that are there and say so; often one that is meant by others."""
        found = [
            row
            for row in self.alive(table)
            if all(row[name] == value for name, value in like.items())
        ]
        if not found:
            return None
        return self.rng.choice(found[:2] if self.rng.random() < 0.5 else found)

    def person(self) -> str | None:
        """Return the id of somebody; some are meant more often, so that machines meet."""
        found = [row["id"] for row in self.alive("people")]
        if not found:
            return None
        return self.rng.choice(found[:3] if self.rng.random() < 0.6 else found)


Drawn = tuple[str, ...] | Command | None


def _add(w: Writer) -> tuple[str, ...]:
    w.number += 1
    first, last = w.rng.choice(FIRST), w.rng.choice(LAST)
    mail = w.rng.choice((f"p{w.number}@x.example", f"{first}@same.example".lower()))
    more = w.rng.choice(
        (("--tag", w.rng.choice(TAGS)), ("--company", "Lagoon"), ("--birthday", "3 May"), ())
    )
    return ("add", f"{first} {last}{w.number}", "--email", mail, *more, "--anyway")


def _log(w: Writer) -> Drawn:
    one, other = w.person(), w.person()
    if one is None or other is None:
        return None
    args = ["log", one, "-k", w.rng.choice(KINDS), "-d", w.rng.choice(DATES)]
    if other != one and w.rng.random() < 0.25:
        args += ["--with", other]
    if w.rng.random() < 0.2:
        args += ["-l", f"{w.rng.choice(CATEGORIES)}: {w.text('f')}"]
    if w.rng.random() < 0.2:
        args += ["-p", f"{w.text('p')} by friday"]
    if w.rng.random() < 0.3:
        args += ["-m", str(w.rng.randint(1, 5))]
    return (*args, w.text("t"))


def _day(w: Writer) -> Drawn:
    names = [row["name"] for row in w.alive("people")]
    return ("day", f"Lunch with {w.rng.choice(names)}. {w.text('t')}") if names else None


def _edit_person(w: Writer) -> Drawn:
    who = w.person()
    field = w.rng.choice(("role", "role", "role", "met", "note", "company", "service"))
    if who is None:
        return None
    more = ("--every", w.rng.choice(("2w", "30d", "never"))) if w.rng.random() < 0.2 else ()
    return ("edit", who, f"--{field}", w.text("e"), *more)


def _rename(w: Writer) -> Drawn:
    who = w.person()
    w.number += 1
    return who and ("edit", who, "--name", f"{w.rng.choice(FIRST)} {w.rng.choice(LAST)}{w.number}")  # type: ignore[return-value]


def _edit_email(w: Writer) -> Drawn:
    who = w.person()
    mails = [f"m{w.rng.randint(1, 30)}@x.example" for _ in range(w.rng.randint(1, 2))]
    return who and ("edit", who, *(word for mail in mails for word in ("--email", mail)))  # type: ignore[return-value]


def _edit_touch(w: Writer) -> Drawn:
    touch = w.one("touches")
    if touch is None:
        return None
    # The first word of a note names its touch, for good.
    token = touch["note"].split(" ")[0]
    change = w.rng.choice(
        (
            ("--note", f"{token} {w.text('n')}"),
            ("--mood", str(w.rng.randint(1, 5))),
            ("-k", w.rng.choice(KINDS)),
            ("-c", w.rng.choice(CHANNELS)),
            ("-d", w.rng.choice(DATES)),
            ("--note", f"{token} {w.text('n')}", "--mood", "3"),
        )
    )
    other = w.person()
    if other and w.rng.random() < 0.2:
        change = ("--with", other)
    return ("edit", touch["id"], *change)


def _edit_entry(w: Writer) -> Drawn:
    row = w.one(w.rng.choice(("facts", "actions", "feedback", "events")))
    return row and ("edit", row["id"], "--text", w.text("x"))  # type: ignore[return-value]


def _entry(w: Writer) -> Drawn:
    who, other = w.person(), w.person()
    if who is None or other is None:
        return None
    day = f"{w.rng.randint(1, 28)} {w.rng.choice(('Mar', 'Jun', 'Dec'))}"
    return w.rng.choice(
        (
            ("learn", who, w.rng.choice(CATEGORIES), w.text("f")),
            ("promise", who, w.text("p"), "--by", "friday"),
            ("gesture", who, w.text("g")),
            ("feedback", who, w.text("b"), "--complaint"),
            ("occasion", who, "birthday", day),
            ("occasion", who, w.rng.choice(("anniversary", "name day")), day),
            ("event", who, "4 dec", w.text("v")),
            ("tie", who, w.rng.choice(("friend", "boss", "mentor")), other),
        )
    )


def _close(w: Writer) -> Drawn:
    table = w.rng.choice(("facts", "actions", "feedback"))
    row = w.one(table)
    if row is None:
        return None
    if table == "facts":
        return ("retire", row["id"])
    if table == "actions":
        return ("done", row["id"], w.text("t"))
    told = row["acted_on"] is not None
    return ("told" if told else "acted", row["id"], w.text("t" if told else "a"))


def _delete(w: Writer) -> Drawn:
    table = w.rng.choices(("touches", "facts", "actions", "occasions", "ties"), (4, 1, 1, 1, 1))[0]
    row = w.one(table)
    return row and ("delete", row["id"])  # type: ignore[return-value]


def _delete_person(w: Writer) -> Drawn:
    who = w.person()
    return ("delete", who) if who and len(w.alive("people")) > 6 else None


def _merge(w: Writer) -> Drawn:
    one, other = w.person(), w.person()
    return ("merge", one, other, "--yes") if one and other and one != other else None


def _apart(w: Writer) -> Drawn:
    one, other = w.person(), w.person()
    return ("dupes", "--not", one, other) if one and other and one != other else None


def _of_person(w: Writer) -> Drawn:
    who = w.person()
    if who is None:
        return None
    return w.rng.choice(
        (
            ("archive", who, "--why", w.text("y")),
            ("unarchive", who),
            ("snooze", who, w.rng.choice(("2 weeks", "off", "10d"))),
            ("every", who, w.rng.choice(("2w", "9d", "default", "never"))),
            ("tag", who, f"+{w.rng.choice(TAGS)}", f"-{w.rng.choice(TAGS)}"),
            ("tag", who, f"-{w.rng.choice(TAGS)}"),
            ("tag", who, f"+{w.rng.choice(TAGS)}"),
        )
    )


def _owner(w: Writer) -> Drawn:
    who = w.person()
    return who and ("edit", who, "--owner", w.rng.choice(OWNERS))  # type: ignore[return-value]


def _of_journal(w: Writer) -> Drawn:
    w.number += 1
    return w.rng.choice(
        (
            ("every", "--tag", w.rng.choice(TAGS), f"{w.rng.randint(5, 60)}d"),
            ("every", "--tag", w.rng.choice(TAGS), "default"),
            ("config", "cadence", f"{w.rng.randint(5, 60)}d"),
            ("config", "crowd", str(w.rng.randint(3, 9))),
            ("kinds", "add", f"kind{w.number}", "care", f"a kind of {w.number}"),
        )
    )


def _log_own_kind(w: Writer) -> Drawn:
    own, who = [kind for kind in w.rows["kinds"] if kind.startswith("kind")], w.person()
    return ("log", who, "-k", w.rng.choice(own), w.text("t")) if own and who else None


def _undo(w: Writer) -> Drawn:
    return ("undo",)


def _import(w: Writer) -> Drawn:
    start = w.rng.randint(0, 4000)
    cards = [
        CARD.format(
            number=number,
            first=FIRST[number % len(FIRST)],
            last=LAST[number % len(LAST)],
            company=number % 9,
            tag=TAGS[number % 4],
        )
        for number in range(start, start + w.rng.randint(10, w.largest_import))
    ]
    return Command(("import", "cards.vcf"), "cards.vcf", "".join(cards))


def _import_touches(w: Writer) -> Drawn:
    names = [row["name"] for row in w.alive("people")]
    if not names:
        return None
    rows = [
        f"2026-{w.rng.randint(1, 10):02d}-{w.rng.randint(1, 28):02d},"
        f"{w.rng.choice(names)},call,{w.text('t')}"
        for _ in range(w.rng.randint(2, 40))
    ]
    table = "\n".join(("date,name,channel,note", *rows, ""))
    return Command(("import", "touches.csv"), "touches.csv", table)


def _forget(w: Writer) -> Drawn:
    found = w.alive("people")
    return ("forget", w.rng.choice(found)["name"], "--yes") if len(found) > 8 else None


def _look_after(w: Writer) -> Drawn:
    return ("doctor", "--rebuild")


WEIGHTS: dict[Callable[[Writer], Drawn], float] = {
    _add: 8,
    _log: 26,
    _day: 1,
    _edit_person: 12,
    _rename: 2,
    _edit_email: 4,
    _edit_touch: 9,
    _edit_entry: 5,
    _entry: 9,
    _close: 5,
    _delete: 5,
    _delete_person: 1.5,
    _merge: 3,
    _apart: 1,
    _of_person: 10,
    _owner: 2,
    _of_journal: 4,
    _log_own_kind: 2,
    _undo: 6,
    _import: 1,
    _import_touches: 1,
    _look_after: 0.5,
    _forget: 0.7,
}
