"""Many at once: processes that log one line after the other, beside others that read and write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import NamedTuple

from laid_out import CARD

# Runs a command to its end; returns its exit code and what it said on stderr.
Run = Callable[[Sequence[str]], tuple[int, str]]


class Crowd(NamedTuple):
    """What came of it: how many logs ended with 0, how many runs stood beside, and all refusals."""

    logged: int
    beside: int
    refused: list[str]


def crowd(run: Run, folder: Path, writers: int, logs: int) -> Crowd:
    """Let so many writers log so many times each, beside `due`, import, backup and doctor.

    The journal must have somebody called Ana. `folder` is for what is imported and backed up.
    """
    over = Event()
    refused: list[str] = []

    def done(args: Sequence[str]) -> bool:
        code, err = run(args)
        if code:
            refused.append(f"care {' '.join(args)}: {code} {err.strip()}")
        return code == 0

    def writes(writer: int) -> int:
        return sum(
            done(["log", "ana", "-k", "checkin", f"writer {writer} line {number}"])
            for number in range(logs)
        )

    def goes_on(beside: Callable[[int], list[str]]) -> int:
        number = 0
        while not over.is_set():
            done(beside(number))
            number += 1
        return number

    def imports(number: int) -> list[str]:
        file = folder / f"cards{number}.vcf"
        file.write_text("".join(CARD.format(number * 50 + n, n % 4) for n in range(50)))
        return ["import", str(file)]

    others: list[Callable[[int], list[str]]] = [
        lambda _: ["due"],
        imports,
        lambda number: ["backup", str(folder / f"copy{number}.db")],
        lambda _: ["doctor"],
    ]
    with ThreadPoolExecutor(writers + len(others)) as pool:
        beside = [pool.submit(goes_on, other) for other in others]
        try:
            logged = sum(pool.map(writes, range(writers)))
        finally:
            over.set()
        return Crowd(logged, sum(one.result() for one in beside), refused)
