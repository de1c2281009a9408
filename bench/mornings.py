"""Sixty mornings with `care due`, lived by a script, on 72 people of whom there are only notes.

    python bench/mornings.py [--people 72] [--mornings 60]

The notes are the caring ones of `tests/labelled/notes/scored/`, which bench/rules.py reads. Each
morning seven rows of the list are read, and two of those who wait get a touch with the
next note. Nothing else is written down: no fact, no mood, no promise. Prints how many rows opened
with what, and which row stood for longest.
"""

import argparse
import random
import tempfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

from caretrack.app.due import due_page
from caretrack.journal import people as people_of
from caretrack.journal import touches
from caretrack.journal.connection import Journal, open_journal
from words import FIRST, LAST

HERE = Path(__file__).resolve().parent

FIRST_DAY = date(2026, 9, 1)
NOTES = HERE.parent / "tests" / "labelled" / "notes" / "scored"
CARING = ("checkin", "listen", "help", "thanks", "celebrate", "ask", "introduce", "social")
MOST_RUNNING = 3


def caring_notes() -> list[str]:
    """Return the notes of the caring kinds."""
    notes, kind = [], ""
    for path in sorted(NOTES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                kind = line[3:].strip()
            elif line.strip() and line[0] not in "#;" and kind in CARING:
                notes.append(line.strip())
    return notes


def fill(path: Path, people: int, notes: list[str], dice: random.Random) -> None:
    """Add the people, and log one or two notes with each in the weeks before."""
    added = FIRST_DAY - timedelta(days=70)
    with open_journal(path, added, make=True) as journal, journal.change("bench"):
        for number in range(people):
            name = f"{FIRST[number % len(FIRST)]} {LAST[number]}"
            days = dice.choice((14, 21, 30))
            person = people_of.add(journal, name, cadence_days=days)
            for _ in range(dice.choice((1, 1, 2))):
                day = FIRST_DAY - timedelta(days=dice.randrange(5, 60))
                log(journal, person.id, day, notes.pop())


def log(journal: Journal, who: str, day: date, note: str) -> None:
    """Write a caring touch with a note, and nothing else."""
    touches.add(journal, [who], happened_on=day, kind="checkin", channel="call", note=note)


def live(path: Path, mornings: int, notes: list[str]) -> None:
    """Live the mornings, and print the figures."""
    why: Counter[str] = Counter()
    stood: dict[str, tuple[str, int]] = {}
    longest, undated, same = 0, 0, 0
    for number in range(mornings):
        today = FIRST_DAY + timedelta(days=number)
        with open_journal(path, today) as journal:
            rows = list(
                due_page(
                    journal, datetime.combine(journal.today, time(12)), limit=7, to_read=False
                ).waiting
            )
            seen = {}
            for row in rows:
                first = row.openers[0]
                why[first.why] += 1
                before, times = stood.get(row.id, ("", 0))
                times = times + 1 if before == first.text else 1
                seen[row.id] = (first.text, times)
                longest = max(longest, times)
                undated += times > MOST_RUNNING and first.on is None
            same += len(rows) > 1 and len({text for text, _ in seen.values()}) == 1
            stood = seen
            with journal.change("bench"):
                for row in rows[:2]:
                    log(journal, row.id, today, notes.pop())
    total = sum(why.values())
    print(f"{total} rows of {mornings} mornings")
    for word, count in why.most_common():
        print(f"  {word:<10}{count:>5}  {100 * count / total:.1f} %")
    print(f"stood for longest, word for word: {longest} mornings")
    print(f"rows after {MOST_RUNNING} mornings without saying since when: {undated}")
    print(f"pages on which every row said the same: {same}")


def main() -> None:
    """Read the arguments, make the journal, live."""
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=72)
    options.add_argument("--mornings", type=int, default=60)
    asked = options.parse_args()
    dice = random.Random(9)
    notes = caring_notes()
    dice.shuffle(notes)
    notes *= 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.db")
        fill(path, asked.people, notes, dice)
        live(path, asked.mornings, notes)


if __name__ == "__main__":
    main()
