"""A file of ops in a folder: it is written once, with the hash of all that is in it in its name.

First the line `care ops 1`; then a line of JSON with the files that this one replaces; then the
ops, each a head of fixed length and its body.
"""

import json
import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from caretrack.hubs.folder_names import FileName, new_digest
from caretrack.hubs.hub import LARGEST_BODY, Op

_FIRST = b"care ops 1\n"
_HEAD = struct.Struct(">16s16sqI")
_LONGEST_LINE = 1_000_000
_BLOCK = 1_000_000


class NotWhole(Exception):
    """The file is not what its name says: it has not arrived whole, or was damaged."""


class NoOps(Exception):
    """The file is what its name says, and holds no ops that can be read: garbage."""


class Place(NamedTuple):
    """Where an op stands in a file; `length` is that of its body, which follows the head."""

    id: str
    row: str
    stamp: int
    at: int
    length: int

    @property
    def end(self) -> int:
        """Return where the next op begins."""
        return self.at + _HEAD.size + self.length


def beginning(number: int, replaces: Iterable[str]) -> bytes:
    """Return how a file of so many ops begins.

    `replaces` are the files in whose place it stands (`FileName.short`).
    """
    head = json.dumps({"ops": number, "replaces": sorted(replaces)}, separators=(",", ":"))
    return _FIRST + head.encode() + b"\n"


def as_bytes(op: Op) -> bytes:
    """Return an op as it stands in a file."""
    head = _HEAD.pack(bytes.fromhex(op.id), bytes.fromhex(op.row), op.stamp, len(op.body))
    return head + op.body


class OpsFile:
    """A file of ops, open to be read.

    Everything raises `NotWhole` for a file that has not arrived whole, and `NoOps` for garbage.
    """

    def __init__(self, folder: Path, name: FileName, known_whole: bool) -> None:
        """Open the file and read its beginning; unless it is `known_whole`, read it all before."""
        self.name = name
        self._file: BinaryIO = (folder / str(name)).open("rb")
        try:
            self.size = os.fstat(self._file.fileno()).st_size
            if not known_whole:
                self._check_hash()
            self.number, self.replaces = self._read_beginning()
            self.first = self._file.tell()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "OpsFile":
        """Return the file itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._file.close()

    def places(self, start: int = 0) -> Iterator[Place]:
        """Give the places of the ops from the byte `start` on; 0 is the first op."""
        at = start or self.first
        while at < self.size:
            self._file.seek(at)
            head = self._file.read(_HEAD.size)
            if len(head) < _HEAD.size:
                raise NoOps
            key, row, stamp, length = _HEAD.unpack(head)
            place = Place(key.hex(), row.hex(), stamp, at, length)
            if place.end > self.size:
                raise NoOps
            yield place
            at = place.end

    def op(self, place: Place) -> Op:
        """Return the op at a place, with an empty body if it is larger than a hub takes."""
        body = b""
        if place.length <= LARGEST_BODY:
            self._file.seek(place.at + _HEAD.size)
            body = self._file.read(place.length)
            if len(body) < place.length:
                raise NotWhole
        return Op(place.id, self.name.of, place.stamp, place.row, body)

    def raw(self, place: Place) -> Iterator[bytes]:
        """Give the bytes of the op at a place, head and body, in blocks."""
        self._file.seek(place.at)
        left = place.end - place.at
        while left:
            block = self._file.read(min(left, _BLOCK))
            if not block:
                raise NotWhole
            left -= len(block)
            yield block

    def _check_hash(self) -> None:
        digest = new_digest()
        while block := self._file.read(_BLOCK):
            digest.update(block)
        if digest.hexdigest()[: len(self.name.digest)] != self.name.digest:
            raise NotWhole
        self._file.seek(0)

    def _read_beginning(self) -> tuple[int, frozenset[str]]:
        if self._file.readline(len(_FIRST)) != _FIRST:
            raise NoOps
        try:
            head = json.loads(self._file.readline(_LONGEST_LINE))
            return int(head["ops"]), frozenset(str(name) for name in head["replaces"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise NoOps from error
