"""Sixty mornings with `care due`, lived by a script, on 72 people of whom there are only notes.

    python bench/mornings.py [--people 72] [--mornings 60]

The notes are the caring ones of `tests/labelled/notes/scored/`, which bench/rules.py reads. Each
morning the list is read as JSON, seven rows of it, and two of those who wait get a touch with the
next note. Nothing else is written down: no fact, no mood, no promise. Prints how many rows opened
with what, and which row stood for longest.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

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


def run(day: date, *arguments: str) -> str:
    """Run `care` as on that day, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "caretrack", *arguments],
        env={**os.environ, "CARE_TODAY": day.isoformat(), "PYTHONPATH": str(HERE.parent / "src")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


def fill(people: int, notes: list[str], dice: random.Random) -> None:
    """Add the people, and log one or two notes with each in the weeks before."""
    for number in range(people):
        name = f"{FIRST[number % len(FIRST)]} {LAST[number]}"
        added = FIRST_DAY - timedelta(days=70)
        run(added, "add", name, "--every", str(dice.choice((14, 21, 30))))
        for _ in range(dice.choice((1, 1, 2))):
            day = FIRST_DAY - timedelta(days=dice.randrange(5, 60))
            run(day, "log", name, "-k", dice.choice(CARING), notes.pop())


def live(mornings: int, notes: list[str]) -> None:
    """Live the mornings, and print the figures."""
    why: Counter[str] = Counter()
    stood: dict[str, tuple[str, int]] = {}
    longest, undated, same = 0, 0, 0
    for number in range(mornings):
        today = FIRST_DAY + timedelta(days=number)
        rows = json.loads(run(today, "due", "--json", "--limit", "7"))["waiting"]
        seen = {}
        for row in rows:
            first = row["openers"][0]
            why[first["why"]] += 1
            before, times = stood.get(row["id"], ("", 0))
            times = times + 1 if before == first["text"] else 1
            seen[row["id"]] = (first["text"], times)
            longest = max(longest, times)
            undated += times > MOST_RUNNING and first["on"] is None
        same += len(rows) > 1 and len({text for text, _ in seen.values()}) == 1
        stood = seen
        for row in rows[:2]:
            run(today, "log", row["name"], "-k", "checkin", notes.pop())
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
        os.environ |= {"CARE_JOURNAL": str(Path(folder, "journal.db")), "HOME": folder}
        fill(asked.people, notes, dice)
        live(asked.mornings, notes)


if __name__ == "__main__":
    main()
