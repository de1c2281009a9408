"""Change the bytes of a sample at random, as damage, other programs and other people do."""

import random
from collections.abc import Sequence
from pathlib import Path

# What readers look for, and what has broken readers before: one a line, as Python writes it.
TOKENS = tuple(
    line.encode().decode("unicode_escape").encode("utf-8", "surrogatepass")
    for line in (Path(__file__).with_name("tokens.txt")).read_text("ascii").splitlines()
)
NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"9" * 25, b"1.5", b"1e9", b"")
LONGEST = 20_000


def mutated(chance: random.Random, samples: Sequence[bytes]) -> bytes:
    """Return one of the samples after one to six changes."""
    data = bytearray(chance.choice(samples))
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        _change(chance, data, samples)
    return bytes(data[:LONGEST])


def _change(chance: random.Random, data: bytearray, samples: Sequence[bytes]) -> None:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 1, 2, 4, 16, 64, 400)))
    way = chance.randrange(9)
    if way == 0 and data:
        data[min(at, len(data) - 1)] = chance.randrange(256)
    elif way == 1:
        del data[at:end]
    elif way == 2:
        data[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 50))
    elif way == 3:
        data[at:end] = chance.choice(TOKENS)
    elif way == 4:
        data[at:at] = data[at:end] * chance.choice((1, 1, 3, 40))
    elif way == 5:
        other = chance.choice(samples)
        start = chance.randrange(len(other) + 1)
        data[at:end] = other[start : start + chance.choice((8, 64, 600))]
    elif way == 6:
        _change_number(chance, data)
    elif way == 7:
        _change_lines(chance, data)
    else:
        del data[at:]


def _change_number(chance: random.Random, data: bytearray) -> None:
    places = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return
    start = end = chance.choice(places)
    while end < len(data) and 48 <= data[end] <= 57:
        end += 1
    data[start:end] = chance.choice(NUMBERS)


def _change_lines(chance: random.Random, data: bytearray) -> None:
    lines = bytes(data).splitlines(keepends=True)
    if len(lines) < 2:
        return
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    if chance.randrange(2):
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one:one] = [lines[other]] * chance.choice((1, 2, 30))
    data[:] = b"".join(lines)
