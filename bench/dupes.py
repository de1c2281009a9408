"""What `care dupes` takes to find who is there twice, at three sizes.

    python bench/dupes.py

Prints CPU seconds and the peak of a process for each size, the people of `journals.py` among them.
"""

import resource
import subprocess
import sys
import time

import words
from caretrack.domain.people.blocking import Known
from caretrack.domain.people.duplicates import duplicates
from journals import Dice, Making, Size

SIZES = (5_000, 20_000, 50_000)


def people(number: int) -> list[Known]:
    """Return so many people, four in five with a company."""
    made, dice = Making(Size(number, 1)), Dice("companies")
    handles: dict[str, dict[str, tuple[str, ...]]] = {}
    for _, person_id, sort, value, _ in made.handles():
        handles.setdefault(person_id, {})[sort] = (value,)
    return [
        Known(
            person_id,
            name,
            f"{dice.choice(words.COMPANY_FIRST)} {dice.choice(words.COMPANY_LAST)}"
            if dice.random() < 0.8
            else None,
            handles[person_id].get("nickname", ()),
            handles[person_id]["email"],
        )
        for person_id, name in zip(made.ids, made.names, strict=True)
    ]


def measure(number: int) -> None:
    everybody = people(number)
    start = time.process_time()
    found = duplicates(everybody)
    took = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {number:,} | {took:.1f} | {most:.0f} | {len(found):,} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        print("| people | processor | MB | pairs |\n|---|---|---|---|", flush=True)
        for size in SIZES:
            subprocess.run([sys.executable, __file__, str(size)], check=True)
