"""A hub in a folder that another program carries from machine to machine, or a stick.

    care-hub.json                      says that this is a hub
    journal-<id>/ops/<device>-<number>-<hash>.ops
    journal-<id>/notes/<name>-<number>-<hash>.note

Every file is written once, under a name that no other machine can give to something else, and never
changed. What is folded or erased is written anew without it, under a new name, and the old file
goes. A cursor is the set of the files that were read.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from caretrack.hubs.folder_cursor import Cursor, read_cursor
from caretrack.hubs.folder_file import NoOps, NotWhole, OpsFile, Place, as_bytes, beginning
from caretrack.hubs.folder_names import (
    NOTE,
    OPS,
    PART,
    FileName,
    digest_of,
    names_in,
    quoted,
    read_name,
)
from caretrack.hubs.folder_write import remove_old_parts, write_once
from caretrack.hubs.hub import (
    FORMAT,
    PAGE_BYTES,
    HubUnusable,
    Op,
    Page,
    newer_format,
    no_hub_there,
    one_line,
    refuse_large_bodies,
    refuse_large_note,
)

_MARKER = "care-hub.json"
_ABOUT = "A hub of care, the relationship journal. Its files are sealed. Change nothing in here."
# What programs that carry folders, and systems, put into one that is otherwise empty.
_HARMLESS = {"desktop.ini", "thumbs.db"}
# So many files of one device are folded into one. What is larger than this is left as it is.
_MANY = 16
_SMALL = 4_000_000
_LARGE = 32_000_000


class FolderHub:
    """A hub in a folder; see the top of this file."""

    def __init__(self, folder: str) -> None:
        """Nothing is read before it is used."""
        self.shown = folder
        self.told: list[str] = []
        self._root = Path(folder)
        self._whole: set[str] = set()
        self._written: list[FileName] = []
        self._own = ""

    def prepare(self, *, make: bool = True) -> None:
        """Make the folder and its marker. Refuse a folder with anything else in it.

        Without `make`, refuse where there is no folder. One that is empty is filled again.
        """
        with self._errors():
            if not self._root.exists():
                if not self._root.parent.is_dir():
                    raise self._away(self._root.parent)
                if not make:
                    raise self._away(self._root)
                self._root.mkdir(mode=0o700)
            if not self._root.is_dir():
                raise no_hub_there(self.shown, "it is a file")
            if not (self._root / _MARKER).exists():
                others = [name for name in names_in(self._root) if not _is_harmless(name)]
                if others:
                    raise no_hub_there(
                        self.shown,
                        f"it holds {one_line(min(others), 60)!r}, and its marker"
                        f" {_MARKER} is not there (or has not arrived yet)",
                    )
                text = json.dumps({"care": "hub", "format": FORMAT, "about": _ABOUT})
                write_once(self._root, lambda _: _MARKER, [f"{text}\n".encode()])
            self._check_marker()
            for folder in self._root.glob("journal-*/*"):
                remove_old_parts(folder)

    def pull(self, journal: str, cursor: str, limit: int, but_of: str) -> Page:
        """Return ops of files that were not read yet, by their numbers."""
        self._own = but_of or self._own
        start = read_cursor(cursor)
        ops: list[Op] = []
        with self._hub():
            there = self._files(journal)
            done = set(start.read)
            held = 0
            for name in there:
                if name.short in done or (but_of and name.of == but_of):
                    continue
                at = start.at if name.short == start.file else 0
                for place, file in self._places(journal, name, at, done):
                    if len(ops) >= limit or (ops and held + place.length > PAGE_BYTES):
                        return Page(ops, str(Cursor(done, name.short, place.at)), True)
                    ops.append(file.op(place))
                    held += len(ops[-1].body)
                if name.digest in self._whole:
                    done.add(name.short)
            return Page(ops, str(Cursor(done & {name.short for name in there})), False)

    def push(self, journal: str, ops: Sequence[Op]) -> None:
        """Write the ops as one file for each device that sent them, which is one."""
        refuse_large_bodies(self.shown, ops)
        with self._hub():
            for device in dict.fromkeys(op.device for op in ops):
                mine = {op.id: op for op in ops if op.device == device}
                blocks = [beginning(len(mine), ()), *map(as_bytes, mine.values())]
                self._write(journal, device, 0, blocks)
                self._own = device

    def missing(self, journal: str, ids: Sequence[str]) -> set[str]:
        """Read the files back from the disk, those first that were written last."""
        left = set(ids)
        with self._hub():
            there = self._files(journal)
            names = set(there)
            written = [name for name in reversed(self._written) if name in names]
            for name in [*written, *reversed(there)]:
                if not left:
                    break
                left -= {place.id for place, _ in self._places(journal, name)}
        return left

    def is_at(self, journal: str, cursor: str) -> bool:
        """Return False if files were read, and nobody has any file there now."""
        start = read_cursor(cursor)
        with self._hub():
            return not (start.read or start.file) or bool(self._files(journal))

    def fold(self, journal: str, newest: Mapping[str, str], cursor: str) -> int:
        """Write many small files of this device as one, without what later ops made needless.

        Files of others are theirs to fold. Nothing is done as long as there are few.
        """
        del cursor  # What this device wrote was merged here, wherever the cursor is.
        with self._hub():
            mine = [name for name in self._files(journal) if name.of == self._own]
            # Two machines have written as one device: which op is later cannot be told.
            if not self._own or len({name.number for name in mine}) < len(mine):
                return 0
            chosen = self._small_ones(journal, mine)
            if len(chosen) < _MANY:
                return 0
            return self._fold_files(journal, chosen, newest)

    def erase(self, journal: str, rows: Sequence[str]) -> int:
        """Write every file anew, whoever wrote it, that holds an op of these units."""
        gone, erased = set(rows), 0
        with self._hub():
            for name in self._files(journal):
                places = [place for place, _ in self._places(journal, name)]
                stay = [place for place in places if place.row not in gone]
                if len(stay) < len(places):
                    erased += len(places) - len(stay)
                    self._rewrite(journal, name, stay)
            remove_old_parts(self._folder(journal, OPS))
        return erased

    def notes(self, journal: str) -> dict[str, bytes]:
        """Return the newest whole file of each note."""
        found: dict[str, bytes] = {}
        with self._hub():
            for name in self._files(journal, NOTE):
                file = self._folder(journal, NOTE) / str(name)
                try:
                    body = file.read_bytes()
                except FileNotFoundError:
                    continue
                if digest_of(body) == name.digest:
                    found[name.of] = body
                else:
                    self._tell(name)
        return found

    def put_note(self, journal: str, name: str, body: bytes) -> None:
        """Write the note as a file with the next number; then the older ones go."""
        refuse_large_note(self.shown, body)
        with self._hub():
            older = [file for file in self._files(journal, NOTE) if file.of == name]
            number = max((file.number for file in older), default=0) + 1
            folder = self._folder(journal, NOTE)
            write_once(folder, lambda digest: str(FileName(name, number, digest, NOTE)), [body])
            for file in older:
                (folder / str(file)).unlink(missing_ok=True)

    def drop_note(self, journal: str, name: str) -> None:
        """Remove all files of the note."""
        with self._hub():
            for file in self._files(journal, NOTE):
                if file.of == name:
                    (self._folder(journal, NOTE) / str(file)).unlink(missing_ok=True)

    def own_journals(self) -> int:
        """Count the folders of journals."""
        with self._hub():
            own = {self._folder("", OPS).parent}
            return sum(one not in own for one in self._root.glob("journal-*"))

    def drop_journal(self, journal: str) -> None:
        """Remove the folder of the journal."""
        with self._hub():
            folder = self._folder(journal, OPS).parent
            if folder.exists():
                shutil.rmtree(folder)

    def size(self, journal: str) -> tuple[int, int]:
        """Return what the beginnings of the files say, and how large the files are."""
        number = length = 0
        with self._hub():
            for name in self._files(journal):
                try:
                    with OpsFile(self._folder(journal, OPS), name, known_whole=True) as file:
                        number += file.number
                        length += file.size
                except (FileNotFoundError, NotWhole, NoOps):
                    continue
        return number, length

    def close(self) -> None:
        """Nothing is held open."""

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = one_line(error.strerror or str(error))
            raise HubUnusable(
                f"the folder {self.shown} cannot be used: {why[:1].lower()}{why[1:]}",
                "Check its disk and its permissions.",
            ) from error

    @contextmanager
    def _hub(self) -> Iterator[None]:
        """Refuse a folder that is away, as a stick that is not in; say of all else what it is."""
        with self._errors():
            if not (self._root / _MARKER).exists():
                raise self._away(self._root)
            yield

    def _away(self, place: Path) -> HubUnusable:
        if not place.exists():
            return HubUnusable(
                f"the folder {place} is not there",
                "Connect its disk. If it is lost, make an empty folder there: it is filled again."
                if place == self._root
                else "Connect its disk, or make the folder.",
            )
        return no_hub_there(self.shown, f"its marker {_MARKER} is not there")

    def _check_marker(self) -> None:
        try:
            marker = json.loads((self._root / _MARKER).read_bytes())
            is_ours, number = marker["care"] == "hub", int(marker["format"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise no_hub_there(self.shown, f"its marker {_MARKER} is damaged") from error
        if not is_ours:
            raise no_hub_there(self.shown, f"its {_MARKER} is of something else")
        if number > FORMAT:
            raise newer_format(self.shown)

    def _folder(self, journal: str, ending: str) -> Path:
        return self._root / f"journal-{quoted(journal)}" / ("ops" if ending == OPS else "notes")

    def _files(self, journal: str, ending: str = OPS) -> list[FileName]:
        """Return the names in order: by number, then by whose they are."""
        found = []
        for text in names_in(self._folder(journal, ending)):
            name = read_name(text)
            if name and name.ending == ending:
                found.append(name)
            elif not text.startswith((".", "~")) and not text.endswith((PART, ".tmp")):
                self._tell(text)
        return sorted(found, key=lambda name: (name.number, name.of, name.digest))

    def _tell(self, name: FileName | str, why: str = "it is not whole, or not of care") -> None:
        line = f"passed over {one_line(str(name), 120)} on the hub: {why}"
        if line not in self.told:
            self.told.append(line)

    def _places(
        self, journal: str, name: FileName, at: int = 0, read: Iterable[str] = ()
    ) -> Iterator[tuple[Place, OpsFile]]:
        """Give the ops of a file; none if all that it replaces was `read`, or it is not whole."""
        try:
            known = name.digest in self._whole
            with OpsFile(self._folder(journal, OPS), name, known) as file:
                self._whole.add(name.digest)
                if at or not file.replaces or not file.replaces <= set(read):
                    for place in file.places(at):
                        yield place, file
        except FileNotFoundError:
            # Folded by its device meanwhile: what was in it is in another file.
            self._whole.discard(name.digest)
        except NotWhole:
            self._whole.discard(name.digest)
            self._tell(name, "it has not arrived whole, or is damaged")
        except NoOps:
            self._whole.add(name.digest)
            self._tell(name, "there are no ops in it that can be read")

    def _write(self, journal: str, device: str, number: int, blocks: Iterable[bytes]) -> None:
        """Write a file of ops of a device; the number 0 stands for the next one."""
        if not number:
            used = [name.number for name in self._files(journal) if name.of == device]
            number = max(used, default=0) + 1

        def named(digest: str) -> str:
            self._written.append(FileName(device, number, digest, OPS))
            return str(self._written[-1])

        write_once(self._folder(journal, OPS), named, blocks)

    def _small_ones(self, journal: str, mine: list[FileName]) -> list[FileName]:
        """Return the files to fold, so that each op is written anew seldom: the small ones first.

        A larger file joins once those before it hold half as much as it.
        """
        folder = self._folder(journal, OPS)
        chosen, total = list[FileName](), 0
        for size, name in sorted(((folder / str(name)).stat().st_size, name) for name in mine):
            if size > max(_SMALL, 2 * total) or total + size > _LARGE:
                break
            chosen.append(name)
            total += size
        return sorted(chosen, key=lambda name: name.number)

    def _fold_files(self, journal: str, chosen: list[FileName], newest: Mapping[str, str]) -> int:
        """Write one file in the place of those chosen; return how many ops went."""
        last: dict[str, tuple[str, FileName]] = {}
        number = 0
        for name in chosen:
            for place, _ in self._places(journal, name):
                last[place.row] = (place.id, name)
                number += 1
        whole = [name for name in chosen if name.digest in self._whole]
        stay = {
            row: (key, name) for row, (key, name) in last.items() if newest.get(row, key) == key
        }

        def blocks() -> Iterator[bytes]:
            yield beginning(len(stay), [name.short for name in whole])
            for name in whole:
                given = set[str]()
                for place, file in self._places(journal, name):
                    if stay.get(place.row) == (place.id, name) and place.id not in given:
                        given.add(place.id)
                        yield from file.raw(place)

        self._write(journal, self._own, 0, blocks())
        self._remove(journal, whole)
        return number - len(stay)

    def _rewrite(self, journal: str, name: FileName, stay: list[Place]) -> None:
        """Write a file anew with the ops that stay; then the old one goes."""

        def blocks() -> Iterator[bytes]:
            yield beginning(len(stay), [name.short])
            with OpsFile(self._folder(journal, OPS), name, known_whole=True) as file:
                for place in stay:
                    yield from file.raw(place)

        if stay:
            self._write(journal, name.of, name.number, blocks())
        self._remove(journal, [name])

    def _remove(self, journal: str, names: Iterable[FileName]) -> None:
        for name in names:
            (self._folder(journal, OPS) / str(name)).unlink(missing_ok=True)


def _is_harmless(name: str) -> bool:
    """True for what may lie in a folder that is otherwise empty."""
    return name.startswith((".", "~")) or name.lower() in _HARMLESS or name.endswith(PART)
