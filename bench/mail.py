"""How long it takes to read and import an mbox of 50,000 mails, beside Python's mailbox module.

    python bench/mail.py [FOLDER] [--mails 50000]

The people are invented. Half the mails are from us, half to us: replies with quotes, as text and
HTML, one in ten with an attachment of 10 to 200 kB. In "all" every mail is with people of the
journal (200 people), in "few" one in ten. Each reading is a process of its own.
"""

import argparse
import base64
import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

WORDS = [
    "the",
    "a",
    "of",
    "budget",
    "school",
    "team",
    "talk",
    "next",
    "week",
    "thanks",
    "for",
    "plan",
    "garden",
    "report",
    "we",
    "could",
    "idea",
    "and",
    "then",
]
PEOPLE = [f"p{number}@known.example" for number in range(200)]
ME = "me@mine.example"


def one_mail(
    noise: random.Random, number: int, when: datetime, who: str, before: str
) -> tuple[str, bytes]:
    """The id and the bytes of a mail; `before` is the id of the one that it answers."""
    from_us, name = noise.random() < 0.5, f"m{number}@mine.example"
    text = "\n".join(" ".join(noise.choices(WORDS, k=12)) for _ in range(noise.randrange(3, 15)))
    quoted = (
        "\n\nOn Friday, Some Body wrote:\n" + "".join(f"> {line}\n" for line in text.split("\n"))
        if before
        else ""
    )
    body = f"Hi,\n\n{text}\n\nBest regards,\nMax\n-- \nMax, Mine Ltd{quoted}\n"
    page = "<html><head><style>p {color: red}</style></head>" + "".join(
        f"<p style='margin:0'>{line}</p>\n" for line in body.split("\n")
    )
    dated = when.strftime("%a, %d %b %Y %H:%M:%S +0100")
    lines = [f"From - {when:%a %b %d %H:%M:%S %Y}"]
    lines += [
        f"Received: from mx{at}.example by mx.example with ESMTP id {number}{at}; {dated}"
        for at in range(4)
    ]
    lines += [
        f"From: Some Body <{ME if from_us else who}>",
        f'To: "Other, Body" <{who if from_us else ME}>',
        f"Date: {dated}",
    ]
    lines += [
        f"Subject: {'Re: ' if before else ''}{' '.join(noise.choices(WORDS, k=4))}",
        f"Message-ID: <{name}>",
    ]
    lines += [f"In-Reply-To: <{before}>", f"References: <{before}>"] if before else []
    lines += ['Content-Type: multipart/mixed; boundary="part"', ""]
    for sort, content in (("plain", body), ("html", page)):
        lines += ["--part", f"Content-Type: text/{sort}; charset=utf-8", "", content]
    if noise.random() < 0.1:
        lines += [
            "--part",
            'Content-Type: application/pdf; name="plan.pdf"',
            "Content-Transfer-Encoding: base64",
            "",
        ]
        lines.append(base64.encodebytes(noise.randbytes(noise.randrange(10_000, 200_000))).decode())
    return name, "\n".join([*lines, "--part--", "", ""]).encode()


def make(path: Path, mails: int, known: float) -> None:
    """Write the mbox, the same one every time."""
    noise, when = random.Random(4), datetime(2015, 1, 1, 8)
    threads: dict[str, str] = {}
    with path.open("wb") as file:
        for number in range(mails):
            when += timedelta(minutes=noise.randrange(1, 230))
            who = (
                noise.choice(PEOPLE)
                if noise.random() < known
                else f"s{noise.randrange(5000)}@else.example"
            )
            before = threads.get(who, "") if noise.random() < 0.6 else ""
            name, data = one_mail(noise, number, when, who, before)
            threads[who] = before or name
            file.write(data)


def read(path: Path) -> int:
    """Read with the reader alone; return the number of touches."""
    from caretrack.formats.mail.read import read
    from caretrack.formats.source import ReadOptions, Source

    asked = ReadOptions("mbox", date(2046, 1, 1), known=frozenset(PEOPLE), mine=frozenset([ME]))
    return sum(1 for _ in read(Source(path, path.stat().st_size), asked))


def with_mailbox(path: Path) -> int:
    """Return how many mails Python's mailbox module reads, with their fields and first text."""
    import mailbox

    found = 0
    for mail in mailbox.mbox(path, create=False):
        found += any(address in f"{mail['from']} {mail['to']}" for address in (ME,))
        next(
            (
                part.get_payload(decode=True)
                for part in mail.walk()
                if part.get_content_type() == "text/plain"
            ),
            None,
        )
    return found


def measured(*arguments: str, env: dict[str, str] | None = None) -> str:
    """CPU seconds, and the peak memory of that process."""
    child = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, env={**os.environ, **(env or {})}
    )
    _, status, used = os.wait4(child.pid, 0)
    return f"{used.ru_utime + used.ru_stime:6.1f} s CPU {used.ru_maxrss // 1024:5d} MB" + (
        f"  (ended with {status})" if status else ""
    )


def main() -> None:
    """Make, measure, tell."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", nargs="?")
    options.add_argument("--mails", type=int, default=50_000)
    options.add_argument("--only", choices=["read", "mailbox"])
    asked = options.parse_args()
    if asked.only:
        print(
            {"read": read, "mailbox": with_mailbox}[asked.only](Path(asked.folder)),
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        )
        return
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        cards = Path(folder) / "people.vcf"
        cards.write_text(
            "".join(
                f"BEGIN:VCARD\nVERSION:4.0\nFN:Person {at}\nEMAIL:{email}\nEND:VCARD\n"
                for at, email in enumerate(PEOPLE)
            )
        )
        for name, known in (("all", 1.0), ("few", 0.1)):
            path = Path(folder) / f"{name}.mbox"
            make(path, asked.mails, known)
            env = {"CARE_JOURNAL": f"{folder}/{name}.db", "CARE_TODAY": "2046-01-01"}
            print(f"{name}: {asked.mails:,} mails, {path.stat().st_size // 1_000_000} MB")
            for what in ("read", "mailbox"):
                print(f"  {what:9}", measured(__file__, str(path), "--only", what))
            measured("-m", "caretrack", "import", str(cards), env=env)
            for what in ("import", "again"):
                print(
                    f"  {what:9}",
                    measured("-m", "caretrack", "import", str(path), env=env),
                    flush=True,
                )
            path.unlink()


if __name__ == "__main__":
    main()
