"""What large imports cost: 20,000 cards, and a friends.md of 20,000 people and 50,000 touches.

    python bench/importing.py [FOLDER]
    python bench/importing.py --formats [FORMAT]...    20,000 records of every format instead

Prints wall seconds, CPU seconds and peak memory of each run: the first import, a dry run, a second
import of the same, one with every company changed and `--update`, and the undo of that. Of the
formats, each is imported into a journal that knows its 20,000 people, where they are touches.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

PEOPLE, TOUCHES = 20_000, 50_000
NOTES = (
    "Lunch with {} by the harbour",
    "{} worries about the move",
    "Sent {} the invoice of May",
    "Long talk with {} about the new office",
)


def names() -> list[str]:
    first = [
        "Ana",
        "Ben",
        "Chloé",
        "Dario",
        "Eva",
        "Finn",
        "Gil",
        "Hana",
        "Ivo",
        "Jana",
        "Kim",
        "Lea",
        "Max",
        "Nora",
        "Otto",
        "Pia",
        "Rui",
        "Sara",
        "Tom",
        "Uma",
    ]
    return [
        f"{first[number % 20]} "
        f"{['Silva', 'Okoro', 'Dubois', 'Lind', 'Ruiz'][number % 5]}{number:05}"
        for number in range(PEOPLE)
    ]


def cards(company: str) -> str:
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{number}\r\nFN:{name}\r\n"
        f"N:{name.split()[1]};{name.split()[0]};;;\r\nORG:{company} {number % 900}\r\n"
        f"TITLE:Head of Things\r\nEMAIL;TYPE=INTERNET:{number}@{company.lower()}.example\r\n"
        f"TEL;TYPE=CELL:+351 555 {number:05}\r\n"
        f"BDAY:19{number % 60 + 40}-{number % 12 + 1:02}-{number % 28 + 1:02}\r\n"
        f"NOTE:Met at the fair\\, {number}. Likes boats.\r\nCATEGORIES:bench\r\nEND:VCARD\r\n"
        for number, name in enumerate(names())
    )


def friends() -> str:
    chance, everybody = random.Random(4), names()
    days = (
        f"20{chance.randrange(20, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        for _ in range(TOUCHES)
    )
    lines = (
        f"- {day}: {chance.choice(NOTES).format('**' + chance.choice(everybody) + '**')}, {number}."
        for number, day in enumerate(days)
    )
    return (
        "### Activities:\n"
        + "\n".join(lines)
        + "\n\n### Friends:\n"
        + "\n".join(f"- {name} @bench" for name in everybody)
        + "\n"
    )


def run(what: str, folder: Path, *args: str) -> None:
    """One process, measured; what it says last is shown."""
    start, told = time.perf_counter(), folder / "told"
    actions = [(os.POSIX_SPAWN_OPEN, 1, str(told), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    environment = {
        **os.environ,
        "CARE_TODAY": "2026-11-21",
        "CARE_JOURNAL": str(folder / "journal.db"),
    }
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "caretrack", *args],
        environment,
        file_actions=actions,
    )
    _, status, used = os.wait4(child, 0)
    took = time.perf_counter() - start
    last = told.read_text(encoding="utf-8").splitlines()[-1:] or [""]
    print(
        f"| {what} | {took:.1f} | {used.ru_utime + used.ru_stime:.1f} | "
        f"{used.ru_maxrss / 1024:.0f} | {last[0][:90]} |",
        flush=True,
    )
    assert os.waitstatus_to_exitcode(status) in (0, 1)


def measure(folder: Path) -> None:
    (folder / "cards.vcf").write_text(cards("Lagoon"), encoding="utf-8")
    (folder / "moved.vcf").write_text(cards("Fjord"), encoding="utf-8")
    (folder / "friends.md").write_text(friends(), encoding="utf-8")
    print("| run | seconds | processor | MB | it says |\n|---|---|---|---|---|")
    for name in ("cards.vcf", "friends.md"):
        run(f"{name}, the first time", folder, "import", str(folder / name))
        run(f"{name}, a dry run", folder, "import", str(folder / name), "--dry-run")
        run(f"{name}, a second time", folder, "import", str(folder / name))
    run("everybody moved, --update", folder, "import", str(folder / "moved.vcf"), "--update")
    run("care undo", folder, "undo")


def every_format(folder: Path, wanted: list[str]) -> None:
    import readers

    readers.PEOPLE = PEOPLE
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    print("| run | seconds | processor | MB | it says |\n|---|---|---|---|---|", flush=True)
    people, path, journal = folder / "people.vcf", folder / "file", folder / "journal.db"
    people.write_text("".join(readers.cards(PEOPLE)), encoding="utf-8")
    run("20,000 people as cards, the first time", folder, "import", str(people))
    run("the same again", folder, "import", str(people))
    people.write_text("".join(readers.cards(PEOPLE)).replace("Lagoon", "Fjord"), encoding="utf-8")
    run("all of another company, --update", folder, "import", str(people), "--update")
    run("me", folder, "config", "me.emails", readers.ME)
    run("me", folder, "config", "me.name", "Mia")
    known = journal.read_bytes()
    for name, (format, make) in readers.MADE.items():
        # The readers' JSON has touches of nobody; `whole_journal.py` has whole journals.
        if name in ("vcard", "json") or (wanted and name not in wanted):
            continue
        path.write_text("".join(make(PEOPLE)), encoding="utf-8")
        journal.write_bytes(known)
        run(name, folder, "import", str(path), "--from", format)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--formats"]:
        with tempfile.TemporaryDirectory() as made:
            every_format(Path(made), sys.argv[2:])
    elif len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            measure(Path(made))
