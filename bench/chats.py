"""What the readers of chats and call logs take, each at three sizes.

    python bench/chats.py [FORMAT]...

The chats are invented. Each reading is a process of its own; it prints the size of the file, the
touches, CPU seconds and the most MiB.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TextIO

MESSAGES = (50_000, 100_000, 200_000)
WORDS = [
    *("the", "a", "of", "school", "team", "talk", "next", "week", "thanks"),
    *("for", "plan", "garden", "we", "could", "idea", "and", "then"),
]


def text(noise: random.Random) -> str:
    """One message."""
    return " ".join(noise.choices(WORDS, k=noise.randrange(1, 14)))


def whatsapp(file: TextIO, noise: random.Random, messages: int) -> None:
    """Write a chat of two, as an Android phone exports it."""
    when = datetime(2012, 1, 1, 8)
    for _ in range(messages):
        when += timedelta(minutes=noise.randrange(1, 20))
        who = noise.choice(("Ana Silva", "Max Meyer"))
        file.write(f"{when:%d/%m/%Y, %H:%M} - {who}: {text(noise)}\n")


def sms_backup(file: TextIO, noise: random.Random, messages: int) -> None:
    """Write messages with 200 people; one in fifty has a picture of 90 kB."""
    file.write("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count='1'>\n")
    when = datetime(2012, 1, 1, 8)
    for number in range(messages):
        when += timedelta(minutes=noise.randrange(1, 20))
        stamp, who = int(when.timestamp() * 1000), f"+49170{noise.randrange(200):07d}"
        file.write(
            f'<sms protocol="0" address="{who}" date="{stamp}" type="{noise.randrange(1, 3)}" '
            f'body="{text(noise)} &#55357;&#56832;" contact_name="Somebody" />\n'
        )
        if number % 50 == 0:
            picture = "QUJD" * 30_000
            file.write(
                f'<mms date="{stamp}" msg_box="1" address="{who}"><parts>'
                f'<part ct="image/jpeg" text="null" data="{picture}" /></parts></mms>\n'
            )
    file.write("</smses>\n")


def telegram(file: TextIO, noise: random.Random, messages: int) -> None:
    """Write an account with a hundred chats."""
    file.write('{"about":"x","personal_information":{"user_id":1},"chats":{"list":[')
    for chat in range(100):
        start = "," if chat else ""
        file.write(
            f'{start}{{"name":"P {chat}","type":"personal_chat","id":{chat + 10},"messages":['
        )
        when = datetime(2012, 1, 1, 8)
        for number in range(messages // 100):
            when += timedelta(minutes=noise.randrange(1, 600))
            message = {
                "id": number, "type": "message", "date": when.isoformat(), "from": "x",
                "from_id": f"user{noise.choice((1, chat + 10))}", "text": text(noise),
            }  # fmt: skip
            file.write(("," if number else "") + json.dumps(message))
        file.write("]}")
    file.write("]}}")


def linkedin_messages(file: TextIO, noise: random.Random, messages: int) -> None:
    """Write messages with 2,000 people."""
    file.write(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
        "DATE,SUBJECT,CONTENT,FOLDER\n"
    )
    when, page = datetime(2012, 1, 1, 8), "https://www.linkedin.com/in/"
    for _ in range(messages):
        when += timedelta(minutes=noise.randrange(1, 60))
        other = noise.randrange(2_000)
        sides = [f"Max Meyer,{page}maxm", f"P {other},{page}p{other}"]
        noise.shuffle(sides)
        dated = f"{when:%Y-%m-%d %H:%M:%S} UTC"
        file.write(f'c{other},,{sides[0]},{sides[1]},{dated},,"{text(noise)}",INBOX\n')


FORMATS: dict[str, Callable[[TextIO, random.Random, int], None]] = {
    "whatsapp": whatsapp,
    "sms-backup": sms_backup,
    "telegram": telegram,
    "linkedin-messages": linkedin_messages,
}


def measure(format: str, path: Path) -> None:
    """Read the file with the reader alone, and print what it took."""
    from caretrack.formats.open import read
    from caretrack.formats.source import ReadOptions, Source

    source = Source(path, path.stat().st_size)
    asked = ReadOptions(
        format, date(2046, 1, 1), knows=lambda name: name.startswith(("Ana", "P ", "+"))
    )
    start = time.process_time()
    touches = sum(1 for _ in read(source, asked))
    seconds = time.process_time() - start
    kib = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    print(
        f"{format:18} {source.size / 1e6:6.0f} MB {touches:8,} touches "
        f"{seconds:6.1f} s {kib // 1024:5} MiB"
    )


def main(formats: list[str]) -> None:
    """Make, measure, tell."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chat"
        for format in formats or FORMATS:
            for messages in MESSAGES:
                with path.open("w", encoding="utf-8") as file:
                    FORMATS[format](file, random.Random(4), messages)
                subprocess.run(
                    [sys.executable, __file__, "--measure", format, str(path)], check=True
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
