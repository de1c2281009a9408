"""The journals of the benchmark: people who do not exist, the same ones every time.

    python bench/journals.py small journal.db    makes one; journal.json tells how long that took

Nothing is done where the same journal is there already, made by these sources and for this schema.
Rows are made while they are written; only the days and people of the touches stay in memory.
"""

import hashlib
import json
import random
import resource
import shutil
import sys
import time
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from heapq import heapify, heapreplace
from itertools import accumulate
from pathlib import Path
from typing import Any

import sizes
import words
from caretrack.domain.people.names import name_key
from caretrack.journal import schema, settings
from caretrack.journal.connection import open_journal
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.imports.bulk import Bulk
from caretrack.journal.rows import ALPHABET, DIGITS, LETTERS
from sizes import BUSY, SIZES, TODAY, USUAL, Size

SEED = 20261121
STAMP = "2026-11-20T12:00:00.000000Z"
TAG_CADENCES = {"vip": 14, "partner": 60, "alumni": 120}
CADENCES = (14, 21, 30, 45, 60, 90, 120, 180)
# The share of people with each tag, or with none.
TAGS = (
    ((), 50),
    (("vip",), 8),
    (("partner",), 15),
    (("alumni",), 12),
    (("press",), 10),
    (("north", "beta"), 5),
)
KINDS = {
    "checkin": 20, "listen": 14, "help": 14, "thanks": 6, "celebrate": 3, "ask": 5, "introduce": 2,
    "social": 4,
    "pitch": 10, "renewal": 5, "invoice": 7, "announce": 4, "newsletter": 4, "admin": 4,
}  # fmt: skip
CHANNELS = {
    "call": 30,
    "email": 30,
    "video": 12,
    "chat": 12,
    "meeting": 10,
    "event": 3,
    "letter": 1,
    "gift": 1,
    "other": 1,
}
MOODS = {None: 60, 1: 1, 2: 3, 3: 12, 4: 16, 5: 8}
PHRASES = 6_000
# The average gap between touches, in cadences; a third are sales, so one person in twelve is due.
GAP = 0.38

Row = tuple[Any, ...]

_LETTER_OF_BYTE = bytes(ord(ALPHABET[byte & 31]) for byte in range(256))


def identity(table: str, number: int) -> str:
    """The id of a row: what `new_id` would make, but always the same."""
    noise = hashlib.blake2b(b"%d" % number, digest_size=16, person=table.encode()).digest()
    return (
        LETTERS[noise[0] % 22]
        + DIGITS[noise[1] % 10]
        + noise[2:].translate(_LETTER_OF_BYTE).decode()
    )


class Dice(random.Random):
    """A random generator with a fixed seed for each purpose."""

    def __init__(self, purpose: str) -> None:
        """`purpose` sets it apart from the others."""
        super().__init__(f"{SEED} {purpose}")

    def of(self, weights: dict[Any, int], count: int) -> list[Any]:
        """`count` of the keys, by weight."""
        return self.choices(list(weights), cum_weights=list(accumulate(weights.values())), k=count)


def ago(days: float) -> str:
    """Return the day that is this many days before TODAY."""
    return (TODAY - timedelta(days=int(days))).isoformat()


class Making:
    """The rows of one journal, table by table."""

    def __init__(self, size: Size) -> None:
        """Make up the people, and when they were in touch."""
        self.size = size
        self.ids = [identity("people", number) for number in range(size.people)]
        dice = Dice("people")
        self.names = self._names(dice)
        self.tagged = dice.of(dict(TAGS), size.people)
        self.own = [
            dice.choice(CADENCES) if dice.random() < 0.3 else 0 if dice.random() < 0.03 else None
            for _ in self.ids
        ]
        self.untouched = [number > 1 and dice.random() < 0.01 for number in range(size.people)]
        self._plan()

    def tables(self) -> dict[str, Iterable[Sequence[Any]]]:
        """Yield rows for a `Bulk`, in order: people of touches belong to earlier touches."""
        made = (
            "people",
            "handles",
            "tags",
            "touches",
            "touch_people",
            "facts",
            "actions",
            "feedback",
            "occasions",
        )
        return {table: getattr(self, table)() for table in made}

    def _names(self, dice: Dice) -> list[str]:
        names = []
        for _ in self.ids:
            double = f"-{dice.choice(words.LAST)}" if dice.random() < 0.25 else ""
            names.append(f"{dice.choice(words.FIRST)} {dice.choice(words.LAST)}{double}")
        names[:2] = [BUSY, USUAL]
        return names

    def _cadence(self, number: int) -> int:
        of_tags = [TAG_CADENCES[tag] for tag in self.tagged[number] if tag in TAG_CADENCES]
        return self.own[number] or min(of_tags, default=30)

    def _plan(self) -> None:
        """Yield the day and people of all touches, newest first, at the pace of each cadence."""
        dice = Dice("plan")
        gaps = [self._cadence(number) * GAP for number in range(self.size.people)]
        waiting = [
            (dice.random() * gap, number)
            for number, gap in enumerate(gaps)
            if not self.untouched[number]
        ]
        heapify(waiting)
        self.days, self.with_whom = array("f"), array("L")
        for _ in range(self.size.touches):
            days, number = waiting[0]
            self.days.append(days)
            self.with_whom.append(0 if dice.random() < 0.01 else number)
            heapreplace(waiting, (days + gaps[number] * (0.4 + 1.2 * dice.random()), number))
        self.span = int(self.days[-1]) + 1

    def people(self) -> Iterator[Row]:
        dice = Dice("details")
        for number, name in enumerate(self.names):
            company = (
                f"{dice.choice(words.COMPANY_FIRST)} {dice.choice(words.COMPANY_LAST)}"
                if dice.random() < 0.8
                else None
            )
            met = (
                f"met at the {dice.choice(words.VOCABULARY)} in {dice.randrange(2015, 2026)}"
                if dice.random() < 0.3
                else None
            )
            note = " ".join(dice.choices(words.VOCABULARY, k=12)) if dice.random() < 0.2 else None
            snoozed = ago(-dice.randrange(1, 40)) if number > 1 and dice.random() < 0.01 else None
            archived = ago(dice.randrange(1, 300)) if number > 1 and dice.random() < 0.03 else None
            added = ago(dice.randrange(1, 45)) if self.untouched[number] else ago(self.span)
            texts = (company, dice.choice(words.ROLES), None, met, note)
            row = (
                self.ids[number],
                name,
                name_key(name),
                *texts,
                self.own[number],
                snoozed,
                added,
                archived,
                archived and "moved on",
                STAMP,
                STAMP,
            )
            # Of the columns that came later all are empty: nobody is only known.
            yield (*row, *[None] * (len(schema.columns("people")) - len(row)))

    def handles(self) -> Iterator[Row]:
        dice = Dice("handles")
        for number, name in enumerate(self.names):
            first, _, last = name_key(name).partition(" ")
            address = f"{first}.{last.replace(chr(39), '')}{number}@example.org"
            yield identity("handles", 2 * number), self.ids[number], "email", address, address
            if dice.random() < 0.1:
                yield (
                    identity("handles", 2 * number + 1),
                    self.ids[number],
                    "nickname",
                    f"{first[:3].title()}{last[:1].upper()}",
                    first[:3] + last[:1],
                )

    def tags(self) -> Iterator[Row]:
        return ((self.ids[number], tag) for number, tags in enumerate(self.tagged) for tag in tags)

    def touches(self) -> Iterator[Row]:
        dice, total = Dice("touches"), self.size.touches
        phrases = [
            " ".join(dice.choices(words.VOCABULARY, k=dice.randrange(4, 9))) for _ in range(PHRASES)
        ]
        batch = 10_000
        for start in range(0, total, batch):
            kinds, channels, moods = (
                dice.of(weights, batch) for weights in (KINDS, CHANNELS, MOODS)
            )
            for place in range(min(batch, total - start)):
                number = start + place
                note = " ".join(dice.choices(phrases, k=2 + (number & 1)))
                if number % 5 == 0:
                    note += f" {dice.randrange(10_000, 99_999)}"
                if number % max(total // 5, 1) == 7:
                    note += f" {words.RARE}"
                from_them = int(dice.random() < 0.25)
                day = ago(self.days[total - 1 - number])
                yield (
                    identity("touches", number),
                    day,
                    kinds[place],
                    channels[place],
                    from_them,
                    moods[place],
                    note,
                    None,
                    STAMP,
                    STAMP,
                    # What was asked about, of a crowd, by whom: of none.
                    *[None] * (len(schema.columns("touches")) - 10),
                )

    def touch_people(self) -> Iterator[Row]:
        dice, total = Dice("groups"), self.size.touches
        for number in range(total):
            touch, first = identity("touches", number), self.with_whom[total - 1 - number]
            yield touch, self.ids[first]
            if dice.random() < 0.015:
                others = dice.sample(range(2, self.size.people), dice.randrange(1, 7))
                yield from ((touch, self.ids[other]) for other in others if other != first)

    def facts(self) -> Iterator[Row]:
        dice = Dice("facts")
        for number in range(3 * self.size.people):
            category, text = dice.choice(words.FACTS)
            source = dice.choices(
                ("told", "noticed", "declined", "closed"), cum_weights=(85, 95, 99, 100)
            )[0]
            said = (
                text.format(*dice.choices(words.VOCABULARY, k=2))
                if source in {"told", "noticed"}
                else ""
            )
            day = ago(dice.randrange(self.span))
            yield (
                identity("facts", number),
                self.ids[number // 3],
                category,
                said,
                source,
                day,
                None,
                None,
                STAMP,
                STAMP,
                None,
                None,
            )

    def actions(self) -> Iterator[Row]:
        """Yield an action for every second person: nine in ten are done, few open ones are due."""
        dice, due = Dice("actions"), 6
        for number in range(self.size.people // 2):
            sort, text = (
                dice.choice(("promise", "promise", "gesture")),
                " ".join(dice.choices(words.VOCABULARY, k=6)),
            )
            late = number < due
            day = ago(dice.randrange(1, 9)) if late else ago(-dice.randrange(1, 90))
            done = None if late or dice.random() < 0.1 else ago(dice.randrange(1, self.span))
            who = self.ids[(number * 7 + 1) % self.size.people]
            yield (
                identity("actions", number),
                who,
                "promise" if late else sort,
                text,
                day,
                done,
                None,
                STAMP,
                STAMP,
                None,
                None,
            )

    def feedback(self) -> Iterator[Row]:
        """Yield one for every fifth person; few are open, in a journal of any size."""
        dice, open_ones = Dice("feedback"), 6
        for number in range(self.size.people // 5):
            heard = dice.randrange(20, self.span)
            acted, told = (
                (heard - 5, None if number < open_ones else heard - 9)
                if number >= open_ones // 2
                else (None, None)
            )
            yield (
                identity("feedback", number), self.ids[number * 5 + 1],
                dice.choice(("product", "marketing", "sales", "service")),
                dice.choice(("complaint", "idea", "praise")),
                " ".join(dice.choices(words.VOCABULARY, k=8)), ago(heard),
                None if acted is None else ago(acted), None if acted is None else "done",
                None if told is None else ago(told), None, STAMP, STAMP, None,
            )  # fmt: skip

    def occasions(self) -> Iterator[Row]:
        dice = Dice("occasions")
        for number in range(0, self.size.people, 2):
            born = date(dice.randrange(1950, 2004), 1, 1) + timedelta(days=dice.randrange(365))
            year = born.year if dice.random() < 0.6 else None
            yield (
                identity("occasions", number),
                self.ids[number],
                "birthday",
                born.month,
                born.day,
                year,
                STAMP,
                STAMP,
                None,
            )


def make(path: Path, size: Size) -> dict[str, Any]:
    """Write the journal; return its rows, the seconds in all, and those spent on making rows."""
    begun = time.perf_counter()
    with open_journal(path, TODAY, make=True) as journal, journal.change("bench"):
        for tag, days in TAG_CADENCES.items():
            settings.set_tag_cadence(journal, tag, days)
        bulk = Bulk(journal)
        for table, made in Making(size).tables().items():
            for row in made:
                bulk.add(table, *row)
        rows = bulk.write()
    written = time.perf_counter()
    for made in Making(size).tables().values():
        deque(made, maxlen=0)
    return {"rows": rows, "seconds": written - begun, "making": time.perf_counter() - written}


def recipe() -> str:
    """Return a mark of how a journal was made, and for which schema."""
    sources = [Path(__file__), Path(sizes.__file__), Path(words.__file__)]
    told = b"".join(path.read_bytes() for path in sources) + "\n".join(schema.statements()).encode()
    return hashlib.sha256(told).hexdigest()


def peak_mb() -> float:
    """Return the most memory that this process had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> None:
    """Make the journal of the size and at the path of the command line."""
    name, path = sys.argv[1], Path(sys.argv[2])
    told, wanted = path.with_suffix(".json"), recipe()
    if path.exists() and told.exists() and json.loads(told.read_text())["recipe"] == wanted:
        return
    size = SIZES[name]
    said = f"making the {name} journal: {size.people:,} people, {size.touches:,} touches"
    print(said, file=sys.stderr)
    for old in (path, told, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    shutil.rmtree(backup_folder(path), ignore_errors=True)
    mark = make(path, size) | {"mb": peak_mb(), "recipe": wanted}
    told.write_text(json.dumps(mark))


if __name__ == "__main__":
    main()
